import { angleVec, crossVec, setVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
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
/** The palm of the picture's points and that of the metric points look different ways, radians, 60 degrees: 45 to 60. */
const PALMS_APART = 1.05;
const WRIST = 0;
const INDEX_KNUCKLE = 5;
const LITTLE_KNUCKLE = 17;

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
 * Whether a hand may be misread, or be the other one: by the landmark model's own idea of its side and presence, by
 * the wrist of the body that it lies nearer to, and by the model's two answers that contradict each other.
 *
 * @param arm `null` where the wrist of the body is out of sight
 */
export function isDoubtful(hand: ReadHand, side: Side, arm: Arm | null): boolean {
  if (hand.sides[side] < EVEN_ODDS || hand.score < LEAST_PRESENCE) return true;
  if (arm && wristTo(hand, arm.otherWrist) < wristTo(hand, arm.wrist)) return true;
  return angleVec(acrossPalm(hand.points), acrossPalm(hand.world)) > PALMS_APART;
}

function wristTo({ points }: ReadHand, { x, y }: Arm['wrist']): number {
  return Math.hypot(points[0]! - x, points[1]! - y);
}

/** Across the palm, of any length. @param points x, y, z of 21 points */
function acrossPalm(points: Float64Array): Vec3 {
  const across = fromWrist(points, INDEX_KNUCKLE);
  crossVec(across, across, fromWrist(points, LITTLE_KNUCKLE));
  return across;
}

function fromWrist(points: Float64Array, knuckle: number): Vec3 {
  const out = vec3();
  const [a, b] = [knuckle * 3, WRIST * 3];
  setVec(out, points[a]! - points[b]!, points[a + 1]! - points[b + 1]!, points[a + 2]! - points[b + 2]!);
  return out;
}
