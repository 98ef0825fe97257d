import type { Side } from '../../skeleton/body-bones.ts';
import { axisAngleQuat, betweenQuat, multiplyQuat, quat, rotateVec } from '../../skeleton/quaternion.ts';
import { type Pose, placeBone, type Rig, turnBone } from '../../skeleton/rig.ts';
import {
  angleVec,
  crossVec,
  distanceVec,
  normalizeVec,
  setVec,
  subVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';
import { armBones } from '../solve/solve-limb.ts';

/** An arm stretches to this share of its length: at 1 the elbow would lock and flip. */
const LONGEST = 0.999;

/** Moves a wrist to a place, cm in component space, as near as the arm reaches; the pose must be in place. */
export type ArmReach = (pose: Pose, wrist: Vec3) => void;

/**
 * Two-bone reach: the elbow opens or closes in its own plane, then the whole arm swings the shortest way. The
 * hand keeps its orientation, fingers and all; the elbow keeps its side.
 */
export function createArmReach(rig: Rig, side: Side): ArmReach {
  const { upper, lower, tip } = armBones(rig, side);
  const below = descendantsOf(rig, tip);
  const along = vec3();
  const wanted = vec3();
  const back = vec3();
  const axis = vec3();
  const turn = quat();
  const hand = quat();
  const global = quat();

  const turnLower = (pose: Pose, angle: number): void => {
    axisAngleQuat(turn, axis, angle);
    multiplyQuat(global, turn, pose.global[lower]!);
    turnBone(rig, pose, lower, global);
    placeBone(rig, pose, tip);
  };
  const bendElbow = (pose: Pose, distance: number): void => {
    const [shoulder, elbow, wrist] = [pose.position[upper]!, pose.position[lower]!, pose.position[tip]!];
    const a = distanceVec(shoulder, elbow);
    const b = distanceVec(elbow, wrist);
    const reach = Math.min((a + b) * LONGEST, Math.max(Math.abs(a - b) / LONGEST, distance));
    subVec(back, shoulder, elbow);
    subVec(along, wrist, elbow);
    crossVec(axis, back, along);
    if (normalizeVec(axis, axis) < 1e-3 * a * b) {
      setVec(axis, 0, 0, 1);
      rotateVec(axis, pose.global[lower]!, axis);
    }
    const inner = Math.acos(Math.min(1, Math.max(-1, (a * a + b * b - reach * reach) / (2 * a * b))));
    turnLower(pose, inner - angleVec(back, along));
  };
  const swing = (pose: Pose, goal: Vec3): void => {
    subVec(along, pose.position[tip]!, pose.position[upper]!);
    subVec(wanted, goal, pose.position[upper]!);
    if (normalizeVec(along, along) === 0 || normalizeVec(wanted, wanted) === 0) return;
    betweenQuat(turn, along, wanted);
    multiplyQuat(global, turn, pose.global[upper]!);
    turnBone(rig, pose, upper, global);
    placeBone(rig, pose, lower);
  };

  return (pose, goal) => {
    hand.set(pose.global[tip]!);
    bendElbow(pose, distanceVec(goal, pose.position[upper]!));
    swing(pose, goal);
    turnBone(rig, pose, tip, hand);
    for (const bone of below) placeBone(rig, pose, bone);
  };
}

/** Bones that hang on a bone, parents first. */
export function descendantsOf(rig: Rig, bone: number): number[] {
  const out: number[] = [];
  for (let index = bone + 1; index < rig.size; index++) {
    const parent = rig.parents[index]!;
    if (parent === bone || out.includes(parent)) out.push(index);
  }
  return out;
}
