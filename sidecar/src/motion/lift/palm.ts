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
