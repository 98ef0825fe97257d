import type { Side } from '../../skeleton/body-bones.ts';
import { type Quat, quat, rotateVec } from '../../skeleton/quaternion.ts';
import { distanceVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { createPalmFit } from '../lift/fit-palm.ts';
import { createHandReader, type HandEvidence } from '../lift/hand-evidence.ts';
import { PALM_LENGTH, palmShape } from '../lift/palm.ts';
import type { Camera } from '../lift/view-ray.ts';
import type { WristDistance } from '../lift/wrist-distance.ts';
import { type ClipStore, HAS } from './clip-store.ts';
import { DIGIT_ROOT } from './landmark-points.ts';

/** Segments of the five digits, three each. */
export const PHALANGES = 15;

/** A performer's hand beside the palm that the networks have of everybody, see `palmShape`. */
export interface HandShape {
  /** Lengths of the digits' segments, thumb to pinky, from root to tip. */
  readonly phalanges: Float64Array;
  /**
   * How large the palm is at the distance that the arm tells, over that one: body and hand have metric points of their
   * own, and these differ by up to a third. Null where the hand was never seen on an arm.
   */
  readonly atArm: number | null;
}

/** Hand landmark at which each segment begins, thumb to pinky, from root to tip. */
export const SEGMENT_STARTS = Object.values(DIGIT_ROOT).flatMap((root) => [root, root + 1, root + 2]);

/**
 * An average hand's segments, cm, thumb to pinky, tips with their flesh, and its length from the wrist to the
 * middle knuckle (Buryanov and Kotiuk 2010).
 */
const AVERAGE_PHALANGES = [
  4.62, 3.16, 2.74, 3.98, 2.24, 1.97, 4.46, 2.63, 2.14, 4.14, 2.57, 2.13, 3.27, 1.81, 1.97,
] as const;
const AVERAGE_PALM = 8.8;
/** How far a measured length is followed; the rest is the average hand's. */
const TRUST = 0.5;
/** Quantile of what is seen of a length that counts as its own: at a slant it looks shorter, never longer. */
const AS_SEEN = 0.65;

/** Share of the palms whose size is asked for that count as square on. */
const SQUARE_ON = 0.5;
/** Frames that are looked at, at most: spread over the clip. */
const LOOKS = 200;
/** Of these, those that tell the palm's size, about. */
const SIZE_LOOKS = 50;

/** A hand in the frames that are looked at. */
interface Looks {
  readonly read: (frame: number) => HandEvidence;
  readonly frames: readonly number[];
}

/** What hands are measured with. */
export interface HandMeasuring {
  readonly camera: Camera;
  /** Of the hand's wrist. */
  readonly distanceOf: WristDistance;
}

/** Robust measures over the clip; null for a hand that has no metric points. */
export function measureHand(
  clip: ClipStore,
  side: Side,
  { camera, distanceOf }: HandMeasuring,
): HandShape | null {
  const frames: number[] = [];
  const step = Math.max(1, Math.floor(clip.length / LOOKS));
  for (let frame = 0; frame < clip.length; frame += step) {
    if ((clip.has(frame) & HAS.handWorld[side]) !== 0) frames.push(frame);
  }
  if (frames.length === 0) return null;
  const read = createHandReader(clip, camera);
  const onArms: Looks = {
    frames: frames.filter((frame) => (clip.has(frame) & HAS.pose) !== 0),
    read: (frame) => {
      const evidence = read(frame, side, distanceOf(frame, side));
      evidence.sized = false;
      return evidence;
    },
  };
  const looks: Looks = { frames, read: (frame) => read(frame, side) };
  return { phalanges: measurePhalanges(looks, side), atArm: measureSize(onArms, side) };
}

/**
 * The palm in the picture over a palm; null where none is seen. Of a palm that is seen at a slant the size hangs on its
 * depth, so those that are square on are asked.
 */
function measureSize({ read, frames }: Looks, side: Side): number | null {
  if (frames.length === 0) return null;
  const palm = palmShape(side);
  const layPalm = createPalmFit(side);
  const turn = quat();
  const step = Math.max(1, Math.floor(frames.length / SIZE_LOOKS));
  const sizes: { readonly size: number; readonly depth: number }[] = [];
  for (let k = 0; k < frames.length; k += step) {
    const size = layPalm(turn, read(frames[k]!));
    sizes.push({ size, depth: depthOf(palm, turn) });
  }
  sizes.sort((a, b) => a.depth - b.depth);
  const squareOn = sizes.slice(0, Math.ceil(sizes.length * SQUARE_ON));
  return quantile(
    squareOn.map(({ size }) => size),
    0.5,
  );
}

/** How far a palm reaches along the view: squared. */
function depthOf(palm: readonly Vec3[], turn: Quat): number {
  const point = vec3();
  let sum = 0;
  for (const own of palm) {
    rotateVec(point, turn, own);
    sum += point[1]! ** 2;
  }
  return sum;
}

/**
 * From the picture's account: the network's metric points have the end segments longer than the middle ones
 * and the root segments a third too short, on every performer.
 */
function measurePhalanges({ read, frames }: Looks, side: Side): Float64Array {
  const layPalm = createPalmFit(side);
  const turn = quat();
  const columns: number[][] = SEGMENT_STARTS.map(() => []);
  for (const index of frames) {
    const evidence = read(index);
    const scale = layPalm(turn, evidence);
    for (const [k, start] of SEGMENT_STARTS.entries()) {
      columns[k]!.push(distanceVec(evidence.picture[start + 1]!, evidence.picture[start]!) / scale);
    }
  }
  return Float64Array.from(
    AVERAGE_PHALANGES,
    (average, k) =>
      quantile(columns[k]!, AS_SEEN) * TRUST + average * (PALM_LENGTH / AVERAGE_PALM) * (1 - TRUST),
  );
}

function quantile(column: number[], share: number): number {
  column.sort((a, b) => a - b);
  return column[Math.floor(column.length * share)]!;
}
