/** An input that varies less than this counts as varying so much. */
const LEAST_SPREAD = 0.03;
/** An input further from the mean than this many standard deviations counts as that far, as in small-network.ts. */
const FARTHEST = 4;

/** Mean and spread of each input over the rows. */
export function measure(rows) {
  const average = (of) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const mean = Array.from(rows[0], (_, k) => average((row) => row[k]));
  const spread = mean.map((m, k) => Math.max(LEAST_SPREAD, Math.sqrt(average((row) => (row[k] - m) ** 2))));
  const scale = (inputs) =>
    inputs.map((x, k) => Math.max(-FARTHEST, Math.min(FARTHEST, (x - mean[k]) / spread[k])));
  return { mean, spread, scale };
}

/** What a file of weights holds; four digits of each. */
export function textOf({ comment, unit, mean, spread, layers }) {
  const short = (values) => Array.from(values, (value) => Number(value.toPrecision(4)));
  const learnt = layers.map(({ weights, bias }) => ({
    weights: short(weights.values),
    bias: short(bias.values),
  }));
  const text = JSON.stringify({ comment, unit, mean: short(mean), spread: short(spread), layers: learnt });
  return `${text.replaceAll(',"', ',\n"')}\n`;
}
