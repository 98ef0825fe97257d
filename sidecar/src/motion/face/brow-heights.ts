import type { ArkitName } from '../../skeleton/arkit.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { type SideFeature, sideFeature } from './face-features.ts';
import type { Together } from './weigh-together.ts';

/** Change of a brow's height that stands for a full expression, canonical cm; from rendered faces. */
const FULL_BROW = 0.45;

/** Parts of a brow, from the nose outwards. */
export const BROW_PARTS = ['browInner', 'browMiddle', 'browOuter'] as const;
/** Place of each part of a side in the heights; the other side's lies half the heights further. */
const INNER = [0];
const OUTER = [1, 2];

/** Side of each height. */
export const BROW_SIDES: readonly Side[] = ['l', 'l', 'l', 'r', 'r', 'r'];

/** A measure's change from rest, by its place among the features. */
export type FeatureChange = (feature: number) => number;

/**
 * Heights of both brows, {@link BROW_SIDES}: 0 at rest, 1 fully raised.
 *
 * They are against the corners of the eyes and, as far as `bridge` says, the bridge of the nose: that one is
 * calmer, but shifts against the brows when a turned head nods or a frontal one turns.
 *
 * @param bridge 0 to 1.
 */
export function readBrows(out: Float64Array, change: FeatureChange, bridge: number): void {
  BROW_SIDES.forEach((side, k) => {
    const feature = (name: SideFeature): number => change(sideFeature(side, name));
    out[k] = (feature(BROW_PARTS[k % BROW_PARTS.length]!) - bridge * feature('bridgeUp')) / FULL_BROW;
  });
}

/**
 * Writes the brows' values from their heights. What both do is told by the places that go along with each other;
 * what one does apart from that counts as far as it can be believed.
 */
export function putBrows(
  put: (name: ArkitName, value: number) => void,
  heights: Float64Array,
  { weights, apart }: Together,
): void {
  let all = 0;
  for (let k = 0; k < heights.length; k++) all += weights[k]! * heights[k]!;
  const both = (places: readonly number[]): number => {
    let sum = 0;
    let total = 0;
    for (const place of places) {
      for (const k of [place, place + BROW_PARTS.length]) {
        sum += weights[k]! * heights[k]!;
        total += weights[k]!;
      }
    }
    return total > 0 ? sum / total : all;
  };
  const up = (side: Side, places: readonly number[]): number => {
    const common = both(places);
    let own = 0;
    for (const place of places)
      own += heights[side === 'l' ? place : place + BROW_PARTS.length]! / places.length;
    return common + (own - common) * apart[side];
  };
  const inner = { l: up('l', INNER), r: up('r', INNER) };
  put('BrowInnerUp', (inner.l + inner.r) / 2);
  put('BrowDownLeft', -inner.l);
  put('BrowDownRight', -inner.r);
  put('BrowOuterUpLeft', up('l', OUTER));
  put('BrowOuterUpRight', up('r', OUTER));
}
