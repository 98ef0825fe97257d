import type { Side } from '../../skeleton/body-bones.ts';
import { conjugateQuat, frameQuat, multiplyQuat, quat } from '../../skeleton/quaternion.ts';
import { type Pose, type Rig, restBone, turnBone } from '../../skeleton/rig.ts';
import { normalizeVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';

/** Places foot and ball; the calf must be in place. */
export type FootSolver = (pose: Pose, ankle: Vec3, heel: Vec3, toe: Vec3) => void;

/**
 * The sole runs from heel to toe, level in the reference pose, and the ankle stands above it. The ball
 * stays at rest: one toe landmark does not show it bend.
 */
export function createFootSolver(rig: Rig, side: Side): FootSolver {
  const { bone } = rig;
  const foot = bone[`foot_${side}`];
  const ball = bone[`ball_${side}`];
  const forward = vec3();
  const up = vec3(0, 0, 1);
  const fromReference = quat();
  const frame = quat();
  subVec(forward, rig.referencePositions[ball]!, rig.referencePositions[foot]!);
  forward[2] = 0;
  normalizeVec(forward, forward);
  frameQuat(fromReference, forward, up);
  conjugateQuat(fromReference, fromReference);
  multiplyQuat(fromReference, fromReference, rig.referenceRotations[foot]!);

  return (pose, ankle, heel, toe) => {
    subVec(forward, toe, heel);
    normalizeVec(forward, forward);
    setVec(up, ankle[0]! - heel[0]!, ankle[1]! - heel[1]!, ankle[2]! - heel[2]!);
    if (frameQuat(frame, forward, up)) {
      multiplyQuat(frame, frame, fromReference);
      turnBone(rig, pose, foot, frame);
    } else restBone(rig, pose, foot);
    restBone(rig, pose, ball);
  };
}
