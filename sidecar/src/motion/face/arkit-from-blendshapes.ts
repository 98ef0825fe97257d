import { ARKIT_INDEX, type ArkitName, MEDIAPIPE_BLENDSHAPES } from '../../skeleton/arkit.ts';
import { turnedAway } from './arkit-from-geometry.ts';
import { type Rows, restOf, sortedColumn } from './robust-neutral.ts';

/** A resting value above this is taken as an expression held through the clip, not as the model's bias. */
const LARGEST_BIAS = 0.65;
/** Most shapes are off most of the time: their rest is in the lower part of a clip's values. */
const REST_WITHIN = [0, 0.75] as const;

/** Shapes that the model leaves near zero whatever the face does: what the geometry says of them stays. */
const DEAD: readonly ArkitName[] = [
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
/** Shapes that both tell, with errors of their own: the model's share in their mean, seen from the front. */
const SHARED: Partial<Record<ArkitName, number>> = {
  BrowOuterUpLeft: 0.6,
  BrowOuterUpRight: 0.6,
  EyeBlinkLeft: 0.5,
  EyeBlinkRight: 0.5,
  JawOpen: 0.35,
  MouthFrownLeft: 0.5,
  MouthFrownRight: 0.5,
  MouthFunnel: 0.35,
  MouthPucker: 0.35,
  MouthSmileLeft: 0.35,
  MouthSmileRight: 0.35,
};
/** Part of its share that the model loses on a face that is turned away, but for brows: it was made for frontal ones. */
const LOST_WHEN_TURNED = 0.6;
/** What the model calls a fully raised inner brow above rest; it moves down by half of that in a frown. */
const FULL_BROW = 0.55;
const BROW_SHARE = 0.5;

/** Rows of the model's index, Apple's index, the model's share. */
const TARGETS: readonly (readonly [number, number, number])[] = MEDIAPIPE_BLENDSHAPES.flatMap((name, from) =>
  name === null || DEAD.includes(name) || /^Brow(Down|Inner)/.test(name)
    ? []
    : [[from, ARKIT_INDEX[name], SHARED[name] ?? 1] as const],
);
const INNER_BROW = MEDIAPIPE_BLENDSHAPES.indexOf('BrowInnerUp');

/** Lays the model's values of one row over the geometry's, in Apple's order; from `at`. */
export type BlendshapeFace = (out: Float32Array, at: number, row: number, yaw: number) => void;

/**
 * ARKit values from the blendshape model's, less its bias on this performer: it reads the shape of brows
 * and lids as half an expression. The full range is kept; below rest is below 0. A frown shows in the model
 * as an inner brow below its rest, for its own `browDown` is dead.
 *
 * @param rows its 52 values a row, in its own order.
 */
export function createBlendshapeFace(rows: Rows): BlendshapeFace {
  const bias = MEDIAPIPE_BLENDSHAPES.map((_, from) => {
    const sorted = sortedColumn(rows, from);
    return sorted.length === 0 ? 0 : Math.min(LARGEST_BIAS, restOf(sorted, REST_WITHIN).centre);
  });
  const above = (row: number, from: number): number => rows.values[row * rows.stride + from]! - bias[from]!;

  return (out, at, row, yaw) => {
    const trust = 1 - LOST_WHEN_TURNED * turnedAway(yaw);
    const mix = (to: number, value: number, share: number): void => {
      out[at + to] = share * value + (1 - share) * out[at + to]!;
    };
    for (const [from, to, share] of TARGETS) mix(to, above(row, from) / (1 - bias[from]!), share * trust);
    const inner = above(row, INNER_BROW) / FULL_BROW;
    mix(ARKIT_INDEX.BrowInnerUp, inner, BROW_SHARE);
    mix(ARKIT_INDEX.BrowDownLeft, -inner, BROW_SHARE);
    mix(ARKIT_INDEX.BrowDownRight, -inner, BROW_SHARE);
  };
}
