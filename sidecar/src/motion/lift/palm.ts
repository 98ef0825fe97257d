import type { Side } from '../../skeleton/body-bones.ts';
import { frameQuat, type Quat } from '../../skeleton/quaternion.ts';
import { normalizeVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { DIGIT_ROOT, HAND_WRIST } from '../clip/landmark-points.ts';

/** Hand landmarks that move as one body: wrist, thumb's root, the four knuckles. */
export const PALM_POINTS = [
  HAND_WRIST,
  DIGIT_ROOT.thumb,
  DIGIT_ROOT.index,
  DIGIT_ROOT.middle,
  DIGIT_ROOT.ring,
  DIGIT_ROOT.pinky,
] as const;

/** From the wrist to the middle knuckle, cm of the metric points: nine tenths of an average hand's, on every performer. */
export const PALM_LENGTH = 7.9;
/**
 * Where the networks have the points of a left palm, lengths of the palm: along it, across it towards the index finger,
 * and out of it on the back. All performers' come out alike. The metric points are narrower, down to a quarter of this
 * where the palm is seen from the edge; seen square on, the picture's are 0.64 to 0.75 broad over the four knuckles, and
 * MetaHuman's bodies 0.70 to 0.75.
 */
const PALM = [
  [0, 0, 0],
  [0.29, 0.24, -0.14],
  [1.01, 0.26, -0.06],
  [1, 0, 0],
  [0.95, -0.24, -0.01],
  [0.79, -0.44, -0.06],
] as const;

/** The points of an average palm in its own frame, cm, in the order of `PALM_POINTS`. */
export function palmShape(side: Side): readonly Vec3[] {
  const back = side === 'l' ? PALM_LENGTH : -PALM_LENGTH;
  return PALM.map(([along, across, out]) => vec3(along * PALM_LENGTH, across * PALM_LENGTH, out * back));
}

/**
 * Frame of a palm: x from the wrist to the middle finger's knuckle, y across towards the index finger.
 * Keeps `out` for a palm without extent and returns false.
 *
 * @param points by hand landmark.
 */
export type PalmFrame = (out: Quat, points: readonly Vec3[]) => boolean;

export function createPalmFrame(): PalmFrame {
  const along = vec3();
  const across = vec3();
  return (out, points) => {
    subVec(along, points[DIGIT_ROOT.middle]!, points[HAND_WRIST]!);
    subVec(across, points[DIGIT_ROOT.index]!, points[DIGIT_ROOT.pinky]!);
    return normalizeVec(along, along) > 0 && frameQuat(out, along, across);
  };
}
