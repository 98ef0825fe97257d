/** The depths between two hands that are tried: this many, this far apart, the lift's own in the middle; cm. */
export const SHIFTS = 41;
export const STEP = 1;
/** How far the lift's own depth between the hands is off, cm, standard deviation. */
const LIFT_ERROR = 6;
/** How fast that error wanders, cm a square root of a second: 2 cm in a frame of 40 ms. */
const WANDERS = 10;

/**
 * The likeliest path of the depth between two hands, beside what the lift says of it (Viterbi).
 *
 * @param votes a row of `SHIFTS` a frame: what the pairs of tips that touch at each depth speak for it, log likelihood.
 * @param times of the frames, seconds, rising.
 * @returns a shift a frame, cm: how much nearer to the camera the left hand is than the lift has it.
 */
export function findDepthBetween(votes: Float32Array, times: Float64Array): Float32Array {
  const frames = times.length;
  const from = new Uint8Array(frames * SHIFTS);
  const shiftOf = (k: number): number => (k - (SHIFTS >> 1)) * STEP;
  let before = new Float64Array(SHIFTS);
  let now = new Float64Array(SHIFTS);
  const spread = new Float64Array(SHIFTS);
  for (let i = 0; i < frames; i++) {
    const variance = i === 0 ? Number.POSITIVE_INFINITY : WANDERS ** 2 * (times[i]! - times[i - 1]!);
    for (let k = 0; k < SHIFTS; k++) spread[k] = -((k * STEP) ** 2) / (2 * variance);
    for (let k = 0; k < SHIFTS; k++) {
      let best = Number.NEGATIVE_INFINITY;
      for (let other = 0; other < SHIFTS; other++) {
        const value = before[other]! + spread[Math.abs(k - other)]!;
        if (value <= best) continue;
        best = value;
        from[i * SHIFTS + k] = other;
      }
      now[k] = best + votes[i * SHIFTS + k]! - shiftOf(k) ** 2 / (2 * LIFT_ERROR ** 2);
    }
    [before, now] = [now, before];
  }
  const shifts = new Float32Array(frames);
  let k = before.indexOf(Math.max(...before));
  for (let i = frames - 1; i >= 0; i--) {
    shifts[i] = shiftOf(k);
    k = from[i * SHIFTS + k]!;
  }
  return shifts;
}
