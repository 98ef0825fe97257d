import { expect, test } from 'vitest';
import { outputError } from '../../../../sidecar/src/models/provider/output-error.ts';

const list = (...values: number[]) => [Float32Array.from(values)];

test.each([
  ['equal numbers', list(1, 2), list(1, 2), 0],
  ['relative to the greatest value', list(100, 199), list(100, 200), 1 / 200],
  ['small outputs as if they reached 0.5', list(0.25), list(0.2), 0.1],
  ['the worst of several outputs', [...list(1), ...list(3)], [...list(1), ...list(4)], 0.25],
  ['not a number', list(Number.NaN), list(1), Number.POSITIVE_INFINITY],
  ['infinite', list(Number.POSITIVE_INFINITY), list(1), Number.POSITIVE_INFINITY],
  ['too few numbers', list(1), list(1, 2), Number.POSITIVE_INFINITY],
  ['too few outputs', [], list(1), Number.POSITIVE_INFINITY],
])('%s', (_, actual, expected, error) => {
  expect(outputError(actual, expected)).toBeCloseTo(error, 6);
});
