import { describe, expect, it } from 'vitest';
import { CONTACT_PAIRS, DIGITS, pointName } from '../../../../sidecar/src/motion/contacts/contact-pairs.ts';
import {
  inReach,
  measureBetweenHands,
  TIP_ROW,
  writeTips,
} from '../../../../sidecar/src/motion/contacts/gaps-between-hands.ts';
import { createPlacedHand, tipOf } from '../../../../sidecar/src/motion/contacts/placed-hand.ts';

const FRAMES = 6;
/** Twice the half thickness of a finger: middle lines this far apart touch, cm. */
const FLESH = 1.4;
const times = Float64Array.from({ length: FRAMES }, (_, i) => i / 25);
const columnOf = (a: string, b: string): number =>
  CONTACT_PAIRS.findIndex((pair) => pointName(pair.a) === a && pointName(pair.b) === b);

/**
 * Two hands that point at each other, the tips of like fingers `FLESH` apart, fingers 4 cm above each other and
 * each 2 cm behind the one above; the left hand is placed `off` cm too far from the camera, where its picture is
 * the same.
 */
function handsMeeting(off: number) {
  const hands = { l: createPlacedHand(), r: createPlacedHand() };
  DIGITS.forEach((digit, k) => {
    const depth = 200 + k * 2;
    const further = (depth + off) / depth;
    [FLESH, FLESH + 2].forEach((x, back) => {
      hands.l.seen[tipOf(digit) - back]!.set([x * further, -depth - off, -k * 4 * further]);
      hands.r.seen[tipOf(digit) - back]!.set([FLESH - x, -depth, -k * 4]);
    });
  });
  return hands;
}

function measured(hands: ReturnType<typeof handsMeeting>, unseen: readonly number[] = []): Float32Array {
  const gaps = new Float32Array(FRAMES * CONTACT_PAIRS.length).fill(50);
  const tips = new Float32Array(FRAMES * TIP_ROW);
  for (let i = 0; i < FRAMES; i++) {
    writeTips(tips, i * TIP_ROW, hands);
    CONTACT_PAIRS.forEach(({ kind }, column) => {
      if (kind === 'fingertips')
        gaps[i * CONTACT_PAIRS.length + column] = unseen.includes(i) ? Number.NaN : 0;
    });
  }
  measureBetweenHands(gaps, tips, times);
  return gaps;
}
const gapOf = (gaps: Float32Array, frame: number, a: string, b: string): number =>
  gaps[frame * CONTACT_PAIRS.length + columnOf(a, b)]!;

describe('measureBetweenHands', () => {
  it.each([0, 3, -5])('finds that tips meet when the lift has one hand %d cm off in depth', (off) => {
    const gaps = measured(handsMeeting(off));
    for (const finger of ['index', 'middle', 'ring', 'pinky'])
      expect(gapOf(gaps, 3, `${finger}_l`, `${finger}_r`)).toBeCloseTo(0, 5);
    expect(gapOf(gaps, 3, 'thumb_l', 'thumb_r')).toBeCloseTo(-0.3, 5);
  });

  it('measures unlike fingers at the depth where the like ones meet, though the lift has them as near', () => {
    // the lift has the left hand one finger's step behind: its index would lie on the right middle's depth
    const gaps = measured(handsMeeting(2));
    expect(gapOf(gaps, 3, 'index_l', 'middle_r')).toBeCloseTo(Math.hypot(FLESH, 2, 4) - FLESH, 5);
  });

  it('tells nothing of frames in which a hand is not seen, and leaves other pairs alone', () => {
    const gaps = measured(handsMeeting(3), [0, 1]);
    expect(gapOf(gaps, 0, 'index_l', 'index_r')).toBeNaN();
    expect(gapOf(gaps, 2, 'index_l', 'index_r')).toBeCloseTo(0, 5);
    expect(gapOf(gaps, 2, 'thumb_l', 'index_l')).toBe(50);
  });

  it('does nothing where no contacts are wanted', () => {
    expect(() => measureBetweenHands(new Float32Array(0), new Float32Array(0), times)).not.toThrow();
  });
});

describe('inReach', () => {
  it('asks whether the wrists are within half a metre', () => {
    const hands = handsMeeting(0);
    hands.l.seen[0]!.set([49, -200, 0]);
    hands.r.seen[0]!.set([0, -200, 0]);
    expect(inReach(hands)).toBe(true);
    hands.l.seen[0]!.set([51, -200, 0]);
    expect(inReach(hands)).toBe(false);
  });
});
