import type { Side } from '../../skeleton/body-bones.ts';
import { BROW_PARTS, BROW_SIDES, readBrows } from './brow-heights.ts';
import {
  FEATURE_COUNT,
  type MiddleFeature,
  middleFeature,
  type SideFeature,
  sideFeature,
} from './face-features.ts';
import { columnQuantile, type Rows, restOf, sortedColumn } from './robust-neutral.ts';
import { turnedAway } from './turned-away.ts';
import { type Together, weighTogether } from './weigh-together.ts';

/** Measures of a clip's faces, a row a frame. */
export interface FeatureRows extends Rows {
  /** How far each row's face is turned to the performer's left of the camera, radians. */
  readonly yaw: Float32Array;
}

/** One performer's face at rest, as the measures of its geometry see it. */
export interface GeometryNeutral {
  /** Resting value of each measure. */
  readonly rest: number[];
  /** Part of the resting lid gap that closes in a blink: the mesh never closes it all. */
  readonly blink: Readonly<Record<Side, number>>;
  /** How far each height of the brows tells of the brows. */
  readonly brows: Together;
  /** How much the bridge of the nose counts in them, 0 to 1, while the face looks at the camera. */
  readonly bridge: number;
}

/**
 * Quantiles of a clip between which a measure's resting value lies. Lips are shut and lids open most of the
 * time, mouths smile and widen more than they frown and narrow; what moves both ways rests in the middle.
 */
const SIDE_REST: Partial<Record<SideFeature, readonly [number, number]>> = {
  eyeOpen: [0.5, 1],
  cornerOut: [0.1, 0.65],
  cornerUp: [0.1, 0.6],
  cornerOverLip: [0.1, 0.6],
  cornerOverMouth: [0.1, 0.6],
  cornerToEye: [0.4, 0.9],
};
const MIDDLE_REST: Partial<Record<MiddleFeature, readonly [number, number]>> = {
  lipGap: [0, 0.5],
};
const REST_MIDDLE = [0.1, 0.9] as const;
/** The same of brows in frames that are known to be at rest: after a sign they may stay up while the hands lie still again. */
const BROWS_AT_REST = [0, 0.65] as const;
/** The most that this performer's lids closed counts as shut where it is between these. */
const BLINK_SHARE = [0.4, 0.6] as const;
const BLINK_QUANTILE = 0.005;
/** Part of the brows' height that is read against the nose on a frontal face. */
const BRIDGE_SHARE = 0.5;
/** Lids that are shut further than this say nothing of the brows above them: the mesh lifts or drops those. */
export const SHUT = 0.35;

/** How far a lid is shut, 0 to about 1. @param open its gap over the eye's width. */
export function shutBy(
  open: number,
  side: Side,
  { rest, blink }: Pick<GeometryNeutral, 'rest' | 'blink'>,
): number {
  const gap = rest[sideFeature(side, 'eyeOpen')]!;
  return gap > 0 ? (gap - open) / gap / blink[side] : 0;
}

/** The neutral face of a performer from the used rows of a clip. @param resting a byte a row: where the rest is looked for. */
export function measureGeometry(rows: FeatureRows, resting: Uint8Array): GeometryNeutral {
  const rest = measureRest({ ...rows, use: resting }, resting.includes(0) ? BROWS_AT_REST : REST_MIDDLE);
  const blink = { l: blinkShare('l', rest, rows), r: blinkShare('r', rest, rows) };
  const bridge =
    BRIDGE_SHARE *
    (1 - turnedAway(columnQuantile({ values: rows.yaw, stride: 1, use: rows.use }, 0, 0.5, 0)));
  return { rest, blink, bridge, brows: weighTogether(browRows(rows, { rest, blink, bridge }), BROW_SIDES) };
}

function measureRest(rows: Rows, brows: readonly [number, number]): number[] {
  const within = new Map<number, readonly [number, number]>();
  for (const [feature, range] of Object.entries(MIDDLE_REST)) {
    within.set(middleFeature(feature as MiddleFeature), range);
  }
  for (const [feature, range] of Object.entries(SIDE_REST)) {
    for (const side of ['l', 'r'] as const) within.set(sideFeature(side, feature as SideFeature), range);
  }
  for (const brow of BROW_PARTS)
    for (const side of ['l', 'r'] as const) within.set(sideFeature(side, brow), brows);
  return Array.from({ length: FEATURE_COUNT }, (_, index) => {
    const sorted = sortedColumn(rows, index);
    return sorted.length === 0 ? 0 : restOf(sorted, within.get(index) ?? REST_MIDDLE).centre;
  });
}

function blinkShare(side: Side, rest: number[], rows: FeatureRows): number {
  const index = sideFeature(side, 'eyeOpen');
  const closed = 1 - columnQuantile(rows, index, BLINK_QUANTILE, 0) / rest[index]!;
  return Math.min(BLINK_SHARE[1], Math.max(BLINK_SHARE[0], closed)) || BLINK_SHARE[1];
}

/** Heights of the brows wherever the eyes are open. */
function browRows(
  { values, stride, use, yaw }: FeatureRows,
  { rest, blink, bridge }: Omit<GeometryNeutral, 'brows'>,
): number[] {
  const out: number[] = [];
  const heights = new Float64Array(BROW_SIDES.length);
  for (let row = 0; row < use.length; row++) {
    const at = row * stride;
    const shut = (side: Side): boolean =>
      shutBy(values[at + sideFeature(side, 'eyeOpen')]!, side, { rest, blink }) > SHUT;
    if (use[row] === 0 || shut('l') || shut('r')) continue;
    readBrows(
      heights,
      (feature) => values[at + feature]! - rest[feature]!,
      bridge * (1 - turnedAway(yaw[row]!)),
    );
    out.push(...heights);
  }
  return out;
}
