import type { Look } from '../clip.ts';
import type { Proportions } from '../skeleton.ts';
import type { Vec3 } from '../vector.ts';
import type { Draw } from './draw.ts';

/** Linear colours; skins lie between the two. */
const DARKEST_SKIN: Vec3 = [0.11, 0.055, 0.035];
const LIGHTEST_SKIN: Vec3 = [0.62, 0.4, 0.3];
const IRISES: readonly Vec3[] = [
  [0.16, 0.09, 0.04],
  [0.06, 0.03, 0.015],
  [0.12, 0.2, 0.3],
  [0.14, 0.18, 0.08],
];
/** Factors on the default performer's size: a child of ten years, a very tall adult. */
const SMALLEST = 0.74;
const LARGEST = 1.14;
/** Of the smaller or larger body, how much the head takes part. */
const HEAD_SHARE = 0.3;

export interface Person {
  readonly look: Look;
  readonly proportions: Proportions;
}

export function drawPerson(draw: Draw): Person {
  const size = draw.between(SMALLEST, LARGEST);
  const own = (spread: number): number => size * draw.about(1, spread);
  return {
    look: drawLook(draw),
    proportions: {
      arm: own(0.045),
      leg: own(0.05),
      hand: own(0.05),
      trunk: own(0.05),
      width: own(0.06),
      head: 1 + (size - 1) * HEAD_SHARE + draw.about(0, 0.03),
    },
  };
}

function drawLook(draw: Draw): Look {
  const light = draw.between(0, 1);
  const skin = DARKEST_SKIN.map(
    (dark, k) => (dark + (LIGHTEST_SKIN[k]! - dark) * light) * draw.about(1, 0.06),
  );
  /** Any colour; dark ones as often as light ones, as eyes see them. */
  const cloth = (): Vec3 => {
    const grey = draw.between(0.15, 0.9) ** 2.2;
    const tint = (): number => grey * Math.exp(draw.about(0, 0.5));
    return [tint(), tint(), tint()].map((x) => Math.min(0.9, x)) as unknown as Vec3;
  };
  const wall = draw.between(0.25, 0.9) ** 2.2;
  const hair = draw.between(0.01, 0.12);
  return {
    skin: skin as unknown as Vec3,
    shirt: cloth(),
    trousers: cloth(),
    hair: [hair, hair * draw.between(0.5, 0.9), hair * draw.between(0.25, 0.8)],
    iris: draw.oneOf(IRISES),
    wall: [wall * draw.about(1, 0.08), wall * draw.about(1, 0.08), wall * draw.about(1, 0.08)],
  };
}
