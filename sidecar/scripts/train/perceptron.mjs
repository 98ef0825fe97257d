// A perceptron and how it takes a step: Adam with decay.

const [MOMENTUM, SQUARES] = [0.9, 0.999];

/** What a hidden unit gives of its sum, and how that grows with the sum. */
const UNITS = {
  rectified: { of: (sum) => Math.max(0, sum), growth: (value) => (value > 0 ? 1 : 0) },
  tanh: { of: Math.tanh, growth: (value) => 1 - value * value },
};

/** Layers of the given sizes; the last begins at 0. @param decay share by which weights shrink, in rates */
export function createPerceptron(sizes, { unit, gauss, decay }) {
  const { of, growth } = UNITS[unit];
  const layers = sizes.slice(1).map((rows, k) => {
    const columns = sizes[k];
    const last = k === sizes.length - 2;
    const scale = last ? 0 : Math.sqrt(2 / columns);
    const made = (length, of) => ({
      values: Float32Array.from({ length }, of),
      slope: new Float32Array(length),
      mean: new Float32Array(length),
      square: new Float32Array(length),
    });
    return {
      last,
      weights: made(rows * columns, () => gauss() * scale),
      bias: made(rows, () => 0),
      out: new Float32Array(rows),
      back: new Float32Array(rows),
    };
  });
  let steps = 0;

  const forward = (inputs) => {
    let values = inputs;
    for (const { weights, bias, out, last } of layers) {
      for (let i = 0; i < out.length; i++) {
        let sum = bias.values[i];
        for (let k = 0, at = i * values.length; k < values.length; k++)
          sum += weights.values[at + k] * values[k];
        out[i] = last ? sum : of(sum);
      }
      values = out;
    }
    return values;
  };
  /** Adds to the slopes what the last layer's `back` tells of the inputs that went forward last. */
  const backward = (inputs) => {
    for (let n = layers.length - 1; n >= 0; n--) {
      const { weights, bias, back } = layers[n];
      const values = n > 0 ? layers[n - 1].out : inputs;
      const before = n > 0 ? layers[n - 1].back.fill(0) : null;
      for (let i = 0; i < back.length; i++) {
        const slope = layers[n].last ? back[i] : back[i] * growth(layers[n].out[i]);
        if (slope === 0) continue;
        bias.slope[i] += slope;
        for (let k = 0, at = i * values.length; k < values.length; k++) {
          weights.slope[at + k] += slope * values[k];
          if (before) before[k] += slope * weights.values[at + k];
        }
      }
    }
  };
  const step = (rate, batch) => {
    steps++;
    const [first, second] = [1 - MOMENTUM ** steps, 1 - SQUARES ** steps];
    for (const { weights, bias } of layers) {
      for (const { values, slope, mean, square } of [weights, bias]) {
        for (let k = 0; k < values.length; k++) {
          const s = slope[k] / batch;
          mean[k] += (s - mean[k]) * (1 - MOMENTUM);
          square[k] += (s * s - square[k]) * (1 - SQUARES);
          values[k] -= rate * (mean[k] / first / (Math.sqrt(square[k] / second) + 1e-8) + decay * values[k]);
          slope[k] = 0;
        }
      }
    }
  };
  return { layers, forward, backward, step, back: layers.at(-1).back };
}
