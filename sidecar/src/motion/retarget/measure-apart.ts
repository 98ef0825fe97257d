import { SIDES } from '../../skeleton/body-bones.ts';
import { rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import { setVec, vec3 } from '../../skeleton/vector.ts';
import { DIGIT_ROOT, HAND_WRIST } from '../clip/landmark-points.ts';
import { HAND } from '../clip/regions.ts';
import type { ContactView } from '../contacts/contact-view.ts';
import type { PlacedHand } from '../contacts/placed-hand.ts';
import type { LiftedHand } from '../lift/joints.ts';
import { PALM_LENGTH } from '../lift/palm.ts';
import { easeShare } from '../time/bridge-gaps.ts';

/** How the hands lie to each other: places in a row of floats, all 0 where not both are seen. */
export const APART = {
  /** Middle knuckle of the left hand from that of the right, across the view, character's axes, cm of the performer. */
  across: 0,
  /** 1, so that means over frames can leave out those in which nothing is told. */
  told: 3,
  /** Length of their palms, mean of the two, cm; and the same for it. */
  palm: 4,
  palmTold: 5,
  /** How much they belong to each other, 0 to 1. */
  near: 6,
  size: 7,
} as const;

/** Hands belong to each other while they are this near, lengths of the palm across the view, and no more from that far. */
const NEAR = 0.8;
const FAR = 3;

const KNUCKLE = DIGIT_ROOT.middle;

/** Writes a row of how the hands lie to each other, as the picture tells. */
export function measureApart(out: Float32Array, at: number, view: ContactView): void {
  if (!SIDES.every((side) => view.sees(HAND[side]))) return;
  const { hands, joints, turn } = view;
  const palm = SIDES.reduce((sum, side) => sum + palmOf(hands[side], joints.hand[side], view) / 2, 0);
  const [l, r] = [hands.l.seen[KNUCKLE]!, hands.r.seen[KNUCKLE]!];
  const apart = vec3();
  setVec(apart, l[0]! - r[0]!, 0, l[2]! - r[2]!);
  rotateVec(apart, turn, apart);
  const near = easeShare((FAR - leastAcross(hands) / palm) / (FAR - NEAR));
  out.set([...apart, 1, palm, 1, near], at);
}

/** Length of a palm where it is placed: how large it looks beside the hand that was lifted, cm. */
function palmOf({ seen }: PlacedHand, { picture }: LiftedHand, { turn }: ContactView): number {
  const wrist = seen[HAND_WRIST]!;
  const local = vec3();
  let match = 0;
  let square = 0;
  for (const root of Object.values(DIGIT_ROOT)) {
    unrotateVec(local, turn, picture[root]!);
    for (const axis of [0, 2]) {
      match += (seen[root]![axis]! - wrist[axis]!) * local[axis]!;
      square += local[axis]! ** 2;
    }
  }
  return square > 0 ? (match / square) * PALM_LENGTH : PALM_LENGTH;
}

/** Least distance between points of two hands across the view, cm. */
function leastAcross({ l, r }: ContactView['hands']): number {
  let least = Number.POSITIVE_INFINITY;
  for (const a of l.seen) {
    const [x, z] = [a[0]!, a[2]!];
    for (const b of r.seen) least = Math.min(least, (x - b[0]!) ** 2 + (z - b[2]!) ** 2);
  }
  return Math.sqrt(least);
}
