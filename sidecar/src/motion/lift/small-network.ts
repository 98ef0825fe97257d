/** What scripts/train learns: mean and spread of the inputs, and layers, each a row of weights and a bias an output. */
export interface NetworkWeights {
  /** Of the hidden layers: `rectified` or `tanh`. */
  readonly unit: string;
  readonly mean: readonly number[];
  readonly spread: readonly number[];
  readonly layers: readonly { readonly weights: readonly number[]; readonly bias: readonly number[] }[];
}

export interface NetworkResult {
  readonly values: Float64Array;
  /** How far the inputs are from what was learnt from: their mean square in standard deviations, about 1 for its like. */
  strangeness: number;
}

/** Runs a network on inputs; the result is overwritten by the next run. */
export type Network = (inputs: Float32Array) => NetworkResult;

interface Layer {
  readonly weights: Float64Array;
  readonly bias: Float64Array;
  readonly out: Float64Array;
}

/** An input further from the mean than this many standard deviations counts as that far. */
const FARTHEST = 4;

const UNITS: Readonly<Record<string, (sum: number) => number>> = {
  rectified: (sum) => Math.max(0, sum),
  tanh: Math.tanh,
};

/** A network of layers, the last one linear. */
export function createNetwork(learnt: NetworkWeights): Network {
  const mean = Float64Array.from(learnt.mean);
  const spread = Float64Array.from(learnt.spread);
  const layers = learnt.layers.map(
    ({ weights, bias }): Layer => ({
      weights: Float64Array.from(weights),
      bias: Float64Array.from(bias),
      out: new Float64Array(bias.length),
    }),
  );
  const scaled = new Float64Array(mean.length);
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
    let values: Float64Array = scaled;
    for (const layer of layers) {
      multiply(layer, values);
      values = layer.out;
      if (values !== result.values) for (let i = 0; i < values.length; i++) values[i] = unit(values[i]!);
    }
    return result;
  };
}

/** Four rows at a time: a value is read once for the four, which takes two thirds of the time. */
function multiply({ weights, bias, out }: Layer, values: Float64Array): void {
  const { length } = values;
  let i = 0;
  for (; i + 3 < out.length; i += 4) {
    let [a, b, c, d] = [bias[i]!, bias[i + 1]!, bias[i + 2]!, bias[i + 3]!];
    let at = i * length;
    for (let k = 0; k < length; k++, at++) {
      const value = values[k]!;
      a += weights[at]! * value;
      b += weights[at + length]! * value;
      c += weights[at + 2 * length]! * value;
      d += weights[at + 3 * length]! * value;
    }
    out[i] = a;
    out[i + 1] = b;
    out[i + 2] = c;
    out[i + 3] = d;
  }
  for (; i < out.length; i++) {
    let sum = bias[i]!;
    for (let k = 0, at = i * length; k < length; k++, at++) sum += weights[at]! * values[k]!;
    out[i] = sum;
  }
}
