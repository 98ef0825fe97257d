import { expect, test } from 'vitest';
import { fillPattern } from '../../../../sidecar/src/models/provider/fill-pattern.ts';

test('follows the stated formula over rows, columns and channels', () => {
  const model = { inputShape: [1, 2, 3, 3], input: new Float32Array(18) };
  fillPattern(model, [-1, 1]);
  const value = (x: number, y: number, c: number) => Math.sin(0.05 * x + 0.08 * y + 2 * c);
  expect(model.input[0]).toBeCloseTo(value(0, 0, 0), 6);
  expect(model.input[5]).toBeCloseTo(value(1, 0, 2), 6);
  expect(model.input[16]).toBeCloseTo(value(2, 1, 1), 6);
});

test('a list of points has its coordinates as channels', () => {
  const model = { inputShape: [1, 4, 2], input: new Float32Array(8) };
  fillPattern(model, [100, 900]);
  expect(model.input[7]).toBeCloseTo(100 + 800 * (0.5 + 0.5 * Math.sin(0.05 * 3 + 2)), 3);
});
