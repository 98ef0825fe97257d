import { FINGERS, SIDES, type Side } from '../../skeleton/body-bones.ts';

/** Digits in the order of a hand's landmarks. */
export const DIGITS = ['thumb', ...FINGERS] as const;
export type Digit = (typeof DIGITS)[number];

/** What of a hand touches: a fingertip, or the palm. */
export type HandPart = Digit | 'palm';

/** A part of a hand. */
export interface HandPoint {
  readonly part: HandPart;
  readonly side: Side;
}
interface DigitPoint extends HandPoint {
  readonly part: Digit;
}
interface FingerPoint extends HandPoint {
  readonly part: (typeof FINGERS)[number];
}
interface PalmPoint extends HandPoint {
  readonly part: 'palm';
}

/** Two points that are watched over the clip. Feet and the floor are found in the motion: `find-footing.ts`. */
export type ContactPair =
  | { readonly kind: 'fingerThumb'; readonly a: DigitPoint; readonly b: FingerPoint }
  | { readonly kind: 'fingertips'; readonly a: DigitPoint; readonly b: DigitPoint }
  | { readonly kind: 'fingerPalm'; readonly a: DigitPoint; readonly b: PalmPoint }
  | { readonly kind: 'palms'; readonly a: HandPoint; readonly b: HandPoint }
  | BodyPair;
export type BodyPair =
  | { readonly kind: 'handFace'; readonly a: FingerPoint; readonly b: { readonly part: 'face' } }
  | { readonly kind: 'handTorso'; readonly a: FingerPoint; readonly b: { readonly part: 'torso' } };

/** Every pair that is watched: the order of the columns of what is measured. */
export const CONTACT_PAIRS: readonly ContactPair[] = [
  ...SIDES.flatMap((side) =>
    FINGERS.map(
      (finger): ContactPair => ({
        kind: 'fingerThumb',
        a: { part: 'thumb', side },
        b: { part: finger, side },
      }),
    ),
  ),
  ...DIGITS.flatMap((left) =>
    DIGITS.map(
      (right): ContactPair => ({
        kind: 'fingertips',
        a: { part: left, side: 'l' },
        b: { part: right, side: 'r' },
      }),
    ),
  ),
  ...DIGITS.flatMap((part): ContactPair[] => [
    { kind: 'fingerPalm', a: { part, side: 'l' }, b: { part: 'palm', side: 'r' } },
    { kind: 'fingerPalm', a: { part, side: 'r' }, b: { part: 'palm', side: 'l' } },
  ]),
  { kind: 'palms', a: { part: 'palm', side: 'l' }, b: { part: 'palm', side: 'r' } },
  ...SIDES.flatMap((side) =>
    FINGERS.flatMap((part): ContactPair[] => [
      { kind: 'handFace', a: { part, side }, b: { part: 'face' } },
      { kind: 'handTorso', a: { part, side }, b: { part: 'torso' } },
    ]),
  ),
];

/** A point's name in the motion file: `thumb_l`, `palm_r`, `face`. */
export function pointName(point: ContactPair['a'] | ContactPair['b']): string {
  return 'side' in point ? `${point.part}_${point.side}` : point.part;
}

/** How far two digits are from being each other's like, 0 (index and index) to 4 (thumb and pinky). */
export function unlikeness({ a, b }: ContactPair & { readonly kind: 'fingertips' }): number {
  return Math.abs(DIGITS.indexOf(a.part) - DIGITS.indexOf(b.part));
}
