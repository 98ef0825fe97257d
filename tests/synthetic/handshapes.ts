import { FINGERS, type Finger } from './skeleton.ts';

/** Bends in degrees: at the knuckle and at the middle joint; the last joint follows the middle one. */
export type Bend = readonly [knuckle: number, middle: number];

export interface HandShape {
  readonly fingers: Readonly<Record<Exclude<Finger, 'thumb'>, Bend>>;
  /** Fan of the fingers: degrees of the index away from the middle finger. */
  readonly spread: number;
  /** `oppose` swings the thumb in front of the palm, `adduct` lays it along the palm, `bend` closes its joints. */
  readonly thumb: { readonly oppose: number; readonly adduct: number; readonly bend: number };
}

const STRAIGHT: Bend = [3, 5];
const FOLDED: Bend = [82, 95];
const HOOKED: Bend = [12, 62];
const ROUND: Bend = [48, 48];

type Bends = readonly [index: Bend, middle: Bend, ring: Bend, pinky: Bend];
type Thumb = readonly [oppose: number, adduct: number, bend: number];

const shape = ([index, middle, ring, pinky]: Bends, spread: number, thumb: Thumb): HandShape => ({
  fingers: { index, middle, ring, pinky },
  spread,
  thumb: { oppose: thumb[0], adduct: thumb[1], bend: thumb[2] },
});

/** Handshapes by their usual names in sign language teaching. */
export const HANDSHAPES = {
  relaxed: shape([[16, 22], [20, 26], [24, 30], [28, 32]], 3, [18, 12, 10]), // biome-ignore format: one row a shape
  five: shape([STRAIGHT, STRAIGHT, STRAIGHT, STRAIGHT], 13, [4, -6, -4]),
  flat: shape([STRAIGHT, STRAIGHT, STRAIGHT, STRAIGHT], 2, [8, 26, 4]),
  fist: shape([FOLDED, FOLDED, FOLDED, FOLDED], 0, [48, 14, 42]),
  point: shape([STRAIGHT, FOLDED, FOLDED, FOLDED], 0, [46, 14, 42]),
  vee: shape([STRAIGHT, STRAIGHT, FOLDED, FOLDED], 12, [50, 18, 44]),
  three: shape([STRAIGHT, STRAIGHT, FOLDED, FOLDED], 12, [2, -6, -2]),
  ell: shape([STRAIGHT, FOLDED, FOLDED, FOLDED], 0, [0, -10, -4]),
  ily: shape([STRAIGHT, FOLDED, FOLDED, STRAIGHT], 6, [0, -8, -2]),
  claw: shape([HOOKED, HOOKED, HOOKED, HOOKED], 11, [16, -4, 26]),
  round: shape([ROUND, ROUND, ROUND, ROUND], 1, [52, 0, 22]),
  // counting: the thumb on the tip of one finger
  nine: shape([[49, 39], [8, 10], [8, 10], [8, 10]], 5, [67, 0, -6]), // biome-ignore format: one row a shape
  eight: shape([[8, 10], [21.5, 73], [10, 14], [10, 14]], 5, [41, 19.5, 13]), // biome-ignore format: one row a shape
  seven: shape([[8, 10], [8, 10], [56, 82.5], [10, 14]], 5, [33.5, 32, 61.5]), // biome-ignore format: one row a shape
  six: shape([[8, 10], [8, 10], [10, 14], [45, 95]], 5, [84.5, -5, 59.5]), // biome-ignore format: one row a shape
  // a fist before the thumb closes over it
  thumbOut: shape([FOLDED, FOLDED, FOLDED, FOLDED], 0, [0, -10, -4]),
  // the thumb out of the way of what lies on the palm
  board: shape([STRAIGHT, STRAIGHT, STRAIGHT, STRAIGHT], 2, [-40, 5, 0]),
  // bent so that the tips of both hands, one before the other, meet with their pads
  tent: shape([[15.5, 8], [16, 8], [22.5, 10], [57, 6]], 6, [16, 0, 0]), // biome-ignore format: one row a shape
} as const satisfies Record<string, HandShape>;

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** Shape between two others, t in 0..1. */
export function mixHandShapes(a: HandShape, b: HandShape, t: number): HandShape {
  const bends = FINGERS.filter((finger) => finger !== 'thumb').map((finger) => {
    const [from, to] = [a.fingers[finger], b.fingers[finger]];
    return [finger, [mix(from[0], to[0], t), mix(from[1], to[1], t)]] as const;
  });
  return {
    fingers: Object.fromEntries(bends) as HandShape['fingers'],
    spread: mix(a.spread, b.spread, t),
    thumb: {
      oppose: mix(a.thumb.oppose, b.thumb.oppose, t),
      adduct: mix(a.thumb.adduct, b.thumb.adduct, t),
      bend: mix(a.thumb.bend, b.thumb.bend, t),
    },
  };
}
