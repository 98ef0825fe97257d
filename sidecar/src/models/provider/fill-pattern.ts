import type { Model } from '../../protocol/model.ts';

/**
 * Fills the input with the pattern on which every device is checked:
 * `low + (high - low) (1/2 + 1/2 sin(0.05 x + 0.08 y + 2 c))` for column x, row y, channel c of an NHWC tensor;
 * a tensor of three axes has points as columns and coordinates as channels.
 *
 * @param range least and greatest value of the input, from the catalogue
 */
export function fillPattern(
  model: Pick<Model, 'input' | 'inputShape'>,
  range: readonly [number, number],
): void {
  const channels = model.inputShape.at(-1) ?? 1;
  const columns = model.inputShape.at(-2) ?? 1;
  const [low, high] = range;
  for (let index = 0; index < model.input.length; index++) {
    const channel = index % channels;
    const pixel = (index - channel) / channels;
    const x = pixel % columns;
    const y = (pixel - x) / columns;
    model.input[index] = low + (high - low) * (0.5 + 0.5 * Math.sin(0.05 * x + 0.08 * y + 2 * channel));
  }
}
