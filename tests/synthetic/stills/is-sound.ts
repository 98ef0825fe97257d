import { headFlesh, trunkFlesh } from '../body-flesh.ts';
import { gapsOf } from '../contacts.ts';
import type { Posed } from '../forward-kinematics.ts';
import { gapBetween, handFlesh } from '../hand-flesh.ts';
import type { FacePose } from '../pose.ts';
import { type Proportions, SIDES } from '../skeleton.ts';
import { length, mixVec, subtract, type Vec3 } from '../vector.ts';
import { bentTooFar } from '../wrist-bend.ts';

/** How deep flesh may lie in other flesh, metres: what a fingertip's pulp gives. */
const SOFT = 0.003;
/** How deep the flesh of one hand may lie in itself, metres: that of closed fists folds. */
const FOLDED = 0.008;
/** Half the thickness of an arm, metres. */
const ARM = 0.03;

/** Whether a person can take a pose: no wrist bent too far, nothing that passes through anything else. */
export function isSound(posed: Posed, face: FacePose, size: Proportions): boolean {
  return (
    SIDES.every((side) => bentTooFar(posed, side).length === 0) &&
    handsAreSound(posed) &&
    handsAreApart(posed, face, size) &&
    armsAreSound(posed, face, size)
  );
}

/** Whether no arm passes through the head, the trunk or the other forearm. */
function armsAreSound(posed: Posed, face: FacePose, size: Proportions): boolean {
  const along = (from: string, to: string, shares: readonly number[]): Vec3[] =>
    shares.map((share) => mixVec(posed.position[from]!, posed.position[to]!, share));
  const [left, right] = SIDES.map((side) =>
    along(`lowerarm_${side}`, `hand_${side}`, [0, 0.2, 0.4, 0.6, 0.8, 1]),
  );
  const upper = SIDES.flatMap((side) => along(`upperarm_${side}`, `lowerarm_${side}`, [0.7, 0.85]));
  const bodies = [headFlesh(posed, face, size), trunkFlesh(posed, size)];
  return (
    [...left!, ...right!, ...upper].every((p) => bodies.every((skin) => skin(p) > ARM * size.arm)) &&
    left!.every((a) => right!.every((b) => length(subtract(a, b)) > 2 * ARM * size.arm))
  );
}

/** Whether no end of a digit lies in another digit or in the palm of its hand. */
function handsAreSound(posed: Posed): boolean {
  const parts = handFlesh(posed);
  return parts.every((end) => {
    if (!end.name.includes('_tip_')) return true;
    const own = end.name.replace('_tip', '');
    return parts.every(
      (other) =>
        other === end || other.side !== end.side || other.name === own || gapBetween(end, other) > -FOLDED,
    );
  });
}

/** Whether no hand lies in the other one, the head or the trunk. */
export const handsAreApart = (posed: Posed, face: FacePose, size: Proportions): boolean =>
  gapsOf(posed, face, size).every(({ gap }) => gap > -SOFT);
