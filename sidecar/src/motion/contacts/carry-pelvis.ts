import type { Side } from '../../skeleton/body-bones.ts';
import { createTrackSmoother } from '../time/smooth-rotations.ts';

/** Cut-off of the move, Hz: from step to step it must not jerk. */
const MOVE_HERTZ = 2;

/** What standing feet tell of the pelvis. */
export interface StandingFeet {
  /** Frames `from` to `to`, exclusive, in which a foot stands. */
  readonly spans: readonly { readonly side: Side; readonly from: number; readonly to: number }[];
  /** Each ankle, x, y, z a frame, cm. */
  readonly paths: Readonly<Record<Side, Float64Array>>;
  readonly times: Float64Array;
}

/**
 * Moves the pelvis so that the feet that stand stay where they are on the mean, in place: the legs' directions are
 * seen better than the distance of the hips, so a foot that slides is the pelvis's error and no bend of the leg.
 * While none stands the move passes evenly from the last one to the next.
 *
 * @param pelvis its translation, x, y, z a frame, cm.
 */
export function carryPelvis(pelvis: Float32Array, { spans, paths, times }: StandingFeet): void {
  const moves = new Float32Array(pelvis.length);
  const standing = new Uint8Array(times.length);
  for (const { side, from, to } of spans) {
    const place = meanOf(paths[side], from, to);
    for (let i = from; i < to; i++) {
      standing[i]!++;
      for (let k = 0; k < 3; k++) moves[i * 3 + k]! += place[k]! - paths[side][i * 3 + k]!;
    }
  }
  let last = -1;
  for (let i = 0; i < times.length; i++) {
    if (standing[i] === 0) continue;
    for (let k = 0; k < 3; k++) moves[i * 3 + k]! /= standing[i]!;
    passOver(moves, times, last, i);
    last = i;
  }
  if (last >= 0) passOver(moves, times, last, times.length);
  const smoother = createTrackSmoother(times);
  smoother.numbers(moves, { stride: 3, offsets: [0, 1, 2] }, MOVE_HERTZ);
  for (let k = 0; k < moves.length; k++) pelvis[k]! += moves[k]!;
}

function meanOf(path: Float64Array, from: number, to: number): readonly number[] {
  const sum = [0, 0, 0];
  for (let i = from; i < to; i++) for (let k = 0; k < 3; k++) sum[k]! += path[i * 3 + k]! / (to - from);
  return sum;
}

/** Fills the frames between two that are told; before the first and after the last the one that there is. */
function passOver(moves: Float32Array, times: Float64Array, before: number, after: number): void {
  for (let i = before + 1; i < after; i++) {
    let share = 0;
    if (before < 0) share = 1;
    else if (after < times.length) share = (times[i]! - times[before]!) / (times[after]! - times[before]!);
    for (let k = 0; k < 3; k++) {
      const a = before < 0 ? 0 : moves[before * 3 + k]!;
      const b = after < times.length ? moves[after * 3 + k]! : 0;
      moves[i * 3 + k] = a * (1 - share) + b * share;
    }
  }
}
