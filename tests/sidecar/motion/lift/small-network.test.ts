import { describe, expect, it } from 'vitest';
import { HAND_INPUTS } from '../../../../sidecar/src/motion/lift/hand-inputs.ts';
import arms from '../../../../sidecar/src/motion/lift/learnt-arms.data.json' with { type: 'json' };
import { ARM_INPUTS } from '../../../../sidecar/src/motion/lift/learnt-arms.ts';
import palms from '../../../../sidecar/src/motion/lift/learnt-palms.data.json' with { type: 'json' };
import shapes from '../../../../sidecar/src/motion/lift/learnt-shapes.data.json' with { type: 'json' };
import { PHALANGES } from '../../../../sidecar/src/motion/lift/phalanges.ts';
import { createNetwork } from '../../../../sidecar/src/motion/lift/small-network.ts';

const SMALL = {
  mean: [1, 2],
  spread: [2, 4],
  layers: [
    { weights: [1, 0, 0.5, -1, 0, 0], bias: [0, 0.5, 9] },
    { weights: [2, 0, 1, 0, 3, 0], bias: [-10, -20] },
  ],
};

describe('createNetwork', () => {
  it('sums its rectified units, and says how far the inputs are from those it knows', () => {
    const network = createNetwork({ unit: 'rectified', ...SMALL });
    const { values, strangeness } = network(Float32Array.of(3, -2));
    expect([...values]).toEqual([-10 + 2 * 1 + 9, -20 + 3 * (0.5 + 0.5 + 1)]);
    expect(strangeness).toBe(1);
    expect([...network(Float32Array.of(-1, 2)).values]).toEqual([-10 + 9, -20]);
  });

  it('bends its sums by hyperbolic tangents', () => {
    const { values } = createNetwork({ unit: 'tanh', ...SMALL })(Float32Array.of(3, -2));
    expect(values[0]).toBeCloseTo(-10 + 2 * Math.tanh(1) + Math.tanh(9), 5);
    expect(values[1]).toBeCloseTo(-20 + 3 * Math.tanh(0.5 + 0.5 + 1), 5);
  });

  it('takes an input that is far off for one at four spreads, but says that it is strange', () => {
    const network = createNetwork({ unit: 'rectified', ...SMALL });
    const { values, strangeness } = network(Float32Array.of(2001, 2));
    expect(values[0]).toBe(-10 + 2 * 4 + 9);
    expect(strangeness).toBe(1000 ** 2 / 2);
  });

  it.each([
    ['arms', arms, ARM_INPUTS, 6],
    ['palms', palms, HAND_INPUTS, 6],
    ['shapes', shapes, HAND_INPUTS, PHALANGES * 3],
  ])('has weights of the %s that fit each other', (_, { layers, ...weights }, inputs, outputs) => {
    expect(weights.mean.length).toBe(inputs);
    expect(weights.spread.length).toBe(inputs);
    let columns = inputs;
    for (const layer of layers) {
      expect(layer.weights.length).toBe(columns * layer.bias.length);
      columns = layer.bias.length;
    }
    expect(columns).toBe(outputs);
  });
});
