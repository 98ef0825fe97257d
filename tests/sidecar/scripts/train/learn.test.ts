import { describe, expect, it } from 'vitest';
import { learn } from '../../../../sidecar/scripts/train/learn.mjs';
import { createPerceptron } from '../../../../sidecar/scripts/train/perceptron.mjs';
import { normal, random } from '../../../../sidecar/scripts/train/random.mjs';
import { measure, textOf } from '../../../../sidecar/scripts/train/weights.mjs';
import { createNetwork } from '../../../../sidecar/src/motion/lift/small-network.ts';

/** A network that has learnt |x| - y from 400 pairs, as the text of its file. */
function taught(): string {
  const next = random(1);
  const gauss = normal(next);
  const pairs = Array.from({ length: 400 }, () => Float32Array.of(next() * 4 - 2, next() * 4 - 2));
  const { mean, spread, scale } = measure(pairs);
  const rows = pairs.map((pair) => ({
    inputs: scale(pair),
    wanted: [Math.abs(pair[0]!) - pair[1]!],
  }));
  const net = createPerceptron([2, 8, 1], { unit: 'rectified', decay: 0, gauss });
  const compare = (back: Float32Array, values: Float32Array, wanted: readonly number[]) => {
    back[0] = values[0]! - wanted[0]!;
  };
  learn(net, () => rows, { next, gauss, compare, noise: 0, epochs: 60, batch: 20, rate: 2e-2 });
  return textOf({ comment: 'of a test', unit: 'rectified', mean, spread, layers: net.layers });
}

describe('learn', () => {
  it('teaches a network what the solve then reads from its file', () => {
    const network = createNetwork(JSON.parse(taught()));
    for (const [x, y] of [
      [1, 1],
      [-1.5, 0.5],
      [0.5, -1],
      [-0.7, -0.3],
    ] as const) {
      const off = network(Float32Array.of(x, y)).values[0]! - (Math.abs(x) - y);
      expect(Math.abs(off)).toBeLessThan(0.1);
    }
  });

  it('makes of the same rows the same weights to the bit', () => {
    expect(taught()).toBe(taught());
  });
});
