/** Outputs smaller than this are compared as if they were this large: flags and metres lie below 1. */
const LEAST_SCALE = 0.5;

/** Greatest error that still counts as the right numbers: 0.2 px of a 200 px crop, 0.0005 of a probability. */
export const MAX_OUTPUT_ERROR = 1e-3;

/**
 * Greatest difference between two runs of one model, over all outputs, relative to the greatest value of the
 * output in `expected`. Infinity where one of them is not a number.
 */
export function outputError(actual: readonly Float32Array[], expected: readonly Float32Array[]): number {
  return Math.max(
    0,
    ...expected.map((values, index) => tensorError(actual[index] ?? new Float32Array(), values)),
  );
}

function tensorError(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let scale = LEAST_SCALE;
  let worst = 0;
  for (let index = 0; index < expected.length; index++) {
    const difference = Math.abs((actual[index] as number) - (expected[index] as number));
    if (!(difference < Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
    worst = Math.max(worst, difference);
    scale = Math.max(scale, Math.abs(expected[index] as number));
  }
  return worst / scale;
}
