import {
  axisAngleQuat,
  betweenQuat,
  multiplyQuat,
  normalizeQuat,
  quat,
  rotateVec,
} from '../../skeleton/quaternion.ts';
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
import type { LimbBones } from '../solve/solve-limb.ts';

/** A limb stretches to this share of its length: at 1 its hinge would lock and flip. */
const LONGEST = 0.999;

/** Moves a limb's end to a place, cm in component space, as near as it reaches; the pose must be in place. */
export type LimbReach = (pose: Pose, end: Vec3) => void;

/**
 * Two-bone reach: elbow or knee opens or closes in its own plane, then the whole limb swings the shortest way.
 * Hand or foot keeps its orientation, with all that hangs on it; elbow or knee keeps its side.
 */
export function createLimbReach(rig: Rig, { upper, lower, tip }: LimbBones): LimbReach {
  const below = descendantsOf(rig, tip);
  const along = vec3();
  const wanted = vec3();
  const back = vec3();
  const axis = vec3();
  const turn = quat();
  const end = quat();
  const global = quat();

  const turnLower = (pose: Pose, angle: number): void => {
    axisAngleQuat(turn, axis, angle);
    multiplyQuat(global, turn, pose.global[lower]!);
    normalizeQuat(global, global);
    turnBone(rig, pose, lower, global);
    placeBone(rig, pose, tip);
  };
  const bend = (pose: Pose, distance: number): void => {
    const [root, hinge, last] = [pose.position[upper]!, pose.position[lower]!, pose.position[tip]!];
    const a = distanceVec(root, hinge);
    const b = distanceVec(hinge, last);
    const reach = Math.min((a + b) * LONGEST, Math.max(Math.abs(a - b) / LONGEST, distance));
    subVec(back, root, hinge);
    subVec(along, last, hinge);
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
    normalizeQuat(global, global);
    turnBone(rig, pose, upper, global);
    placeBone(rig, pose, lower);
  };

  return (pose, goal) => {
    // rounding would double with every turn that is taken from the last: some hundred of them tear a hand off
    normalizeQuat(end, pose.global[tip]!);
    bend(pose, distanceVec(goal, pose.position[upper]!));
    swing(pose, goal);
    turnBone(rig, pose, tip, end);
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
