import { ARKIT_INDEX, ARKIT_NAMES, type ArkitName, MEDIAPIPE_BLENDSHAPES } from '../../skeleton/arkit.ts';
import { correlation, type Rows, restOf, sortedColumn } from './robust-neutral.ts';
import { turnedAway } from './turned-away.ts';

/** A resting value above this is taken as an expression held through the clip, not as the model's bias. */
const LARGEST_BIAS = 0.65;

/**
 * Shapes that are not the model's: the brows, for it sees the same points and knows neither the performer's own rest nor
 * which side the camera sees; and those that it leaves near zero whatever the face does, or moves with an open jaw or a
 * smile alone.
 */
const LEFT_OUT =
  /^(Brow|Cheek|EyeWide|Jaw(Forward|Left|Right)|Mouth(Close|Dimple|LowerDown|Press)|NoseSneer)/;
/** Shapes that both tell, with errors of their own. */
const SHARED =
  /^(EyeBlink|EyeLook|JawOpen|Mouth(Frown|Funnel|Left|Pucker|Right|RollLower|RollUpper|Smile|Stretch))/;
/** The model's share in these where both agree, seen from the front. */
const SHARE = 0.35;
/** Part of its share that the model loses on a face that is turned away: it was made for frontal ones. */
const LOST_WHEN_TURNED = 0.6;

/** Rows of the model's index, Apple's index, the model's share. */
const TARGETS: readonly (readonly [number, number, number])[] = MEDIAPIPE_BLENDSHAPES.flatMap((name, from) =>
  name === null || LEFT_OUT.test(name)
    ? []
    : [[from, ARKIT_INDEX[name], SHARED.test(name) ? SHARE : 1] as const],
);

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
    return sorted.length === 0 ? 0 : Math.min(LARGEST_BIAS, restOf(sorted).centre);
  });
}

/**
 * How far the model goes along with the geometry, for each of its values.
 *
 * @param rows its values a row. @param geometry ARKit values of the same rows, from the geometry alone.
 */
export function measureAgreement(rows: Rows, geometry: Float32Array): number[] {
  const count = rows.use.length;
  const modelled = (from: number): Float64Array =>
    Float64Array.from({ length: count }, (_, row) => rows.values[row * rows.stride + from]!);
  const geometric = (name: ArkitName): Float64Array =>
    Float64Array.from({ length: count }, (_, row) => geometry[row * ARKIT_NAMES.length + ARKIT_INDEX[name]]!);
  return MEDIAPIPE_BLENDSHAPES.map((name, from) =>
    name === null || !SHARED.test(name) ? 1 : Math.max(0, correlation(modelled(from), geometric(name))),
  );
}

/**
 * ARKit values from the blendshape model's, less its bias on this performer: it reads the shape of lids and lips as
 * half an expression. The full range is kept; below rest is below 0. Where the geometry tells a shape too, the model
 * counts as far as the two agree on this performer: on a face that it does not know it follows the head's turns.
 *
 * @param rows of which one after the other is read.
 */
export function createBlendshapeFace(
  { values, stride }: Pick<Rows, 'values' | 'stride'>,
  { bias, agreement }: BlendshapeNeutral,
): BlendshapeFace {
  const believed = agreement.map((along) => along * along);

  return (out, at, row, yaw) => {
    const trust = 1 - LOST_WHEN_TURNED * turnedAway(yaw);
    for (const [from, to, share] of TARGETS) {
      const value = (values[row * stride + from]! - bias[from]!) / (1 - bias[from]!);
      const part = share * believed[from]! * trust;
      out[at + to] = part * value + (1 - part) * out[at + to]!;
    }
  };
}
