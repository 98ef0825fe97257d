import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { betweenQuat, conjugateQuat, multiplyQuat, quat } from '../../skeleton/quaternion.ts';
import { type Pose, type Rig, turnBone } from '../../skeleton/rig.ts';
import { normalizeVec, setVec, subVec, vec3 } from '../../skeleton/vector.ts';

/** Sine of the steepest collar bone: 45 degrees, about as far as it goes up (Inman, Saunders and Abbott 1944). */
const STEEPEST = 0.7;

/** Length of a collar bone from joint to joint, in breadths of the shoulders, of an adult. */
const COLLAR_BONE = 0.43;
/** Part of a shoulder's rise that the network's points show; from a rendered shrug. */
const SHOWN = 0.8;

/**
 * Lifts the shoulders by their collar bones; the chest must be in place. They turn as the performer's do, whatever their
 * length.
 *
 * @param lifts as the points show them, in breadths of the performer's shoulders.
 */
export type ClavicleSolver = (pose: Pose, lifts: Readonly<Record<Side, number>>) => void;

/** Each collar bone keeps its direction seen from above. */
export function createClavicleSolver(rig: Rig): ClavicleSolver {
  const { bone, referencePositions: at, referenceRotations } = rig;
  const chest = quat();
  const turn = quat();
  const raised = vec3();
  const sides = SIDES.map((side) => {
    const rest = vec3();
    subVec(rest, at[bone[`upperarm_${side}`]]!, at[bone[`clavicle_${side}`]]!);
    normalizeVec(rest, rest);
    return { side, rest, clavicle: bone[`clavicle_${side}`] };
  });
  const chestRest = quat();
  conjugateQuat(chestRest, referenceRotations[bone.spine_05]!);

  return (pose, lifts) => {
    multiplyQuat(chest, pose.global[bone.spine_05]!, chestRest);
    for (const { side, rest, clavicle } of sides) {
      const up = Math.min(STEEPEST, rest[2]! + lifts[side] / (COLLAR_BONE * SHOWN));
      const across = Math.sqrt((1 - up * up) / (1 - rest[2]! * rest[2]!));
      setVec(raised, rest[0]! * across, rest[1]! * across, up);
      betweenQuat(turn, rest, raised);
      multiplyQuat(turn, chest, turn);
      multiplyQuat(turn, turn, referenceRotations[clavicle]!);
      turnBone(rig, pose, clavicle, turn);
    }
  };
}
