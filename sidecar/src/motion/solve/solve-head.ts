import { conjugateQuat, multiplyQuat, type Quat, quat } from '../../skeleton/quaternion.ts';
import type { Pose, Rig } from '../../skeleton/rig.ts';
import { createSpread, type TurnShares } from './spread-rotation.ts';

/** Part of the turn between chest and head made up to each bone: both neck bones and the head bend alike. */
export const NECK_SHARES = [1 / 3, 2 / 3, 1] as const;

/**
 * Places neck and head; the chest must be in place.
 * @param turn the head's turn from facing forward, upright, in component space.
 */
export type HeadSolver = (pose: Pose, turn: Quat) => void;

export function createHeadSolver(rig: Rig): HeadSolver {
  const { bone } = rig;
  const spread = createSpread(rig);
  const chain: TurnShares = [bone.neck_01, bone.neck_02, bone.head].map((index, k) => [
    index,
    NECK_SHARES[k]!,
  ]);
  const chestRest = quat();
  conjugateQuat(chestRest, rig.referenceRotations[bone.spine_05]!);
  const chest = quat();
  const bend = quat();

  return (pose, turn) => {
    multiplyQuat(chest, pose.global[bone.spine_05]!, chestRest);
    conjugateQuat(bend, chest);
    multiplyQuat(bend, turn, bend);
    spread(pose, chain, chest, bend);
  };
}
