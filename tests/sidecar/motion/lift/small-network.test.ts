import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../../../sidecar/src/motion/lift/small-network.ts';

describe('createNetwork', () => {
  const network = createNetwork({
    mean: [1, 2],
    spread: [2, 4],
    hidden: [1, 0, 0.5, -1, 0, 0],
    hiddenBias: [0, 0.5, 9],
    out: [2, 0, 1, 0, 3, 0],
    outBias: [10, 20],
  });

  it('gives the sums of its units, and how far the inputs are from those it knows', () => {
    const out = new Float64Array(2);
    expect(network(out, Float64Array.of(3, -2))).toBe(1);
    expect(out[0]).toBeCloseTo(10 + 2 * Math.tanh(1) + Math.tanh(9), 12);
    expect(out[1]).toBeCloseTo(20 + 3 * Math.tanh(0.5 + 0.5 + 1), 12);
    expect(network(out, Float64Array.of(1, 2))).toBe(0);
    expect(out[0]).toBeCloseTo(10 + Math.tanh(9), 12);
  });
});
