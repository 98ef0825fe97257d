/** What scripts/train learns: mean and spread of the inputs, and layers, each a row of weights and a bias an output. */
export interface NetworkWeights {
  /** Of the hidden layers: `rectified` or `tanh`. */
  readonly unit: string;
  readonly mean: readonly number[];
  readonly spread: readonly number[];
  readonly layers: readonly { readonly weights: readonly number[]; readonly bias: readonly number[] }[];
}

export interface NetworkResult {
  readonly values: Float32Array;
  /** How far the inputs are from what was learnt from: their mean square in standard deviations, about 1 for its like. */
  strangeness: number;
}

/** Runs a network on inputs; the result is overwritten by the next run. */
export type Network = (inputs: Float32Array) => NetworkResult;

interface Layer {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly out: Float32Array;
}

/** An input further from the mean than this many standard deviations counts as that far. */
const FARTHEST = 4;

const UNITS: Readonly<Record<string, (sum: number) => number>> = {
  rectified: (sum) => Math.max(0, sum),
  tanh: Math.tanh,
};

/** A network of layers, the last one linear. */
export function createNetwork(learnt: NetworkWeights): Network {
  const mean = Float32Array.from(learnt.mean);
  const spread = Float32Array.from(learnt.spread);
  const layers = learnt.layers.map(
    ({ weights, bias }): Layer => ({
      weights: Float32Array.from(weights),
      bias: Float32Array.from(bias),
      out: new Float32Array(bias.length),
    }),
  );
  const scaled = new Float32Array(mean.length);
  const unit = UNITS[learnt.unit]!;
  const result: NetworkResult = { values: layers.at(-1)!.out, strangeness: 0 };

  return (inputs) => {
    let square = 0;
    for (let k = 0; k < scaled.length; k++) {
      const off = (inputs[k]! - mean[k]!) / spread[k]!;
      square += off * off;
      scaled[k] = Math.max(-FARTHEST, Math.min(FARTHEST, off));
    }
    result.strangeness = square / scaled.length;
    let values: Float32Array = scaled;
    for (const layer of layers) {
      multiply(layer, values);
      values = layer.out;
      if (values !== result.values) for (let i = 0; i < values.length; i++) values[i] = unit(values[i]!);
    }
    return result;
  };
}

function multiply({ weights, bias, out }: Layer, values: Float32Array): void {
  const { length } = values;
  for (let i = 0; i < out.length; i++) {
    let sum = bias[i]!;
    for (let k = 0, at = i * length; k < length; k++) sum += weights[at + k]! * values[k]!;
    out[i] = sum;
  }
}
