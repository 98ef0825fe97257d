import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { unrotateVec } from '../../skeleton/quaternion.ts';
import { addScaledVec, lengthOf, lengthVec, mixVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { DIGIT_ROOT, HIP, NOSE, SHOULDER, WRIST } from '../clip/landmark-points.ts';
import { HAND } from '../clip/regions.ts';
import { createSurface, gapsTo, layTrunk } from '../contacts/body-surface.ts';
import type { ContactView } from '../contacts/contact-view.ts';
import { easeShare } from '../time/bridge-gaps.ts';

/** What is kept of each hand in a frame: places in a row of floats. */
export const REACH = {
  /** Fingertips from the nose tip, in the head's axes, cm. */
  head: 0,
  /**
   * Fingertips from the trunk's middle: across in halves of its breadth, before its front in cm, up in halves of
   * its height.
   */
  trunk: 3,
  /** How much the hand belongs to the head and to the trunk, 0 to 1. */
  toHead: 6,
  toTrunk: 7,
  size: 8,
} as const;

/** Floats of a frame: left hand, right hand. */
export const REACH_ROW = REACH.size * SIDES.length;

/** How much the left and the right hand of a frame belong to head or trunk, 0 to 1. */
export function sharesOnBody(rows: Float32Array, frame: number): readonly number[] {
  return SIDES.map((_, k) => {
    const at = frame * REACH_ROW + k * REACH.size;
    return Math.max(rows[at + REACH.toHead]!, rows[at + REACH.toTrunk]!);
  });
}

/** A hand belongs to the face this near to the nose, cm, and no more from that far. */
const AT_FACE = 8;
const OFF_FACE = 18;
/** The same for its distance before the trunk. */
const AT_TRUNK = 4;
const OFF_TRUNK = 14;
/** The fingertips that stand for a hand: those that signs touch with. */
const TIPS = [DIGIT_ROOT.index + 3, DIGIT_ROOT.middle + 3] as const;

/** Writes a row for each hand from `at`, left then right; zeros for a hand that is not seen. */
export type ReachMeter = (out: Float32Array, at: number, view: ContactView) => void;

/** Where the hands are against head and trunk: what has to stay when the proportions change. */
export function createReachMeter(): ReachMeter {
  const trunk = createSurface();
  const tips = vec3();
  const tip = vec3();
  const local = vec3();
  let half = 0;

  const measureHand = (out: Float32Array, at: number, view: ContactView, side: Side): void => {
    const { joints, head, sees } = view;
    const { picture, world } = joints.hand[side];
    tips.set(joints.body[WRIST[side]]!);
    for (const k of TIPS) {
      mixVec(tip, picture[k]!, world[k]!, 0.5);
      addScaledVec(tips, tips, tip, 1 / TIPS.length);
    }
    const [across, before] = gapsTo(trunk, tips, local);
    const outside = lengthOf(before, across, Math.max(0, Math.abs(local[2]!) - half));
    const { radii } = trunk;
    const scaled = [local[0]! / radii[0]!, local[1]! - radii[1]!, local[2]! / half];
    out.set(scaled, at + REACH.trunk);
    out[at + REACH.toTrunk] = nearness(outside, AT_TRUNK, OFF_TRUNK);
    subVec(local, tips, joints.body[NOSE]!);
    unrotateVec(local, head, local);
    out.set(local, at + REACH.head);
    out[at + REACH.toHead] = sees('head') ? nearness(lengthVec(local), AT_FACE, OFF_FACE) : 0;
  };

  return (out, at, view) => {
    const { body } = view.joints;
    const pair = (points: Readonly<Record<Side, number>>): readonly [Vec3, Vec3] => [
      body[points.l]!,
      body[points.r]!,
    ];
    half = layTrunk(trunk, { shoulders: pair(SHOULDER), hips: pair(HIP) });
    SIDES.forEach((side, k) => {
      if (view.sees(HAND[side])) measureHand(out, at + k * REACH.size, view, side);
    });
  };
}

function nearness(distance: number, at: number, off: number): number {
  return easeShare((off - distance) / (off - at));
}
