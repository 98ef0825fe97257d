import { describe, expect, it } from 'vitest';
import { createOneEuroFilter } from '../../../../sidecar/src/tracking/mediapipe/one-euro.ts';

const VALUES = [100, 100.5, 101, 103, 110, 111, 111, 111];
const CASES = [
  {
    minCutoff: 0.05,
    beta: 80,
    out: [100, 100.09286, 100.35573, 101.80328, 108.37641, 110.45164, 110.86726, 110.96303],
  },
  {
    minCutoff: 0.01,
    beta: 10,
    out: [100, 100.01423, 100.06277, 100.45029, 103.66246, 106.0215, 107.42388, 108.30024],
  },
];

describe('one-euro filter', () => {
  it.each(CASES)('gives the reference values at min cut-off $minCutoff Hz', ({ minCutoff, beta, out }) => {
    const filter = createOneEuroFilter({ minCutoff, beta, derivativeCutoff: 1 });
    VALUES.forEach((value, i) => {
      expect(filter.filter(1 + i * 0.033333, 0.005, value)).toBeCloseTo(out[i]!, 4);
    });
  });

  it('passes a value whose time does not advance and starts anew after a reset', () => {
    const filter = createOneEuroFilter({ minCutoff: 1, beta: 0, derivativeCutoff: 1 });
    filter.filter(1, 1, 10);
    expect(filter.filter(1, 1, 20)).toBe(20);
    expect(filter.filter(1.1, 1, 20)).toBeLessThan(20);
    filter.reset();
    expect(filter.filter(1.2, 1, 30)).toBe(30);
  });
});
