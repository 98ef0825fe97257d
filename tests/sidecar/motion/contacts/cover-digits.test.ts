import { describe, expect, it } from 'vitest';
import { DIGITS } from '../../../../sidecar/src/motion/contacts/contact-pairs.ts';
import { coverOf } from '../../../../sidecar/src/motion/contacts/cover-digits.ts';
import {
  coverOfPair,
  TIP_ROW,
  writeTips,
} from '../../../../sidecar/src/motion/contacts/gaps-between-hands.ts';
import { createPlacedHand, tipOf } from '../../../../sidecar/src/motion/contacts/placed-hand.ts';

/** A hand 2 m away whose digits point up, 4 cm beside each other. */
function openHand() {
  const hand = createPlacedHand();
  DIGITS.forEach((digit, k) => {
    for (let joint = 0; joint < 4; joint++)
      hand.seen[tipOf(digit) - joint]!.set([4 * k, -200, 9 - 3 * joint]);
  });
  return hand;
}
/** The same with its thumb's tip beside the middle finger's line and behind it, cm. */
function thumbBehind(beside: number, behind: number) {
  const hand = openHand();
  const scale = (200 + behind) / 200;
  hand.seen[tipOf('thumb')]!.set([(8 + beside) * scale, -200 - behind, 4 * scale]);
  return hand;
}

describe('coverOf', () => {
  it('covers no tip of an open hand', () => {
    expect(DIGITS.map((digit) => coverOf(openHand(), digit))).toEqual([0, 0, 0, 0, 0]);
  });

  it('covers a tip behind another digit, the less the further it lies beside it in the picture', () => {
    expect(coverOf(thumbBehind(0, 2), 'thumb')).toBeCloseTo(1, 6);
    expect(coverOf(thumbBehind(0.35, 2), 'thumb')).toBeCloseTo(0.5, 1);
    expect(coverOf(thumbBehind(0.72, 2), 'thumb')).toBe(0);
  });

  it('covers no tip before a digit or on it', () => {
    expect(coverOf(thumbBehind(0, -2), 'thumb')).toBe(0);
    expect(coverOf(thumbBehind(0, 0.7), 'thumb')).toBe(0);
  });

  it('covers further beside a larger hand', () => {
    const hand = thumbBehind(0.35, 2);
    hand.size = 2;
    expect(coverOf(hand, 'thumb')).toBeCloseTo(0.75, 2);
  });
});

describe('coverOfPair', () => {
  it('is the cover of the tip that is covered more', () => {
    const tips = new Float32Array(2 * TIP_ROW);
    writeTips(tips, TIP_ROW, { l: thumbBehind(0.35, 2), r: openHand() });
    const cover = (a: 'thumb' | 'index'): number =>
      coverOfPair(tips, 1, {
        kind: 'fingertips',
        a: { part: a, side: 'l' },
        b: { part: 'index', side: 'r' },
      });
    expect(cover('thumb')).toBeCloseTo(0.5, 1);
    expect(cover('index')).toBe(0);
  });
});
