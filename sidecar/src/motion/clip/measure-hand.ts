import type { Side } from '../../skeleton/body-bones.ts';
import { quat } from '../../skeleton/quaternion.ts';
import { distanceVec } from '../../skeleton/vector.ts';
import { createPalmFit } from '../lift/fit-palm.ts';
import { createHandReader } from '../lift/hand-evidence.ts';
import { PALM_LENGTH } from '../lift/palm.ts';
import type { Camera } from '../lift/view-ray.ts';
import { type ClipStore, HAS } from './clip-store.ts';
import { DIGIT_ROOT } from './landmark-points.ts';

/** Segments of the five digits, three each. */
export const PHALANGES = 15;

/** A performer's hand beside the palm that the networks have of everybody, see `palmShape`. */
export interface HandShape {
  /** Lengths of the digits' segments, thumb to pinky, from root to tip. */
  readonly phalanges: Float64Array;
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

/** Frames that are looked at, at most: spread over the clip. */
const LOOKS = 200;

/** Robust measures over the clip; null for a hand that has no metric points. */
export function measureHand(clip: ClipStore, side: Side, camera: Camera): HandShape | null {
  const read = createHandReader(clip, camera);
  const layPalm = createPalmFit(side);
  const turn = quat();
  const columns: number[][] = SEGMENT_STARTS.map(() => []);
  const step = Math.max(1, Math.floor(clip.length / LOOKS));
  for (let frame = 0; frame < clip.length; frame += step) {
    if ((clip.has(frame) & HAS.handWorld[side]) === 0) continue;
    const evidence = read(frame, side);
    const scale = layPalm(turn, evidence);
    // the metric points have end segments longer than the middle ones and root segments a third too short, on everybody
    for (const [k, start] of SEGMENT_STARTS.entries()) {
      columns[k]!.push(distanceVec(evidence.picture[start + 1]!, evidence.picture[start]!) / scale);
    }
  }
  if (columns[0]!.length === 0) return null;
  return {
    phalanges: Float64Array.from(
      AVERAGE_PHALANGES,
      (average, k) =>
        quantile(columns[k]!, AS_SEEN) * TRUST + average * (PALM_LENGTH / AVERAGE_PALM) * (1 - TRUST),
    ),
  };
}

function quantile(column: number[], share: number): number {
  column.sort((a, b) => a - b);
  return column[Math.floor(column.length * share)]!;
}
