import type { Side } from '../../skeleton/body-bones.ts';
import { quat } from '../../skeleton/quaternion.ts';
import { distanceVec } from '../../skeleton/vector.ts';
import { createPalmFit } from '../lift/fit-palm.ts';
import { createHandReader } from '../lift/hand-evidence.ts';
import { AVERAGE_PHALANGES, SEGMENT_STARTS } from '../lift/phalanges.ts';
import type { Camera } from '../lift/view-ray.ts';
import { type ClipStore, HAS } from './clip-store.ts';

/** A performer's hand beside the palm that the networks have of everybody, see `palmShape`. */
export interface HandShape {
  /** Lengths of the digits' segments, thumb to pinky, from root to tip. */
  readonly phalanges: Float64Array;
}

/** How far a measured length is followed; the rest is the average hand's. */
const TRUST = 0.5;
/** Quantile of what is seen of a length that counts as its own: at a slant it looks shorter, never longer. */
const AS_SEEN = 0.65;

/** Frames that are looked at, at most: spread over the clip. */
const LOOKS = 200;

/** Robust measures over the clip; null for a hand that has no metric points. */
export function measureHand(clip: ClipStore, side: Side, camera: Camera): HandShape | null {
  const read = createHandReader(clip, camera);
  const layPalm = createPalmFit(side, AVERAGE_PHALANGES);
  const turn = quat();
  const columns: number[][] = SEGMENT_STARTS.map(() => []);
  const step = Math.max(1, Math.floor(clip.length / LOOKS));
  for (let frame = 0; frame < clip.length; frame += step) {
    if ((clip.has(frame) & HAS.handWorld[side]) === 0) continue;
    const evidence = read(frame, side);
    const scale = layPalm(turn, evidence, null);
    // the metric points have end segments longer than the middle ones and root segments a third too short, on everybody
    for (const [k, start] of SEGMENT_STARTS.entries()) {
      columns[k]!.push(distanceVec(evidence.picture[start + 1]!, evidence.picture[start]!) / scale);
    }
  }
  if (columns[0]!.length === 0) return null;
  return {
    phalanges: Float64Array.from(
      AVERAGE_PHALANGES,
      (average, k) => quantile(columns[k]!, AS_SEEN) * TRUST + average * (1 - TRUST),
    ),
  };
}

function quantile(column: number[], share: number): number {
  column.sort((a, b) => a - b);
  return column[Math.floor(column.length * share)]!;
}
