/**
 * Teaches a perceptron rows of inputs and what is wanted of them, in a new order every time; the rate falls along half a
 * cosine wave.
 *
 * @param rowsOfEpoch gives {inputs, wanted} of an epoch; inputs in standard deviations
 * @param compare writes the slopes of a row's error: (back, values, wanted)
 * @param noise of the inputs, standard deviations
 */
export function learn(net, rowsOfEpoch, { next, gauss, compare, noise, epochs, batch, rate }) {
  for (let epoch = 0; epoch < epochs; epoch++) {
    const now = (rate * (1 + Math.cos((Math.PI * epoch) / epochs))) / 2;
    const order = rowsOfEpoch()
      .map((row) => ({ row, key: next() }))
      .sort((a, b) => a.key - b.key);
    for (let from = 0; from < order.length; from += batch) {
      const some = order.slice(from, from + batch);
      for (const { row } of some) {
        const inputs = row.inputs.map((x) => x + gauss() * noise);
        compare(net.back, net.forward(inputs), row.wanted);
        net.backward(inputs);
      }
      net.step(now, some.length);
    }
  }
}
