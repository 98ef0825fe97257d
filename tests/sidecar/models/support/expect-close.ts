import { expect } from 'vitest';

/** Equal length, and every number within `tolerance` of the greatest expected one (or of 1, where that is larger). */
export function expectClose(
  actual: ArrayLike<number> | undefined,
  expected: ArrayLike<number>,
  tolerance = 1e-5,
): void {
  expect(actual?.length).toBe(expected.length);
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  const errors = Array.from(expected, (value, index) => Math.abs(value - (actual?.[index] ?? Number.NaN)));
  expect(Math.max(...errors) / scale).toBeLessThan(tolerance);
}
