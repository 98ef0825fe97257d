import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { distanceVec, setVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { HAND_WRIST } from '../clip/landmark-points.ts';
import { CONTACT_PAIRS, type ContactPair, DIGITS, type Digit, unlikeness } from './contact-pairs.ts';
import { coverOf } from './cover-digits.ts';
import { findDepthBetween, SHIFTS, STEP } from './find-depth-between.ts';
import { type PlacedHand, radiusOf, tipOf } from './placed-hand.ts';
import { createSegmentMeter, type SegmentMeter } from './segments.ts';

/** Hands whose wrists are further apart than this do not touch, cm. */
const OUT_OF_REACH = 50;
/** Fingertips whose gap in the picture is wider than this do not tell how the hands lie in depth, cm. */
const TELLING = 1;
/** Gap below which two tips are said to touch, cm: none at it, wholly at 0. */
const SAYS_TOUCH = 1;
/**
 * What a pair of tips that touches at a depth speaks for it, as a log likelihood, by how far the digits are from each
 * other's likes: likes meet by far most often, others mostly cross in the picture alone.
 */
const VOTE = [2, 0.5, 0.1, 0.1, 0.1] as const;

/** Floats of a digit's end, and of a row: both hands' digits, left first, the two hands' sizes, how each tip is covered. */
const POINT = 3;
const END = 2 * POINT;
const HAND = END * DIGITS.length;
const SIZES = HAND * SIDES.length;
const COVERS = SIZES + SIDES.length;
/** Places in a row of floats: the ends of the digits of both hands, camera's axes, cm of the performer, and their covers. */
export const TIP_ROW = COVERS + SIDES.length * DIGITS.length;

/** Columns of the pairs of fingertips, with the two digits' places among `DIGITS`. */
const TIP_PAIRS = CONTACT_PAIRS.flatMap((pair, column) =>
  pair.kind === 'fingertips'
    ? [
        {
          column,
          left: DIGITS.indexOf(pair.a.part),
          right: DIGITS.indexOf(pair.b.part),
          vote: VOTE[unlikeness(pair)]!,
        },
      ]
    : [],
);

type TipPair = ContactPair & { readonly kind: 'fingertips' };

/** Keeps where the fingertips of both hands are; a row that is not written says that they are not both seen. */
export function writeTips(out: Float32Array, at: number, hands: Readonly<Record<Side, PlacedHand>>): void {
  SIDES.forEach((side, h) => {
    const { seen, size } = hands[side];
    DIGITS.forEach((digit, d) => {
      const start = at + h * HAND + d * END;
      out.set(seen[tipOf(digit) - 1]!, start);
      out.set(seen[tipOf(digit)]!, start + POINT);
      out[at + COVERS + h * DIGITS.length + d] = coverOf(hands[side], digit);
    });
    out[at + SIZES + h] = size;
  });
}

/** How far the tips of a pair are covered in a row of {@link writeTips}: the one of the two that is more, 0 to 1. */
export function coverOfPair(tips: Float32Array, row: number, { a, b }: TipPair): number {
  const at = row * TIP_ROW + COVERS;
  const left = tips[at + DIGITS.indexOf(a.part)]!;
  return Math.max(left, tips[at + DIGITS.length + DIGITS.indexOf(b.part)]!);
}

/** Whether hands are near enough to touch. */
export function inReach({ l, r }: Readonly<Record<Side, PlacedHand>>): boolean {
  return distanceVec(l.seen[HAND_WRIST]!, r.seen[HAND_WRIST]!) <= OUT_OF_REACH;
}

/**
 * Fills the gaps between the fingertips of two hands. One camera tells how the tips of one hand lie to each other
 * in depth to about a centimetre, and how one hand lies to the other hardly at all; so the depth between the
 * hands is one unknown a frame. It is where most tips that meet in the picture also meet in depth, moving no
 * faster than hands do, and every gap is measured there: contacts that no one depth can have together fall out.
 *
 * @param gaps a row a frame in the order of `CONTACT_PAIRS`, changed in place where the pair's gap is finite.
 * @param tips rows of `TIP_ROW`.
 */
export function measureBetweenHands(gaps: Float32Array, tips: Float32Array, times: Float64Array): void {
  if (gaps.length === 0) return;
  const votes = new Float32Array(times.length * SHIFTS);
  const meter = createTipMeter(tips);
  for (let i = 0; i < times.length; i++) {
    for (const pair of TIP_PAIRS) {
      if (!Number.isFinite(gaps[i * CONTACT_PAIRS.length + pair.column]!)) continue;
      if (meter(i, pair, null) > TELLING) continue;
      for (let k = 0; k < SHIFTS; k++) {
        const gap = Math.max(0, meter(i, pair, (k - (SHIFTS >> 1)) * STEP));
        if (gap < SAYS_TOUCH) votes[i * SHIFTS + k]! += pair.vote * (1 - gap / SAYS_TOUCH);
      }
    }
  }
  const shifts = findDepthBetween(votes, times);
  for (let i = 0; i < times.length; i++) {
    for (const pair of TIP_PAIRS) {
      const at = i * CONTACT_PAIRS.length + pair.column;
      if (Number.isFinite(gaps[at]!)) gaps[at] = meter(i, pair, shifts[i]!);
    }
  }
}

/**
 * Gap between two tips with the left hand moved to the camera by `shift` cm along the rays that it is seen on; where
 * that is null, of the picture alone: as if all lay as far as the right tip.
 */
type TipMeter = (frame: number, pair: { left: number; right: number }, shift: number | null) => number;

function createTipMeter(tips: Float32Array): TipMeter {
  const segments: SegmentMeter = createSegmentMeter();
  const ends = [vec3(), vec3(), vec3(), vec3()] as const;
  const layAt = (out: Vec3, at: number, depth: number): void => {
    const scale = depth / -tips[at + 1]!;
    setVec(out, tips[at]! * scale, -depth, tips[at + 2]! * scale);
  };

  return (frame, { left, right }, shift) => {
    const row = frame * TIP_ROW;
    const lay = (k: number, at: number, nearer: number): void =>
      layAt(
        ends[k]!,
        at,
        shift === null ? -tips[row + HAND + right * END + POINT + 1]! : -tips[at + 1]! - nearer,
      );
    lay(0, row + left * END, shift ?? 0);
    lay(1, row + left * END + POINT, shift ?? 0);
    lay(2, row + HAND + right * END, 0);
    lay(3, row + HAND + right * END + POINT, 0);
    const flesh = (digit: Digit, hand: number): number => radiusOf(digit) * tips[row + SIZES + hand]!;
    return segments.distance(...ends) - flesh(DIGITS[left]!, 0) - flesh(DIGITS[right]!, 1);
  };
}
