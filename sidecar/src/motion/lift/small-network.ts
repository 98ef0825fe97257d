/** Weights of a network with one hidden layer of hyperbolic tangents. */
export interface NetworkWeights {
  /** Of the inputs that it was learnt from: means and standard deviations. */
  readonly mean: readonly number[];
  readonly spread: readonly number[];
  /** Rows of weights, one for each hidden unit, over the inputs in standard deviations. */
  readonly hidden: readonly number[];
  readonly hiddenBias: readonly number[];
  /** Rows of weights, one for each output, over the hidden units. */
  readonly out: readonly number[];
  readonly outBias: readonly number[];
}

/**
 * Writes what the network gives for inputs. Returns how far these are from what it was learnt from: their mean square in
 * standard deviations, about 1 for its like.
 */
export type Network = (out: Float64Array, inputs: Float64Array) => number;

export function createNetwork({
  mean,
  spread,
  hidden,
  hiddenBias,
  out: last,
  outBias,
}: NetworkWeights): Network {
  const scaled = new Float64Array(mean.length);
  return (out, inputs) => {
    let square = 0;
    for (let k = 0; k < scaled.length; k++) {
      scaled[k] = (inputs[k]! - mean[k]!) / spread[k]!;
      square += scaled[k]! * scaled[k]!;
    }
    out.set(outBias);
    const units = hiddenBias.length;
    for (let unit = 0; unit < units; unit++) {
      let sum = hiddenBias[unit]!;
      const start = unit * scaled.length;
      for (let k = 0; k < scaled.length; k++) sum += hidden[start + k]! * scaled[k]!;
      const value = Math.tanh(sum);
      for (let k = 0; k < out.length; k++) out[k]! += last[k * units + unit]! * value;
    }
    return square / scaled.length;
  };
}
