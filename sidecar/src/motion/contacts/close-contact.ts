import type { Side } from '../../skeleton/body-bones.ts';
import type { Pose, Rig } from '../../skeleton/rig.ts';
import { addScaledVec, scaleVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { armBones } from '../solve/solve-limb.ts';
import { createDigitCloser } from './close-digits.ts';
import type { ContactPair } from './contact-pairs.ts';
import type { GapMeter } from './gap-meter.ts';
import { createLimbReach } from './reach-limb.ts';
import type { TargetHand } from './target-hand.ts';

/** The hold of a contact in one frame. */
export interface Hold {
  readonly pair: ContactPair;
  /** Gap that is left to it, cm. */
  readonly left: number;
}

/** Closes the gap of a hold as far as one step can; returns how open it was, cm. */
export interface ContactCloser {
  /** Moves hands, as far as the contact is of two hands or of a hand and the body. */
  byArms(pose: Pose, hold: Hold): number;
  /** Bends digits where it is digits that touch, else as {@link byArms}. */
  byDigits(pose: Pose, hold: Hold): number;
}

export function createContactCloser(
  rig: Rig,
  hands: Readonly<Record<Side, TargetHand>>,
  gap: GapMeter,
): ContactCloser {
  const reach = {
    l: createLimbReach(rig, armBones(rig, 'l')),
    r: createLimbReach(rig, armBones(rig, 'r')),
  };
  const closeDigits = createDigitCloser(rig, hands);
  const way = vec3();
  const goal = vec3();

  const moveBy = (pose: Pose, side: Side, along: Vec3, share: number): void => {
    addScaledVec(goal, pose.position[rig.bone[`hand_${side}`]]!, along, share);
    reach[side](pose, goal);
  };
  const byArms = (pose: Pose, { pair, left }: Hold): number => {
    if (pair.kind === 'fingerThumb') return 0;
    const excess = gap(way, pose, pair) - left;
    if (excess <= 0) return 0;
    scaleVec(way, way, excess);
    if ('side' in pair.b) {
      moveBy(pose, pair.a.side, way, 0.5);
      moveBy(pose, pair.b.side, way, -0.5);
    } else moveBy(pose, pair.a.side, way, 1);
    return excess;
  };

  return {
    byArms,
    byDigits: (pose, hold) => {
      const { pair, left } = hold;
      const { kind, a, b } = pair;
      if (kind === 'palms' || !('side' in b)) return byArms(pose, hold);
      const excess = gap(way, pose, pair) - left;
      if (excess <= 0) return 0;
      closeDigits(pose, a, b, hands[a.side].radius(a.part) + hands[b.side].radius(b.part) + left);
      return excess;
    },
  };
}
