import data from './shape-network.data.json' with { type: 'json' };

interface Layer {
  /** A row an output. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

const MEAN = Float32Array.from(data.mean);
const SPREAD = Float32Array.from(data.spread);
const LAYERS: readonly Layer[] = data.layers.map(({ weights, bias }) => ({
  weights: Float32Array.from(weights),
  bias: Float32Array.from(bias),
}));
/** An input further from the usual than this many standard deviations counts as that far. */
const FARTHEST = 4;

/** Runs the network on inputs, which it overwrites; the outputs are overwritten by the next call. */
export type ShapeNetwork = (inputs: Float32Array) => Float32Array;

/**
 * A small network that knows what the hand tracker's points look like for which handshape. Of 13,000 multiplications, in
 * two layers of rectified units and a linear one.
 *
 * Its weights are learnt by scripts/train/train-shape.mjs from rendered people whose joints are known; see there.
 */
export function createShapeNetwork(): ShapeNetwork {
  const outputs = LAYERS.map(({ bias }) => new Float32Array(bias.length));
  return (inputs) => {
    for (let k = 0; k < inputs.length; k++) {
      const off = (inputs[k]! - MEAN[k]!) / SPREAD[k]!;
      inputs[k] = Math.max(-FARTHEST, Math.min(FARTHEST, off));
    }
    let values = inputs;
    for (let k = 0; k < LAYERS.length; k++) {
      multiply(outputs[k]!, LAYERS[k]!, values);
      values = outputs[k]!;
      if (k + 1 < LAYERS.length) for (let i = 0; i < values.length; i++) values[i] = Math.max(0, values[i]!);
    }
    return values;
  };
}

function multiply(out: Float32Array, { weights, bias }: Layer, values: Float32Array): void {
  const { length } = values;
  for (let i = 0; i < out.length; i++) {
    let sum = bias[i]!;
    for (let k = 0, at = i * length; k < length; k++) sum += weights[at + k]! * values[k]!;
    out[i] = sum;
  }
}
