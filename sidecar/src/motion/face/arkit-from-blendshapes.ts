import { ARKIT_INDEX, ARKIT_NAMES, type ArkitName, MEDIAPIPE_BLENDSHAPES } from '../../skeleton/arkit.ts';
import { turnedAway } from './geometry-neutral.ts';
import { correlation, type Rows, restOf, sortedColumn } from './robust-neutral.ts';

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
/** Shapes that both tell, with errors of their own: the model's share where both agree, seen from the front. */
const SHARED: Partial<Record<ArkitName, number>> = {
  EyeBlinkLeft: 0.5,
  EyeBlinkRight: 0.5,
  EyeLookDownLeft: 0.5,
  EyeLookDownRight: 0.5,
  EyeLookInLeft: 0.5,
  EyeLookInRight: 0.5,
  EyeLookOutLeft: 0.5,
  EyeLookOutRight: 0.5,
  EyeLookUpLeft: 0.5,
  EyeLookUpRight: 0.5,
  JawOpen: 0.35,
  MouthFrownLeft: 0.5,
  MouthFrownRight: 0.5,
  MouthFunnel: 0.35,
  MouthPucker: 0.35,
  MouthSmileLeft: 0.35,
  MouthSmileRight: 0.35,
};
/** Part of its share that the model loses on a face that is turned away, but for inner brows: it was made for frontal ones. */
const LOST_WHEN_TURNED = 0.6;
/** What the model calls a fully raised inner brow above rest; it moves down by half of that in a frown. */
const FULL_BROW = 0.55;
/** The model's share in the brows where it goes along with the geometry through the whole clip. */
const BROW_SHARE = 0.4;

/** Rows of the model's index, Apple's index, the model's share. */
const TARGETS: readonly (readonly [number, number, number])[] = MEDIAPIPE_BLENDSHAPES.flatMap((name, from) =>
  name === null || DEAD.includes(name) || name.startsWith('Brow')
    ? []
    : [[from, ARKIT_INDEX[name], SHARED[name] ?? 1] as const],
);
const BROWS = ['BrowInnerUp', 'BrowOuterUpLeft', 'BrowOuterUpRight'] as const;
const placeOf = (name: (typeof BROWS)[number]): number => MEDIAPIPE_BLENDSHAPES.indexOf(name);
const INNER_BROW = placeOf('BrowInnerUp');
const OUTER_BROWS = BROWS.slice(1).map((name) => [placeOf(name), ARKIT_INDEX[name]] as const);

/** Lays the model's values of one row over the geometry's, in Apple's order; from `at`. */
export type BlendshapeFace = (out: Float32Array, at: number, row: number, yaw: number) => void;

/** What the model makes of one performer's face, both in its own order. */
export interface BlendshapeNeutral {
  /** Its 52 values at rest. */
  readonly bias: number[];
  /** How far each goes along with the geometry's, 0 to 1: where both tell a shape, it counts no more than this. */
  readonly agreement: number[];
}

/** The resting values of a clip. @param rows its 52 values a row, in its own order. */
export function measureBias(rows: Rows): number[] {
  return MEDIAPIPE_BLENDSHAPES.map((_, from) => {
    const sorted = sortedColumn(rows, from);
    return sorted.length === 0 ? 0 : Math.min(LARGEST_BIAS, restOf(sorted, REST_WITHIN).centre);
  });
}

/**
 * How far the model goes along with the geometry, for each of its values. The brows have one number for all.
 *
 * @param rows its values a row. @param geometry ARKit values of the same rows, from the geometry alone.
 */
export function measureAgreement(rows: Rows, geometry: Float32Array): number[] {
  const count = rows.use.length;
  const modelled = (from: number): Float64Array =>
    Float64Array.from({ length: count }, (_, row) => rows.values[row * rows.stride + from]!);
  const geometric = (name: ArkitName): Float64Array =>
    Float64Array.from({ length: count }, (_, row) => geometry[row * ARKIT_NAMES.length + ARKIT_INDEX[name]]!);
  const agreement = MEDIAPIPE_BLENDSHAPES.map((name, from) =>
    name === null || SHARED[name] === undefined
      ? 1
      : Math.max(0, correlation(modelled(from), geometric(name))),
  );
  const brows = (read: (name: (typeof BROWS)[number]) => Float64Array): Float64Array => {
    const [inner, left, right] = BROWS.map((name) => read(name)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    return inner.map((value, row) => value + (left[row]! + right[row]!) / 2);
  };
  const together = Math.max(
    0,
    correlation(
      brows((name) => modelled(placeOf(name))),
      brows(geometric),
    ),
  );
  for (const name of BROWS) agreement[placeOf(name)] = together;
  return agreement;
}

/**
 * ARKit values from the blendshape model's, less its bias on this performer: it reads the shape of brows
 * and lids as half an expression. The full range is kept; below rest is below 0. A frown shows in the model
 * as an inner brow below its rest, for its own `browDown` is dead. Where the geometry tells a shape too, the model
 * counts as far as the two agree on this performer: on a face that it does not know it follows the head's turns.
 *
 * @param rows of which one after the other is read.
 */
export function createBlendshapeFace(
  { values, stride }: Pick<Rows, 'values' | 'stride'>,
  { bias, agreement }: BlendshapeNeutral,
): BlendshapeFace {
  const above = (row: number, from: number): number => values[row * stride + from]! - bias[from]!;
  const believed = agreement.map((along) => along * along);
  const browShare = BROW_SHARE * believed[INNER_BROW]!;

  return (out, at, row, yaw) => {
    const trust = 1 - LOST_WHEN_TURNED * turnedAway(yaw);
    const mix = (to: number, value: number, share: number): void => {
      out[at + to] = share * value + (1 - share) * out[at + to]!;
    };
    for (const [from, to, share] of TARGETS) {
      mix(to, above(row, from) / (1 - bias[from]!), share * believed[from]! * trust);
    }
    for (const [from, to] of OUTER_BROWS) mix(to, above(row, from) / (1 - bias[from]!), browShare * trust);
    const inner = above(row, INNER_BROW) / FULL_BROW;
    mix(ARKIT_INDEX.BrowInnerUp, inner, browShare);
    mix(ARKIT_INDEX.BrowDownLeft, -inner, browShare);
    mix(ARKIT_INDEX.BrowDownRight, -inner, browShare);
  };
}
