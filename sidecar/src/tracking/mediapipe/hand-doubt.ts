import type { Arm } from './find-arm.ts';
import type { Side } from './hand-roi.ts';
import type { ReadHand } from './read-hand.ts';

/** A hand further from the body's wrist than this is another's, forearms. */
const WRIST_REACH = 0.5;
/**
 * A hand that the landmark model takes for this side less than this is none of it. Measured on hands of 12 to 20
 * pixels with known answers: below it two of three are read inside out and 0.3 hand lengths off; from there to even
 * odds one of three and 0.18, no worse than up to 0.8; above that one of twenty and 0.07.
 */
const LEAST_SIDE = 0.25;
/**
 * What makes a reading doubtful, found on 3,200 rendered hands with known answers, where the directions of digits are
 * 22 degrees off on the whole. The landmark model takes the hand for the other side's: 37, one of six inside out or on
 * the other hand.
 */
const EVEN_ODDS = 0.5;
/** It hardly sees a hand at all: 46. */
const LEAST_PRESENCE = 0.7;

/**
 * Whether a hand can be this side's at all: it hangs on this wrist rather than on the other, and the landmark model does
 * not surely take it for the other side's.
 *
 * @param arm `null` where the wrist of the body is out of sight
 */
export function canBeOwn(hand: ReadHand, side: Side, arm: Arm | null): boolean {
  if (!(hand.sides[side] > LEAST_SIDE)) return false;
  if (arm === null) return true;
  const away = wristTo(hand, arm.wrist);
  return away < WRIST_REACH * arm.forearm && away < wristTo(hand, arm.otherWrist);
}

/**
 * Whether a hand may be misread, or be the other one: by the landmark model's own idea of its side and presence, and by
 * the wrist of the body that it lies nearer to.
 *
 * @param arm `null` where the wrist of the body is out of sight
 */
export function isDoubtful(hand: ReadHand, side: Side, arm: Arm | null): boolean {
  if (hand.sides[side] < EVEN_ODDS || hand.score < LEAST_PRESENCE) return true;
  return arm !== null && wristTo(hand, arm.otherWrist) < wristTo(hand, arm.wrist);
}

function wristTo({ points }: ReadHand, { x, y }: Arm['wrist']): number {
  return Math.hypot(points[0]! - x, points[1]! - y);
}
