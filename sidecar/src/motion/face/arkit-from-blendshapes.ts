import { ARKIT_INDEX, type ArkitName, MEDIAPIPE_BLENDSHAPES } from '../../skeleton/arkit.ts';
import { columnQuantile } from './robust-neutral.ts';

/** Quantile of a clip's values that counts as the performer's rest: most shapes are off most of the time. */
const REST_QUANTILE = 0.4;
/** A resting value above this is taken as an expression held through the clip, not as the model's bias. */
const LARGEST_BIAS = 0.65;

/** Shapes that the model leaves near zero whatever the face does: what the geometry says of them stays. */
const DEAD: readonly ArkitName[] = [
  'BrowDownLeft',
  'BrowDownRight',
  'CheekPuff',
  'CheekSquintLeft',
  'CheekSquintRight',
  'EyeWideLeft',
  'EyeWideRight',
  'JawForward',
  'JawLeft',
  'JawRight',
  'NoseSneerLeft',
  'NoseSneerRight',
];
/** Shapes that both tell well, with errors of their own: the mean is taken. */
const SHARED: readonly ArkitName[] = ['JawOpen', 'EyeBlinkLeft', 'EyeBlinkRight'];

/** Rows of the model's index, Apple's index, the model's share. */
const TARGETS: readonly (readonly [number, number, number])[] = MEDIAPIPE_BLENDSHAPES.flatMap((name, from) =>
  name === null || DEAD.includes(name)
    ? []
    : [[from, ARKIT_INDEX[name], SHARED.includes(name) ? 0.5 : 1] as const],
);

/** Lays the model's values of one row over the geometry's, in Apple's order; from `at`. */
export type BlendshapeFace = (out: Float32Array, at: number, row: number) => void;

/**
 * ARKit values from the blendshape model's, less its bias on this performer: it reads the shape of brows
 * and lids as half an expression. The full range is kept.
 *
 * @param rows its 52 values a row, in its own order.
 */
export function createBlendshapeFace(rows: {
  readonly values: Float32Array;
  readonly stride: number;
  readonly use: Uint8Array;
}): BlendshapeFace {
  const bias = TARGETS.map(([from]) => Math.min(LARGEST_BIAS, columnQuantile(rows, from, REST_QUANTILE, 0)));
  return (out, at, row) => {
    for (let k = 0; k < TARGETS.length; k++) {
      const [from, to, share] = TARGETS[k]!;
      const value = (rows.values[row * rows.stride + from]! - bias[k]!) / (1 - bias[k]!);
      out[at + to] = share * Math.min(1, Math.max(0, value)) + (1 - share) * out[at + to]!;
    }
  };
}
