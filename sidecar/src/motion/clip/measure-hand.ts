import type { Side } from '../../skeleton/body-bones.ts';
import { type Quat, quat, rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import { distanceVec, lengthVec, scaleVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { createPalmFit } from '../lift/fit-palm.ts';
import { createHandReader, type HandEvidence } from '../lift/hand-evidence.ts';
import { createPalmFrame, PALM_POINTS } from '../lift/palm.ts';
import type { Camera } from '../lift/view-ray.ts';
import type { WristDistance } from '../lift/wrist-distance.ts';
import { type ClipStore, HAS } from './clip-store.ts';
import { DIGIT_ROOT } from './landmark-points.ts';

/** Segments of the five digits, three each. */
export const PHALANGES = 15;

/** A performer's hand, cm in the scale of the tracker's metric points. */
export interface HandShape {
  /** Points of the rigid palm in its own frame, in the order of `PALM_POINTS`. */
  readonly palm: readonly Vec3[];
  /** Lengths of the digits' segments, thumb to pinky, from root to tip. */
  readonly phalanges: Float64Array;
  /**
   * How large the palm is at the distance that the arm tells, over `palm`: body and hand have metric points of their own,
   * and these differ by up to a third. Null where the hand was never seen on an arm.
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
const INDEX_KNUCKLE = PALM_POINTS.indexOf(DIGIT_ROOT.index);
const MIDDLE_KNUCKLE = PALM_POINTS.indexOf(DIGIT_ROOT.middle);
const RING_KNUCKLE = PALM_POINTS.indexOf(DIGIT_ROOT.ring);
const PINKY_KNUCKLE = PALM_POINTS.indexOf(DIGIT_ROOT.pinky);
/** How far a measured length is followed; the rest is the average hand's. */
const TRUST = 0.5;
/** Quantile of what is seen of a length that counts as its own: at a slant it looks shorter, never longer. */
const AS_SEEN = 0.65;

/**
 * Breadth of the four knuckles over the palm's length: no palm is narrower. MetaHuman's 18 bodies have 0.70 to 0.75,
 * rendered performers 0.64. The metric points of a palm that is seen at a slant lie too close together, down to 0.2.
 */
const LEAST_BREADTH = 0.67;

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
  const read = createHandReader(clip, camera);
  const looks: Looks = { frames, read: (frame) => read(frame, side) };
  const palm = measurePalm(looks);
  if (palm === null) return null;
  const size = measureSize(looks, palm)!;
  for (const point of palm) scaleVec(point, point, size);
  const onArms: Looks = {
    frames: frames.filter((frame) => (clip.has(frame) & HAS.pose) !== 0),
    read: (frame) => {
      const evidence = read(frame, side, distanceOf(frame, side));
      evidence.sized = false;
      return evidence;
    },
  };
  return { palm, phalanges: measurePhalanges(looks, palm), atArm: measureSize(onArms, palm) };
}

function measurePalm({ read, frames }: Looks): readonly Vec3[] | null {
  const palmFrame = createPalmFrame();
  const frame = quat();
  const local = vec3();
  const columns: number[][] = PALM_POINTS.flatMap(() => [[], [], []]);
  for (const index of frames) {
    const { world } = read(index);
    if (!palmFrame(frame, world)) continue;
    for (const [k, point] of PALM_POINTS.entries()) {
      unrotateVec(local, frame, world[point]!);
      for (let axis = 0; axis < 3; axis++) columns[k * 3 + axis]!.push(local[axis]!);
    }
  }
  if (columns[0]!.length === 0) return null;
  const medians = columns.map((column) => quantile(column, 0.5));
  const palm = PALM_POINTS.map((_, k) => vec3(medians[k * 3], medians[k * 3 + 1], medians[k * 3 + 2]));
  broaden(palm);
  return palm;
}

/** Spreads the knuckles of a palm in its own frame to {@link LEAST_BREADTH} where they lie closer. */
function broaden(palm: readonly Vec3[]): void {
  const breadth = palm[INDEX_KNUCKLE]![1]! - palm[PINKY_KNUCKLE]![1]!;
  const wider = (LEAST_BREADTH * palm[MIDDLE_KNUCKLE]![0]!) / breadth;
  if (!(breadth > 0 && wider > 1)) return;
  for (const knuckle of [INDEX_KNUCKLE, RING_KNUCKLE, PINKY_KNUCKLE]) palm[knuckle]![1]! *= wider;
}

/**
 * The palm in the picture over a palm; null where none is seen. Over the metric palm it is 0.92 to 0.98, on every
 * performer: taken as it is, that would be tipped towards the camera to fit. Of a palm that is seen at a slant the size
 * hangs on its depth, so those that are square on are asked.
 */
function measureSize({ read, frames }: Looks, palm: readonly Vec3[]): number | null {
  if (frames.length === 0) return null;
  const layPalm = createPalmFit(palm);
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
function measurePhalanges({ read, frames }: Looks, palm: readonly Vec3[]): Float64Array {
  const layPalm = createPalmFit(palm);
  const turn = quat();
  const columns: number[][] = SEGMENT_STARTS.map(() => []);
  for (const index of frames) {
    const evidence = read(index);
    const scale = layPalm(turn, evidence);
    for (const [k, start] of SEGMENT_STARTS.entries()) {
      columns[k]!.push(distanceVec(evidence.picture[start + 1]!, evidence.picture[start]!) / scale);
    }
  }
  const size = lengthVec(palm[MIDDLE_KNUCKLE]!) / AVERAGE_PALM;
  return Float64Array.from(
    AVERAGE_PHALANGES,
    (average, k) => quantile(columns[k]!, AS_SEEN) * TRUST + average * size * (1 - TRUST),
  );
}

function quantile(column: number[], share: number): number {
  column.sort((a, b) => a - b);
  return column[Math.floor(column.length * share)]!;
}
