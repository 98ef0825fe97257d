import type { Side } from '../../skeleton/body-bones.ts';
import { betweenQuat, frameQuat, multiplyQuat, quat, rotateVec } from '../../skeleton/quaternion.ts';
import { type Pose, type Rig, restBone, turnBone } from '../../skeleton/rig.ts';
import {
  crossVec,
  mixVec,
  normalizeVec,
  scaleVec,
  setVec,
  subVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';
import { axisSign, createJointTurner } from './hinge.ts';

/**
 * Sine of the bend between two bones below which their plane says nothing about the upper bone's roll,
 * and above which it says all: 8 and 25 degrees.
 */
const PLANE_BLIND = 0.14;
const PLANE_CLEAR = 0.42;

/** Joints of a limb, component space; `end` null when it is not seen. */
export interface LimbView {
  readonly root: Vec3;
  readonly middle: Vec3;
  readonly end: Vec3 | null;
}

/**
 * Places a two-bone limb whose middle joint is a hinge; the root bone's parent must be in place.
 * Returns how far the limb's plane told the roll of the upper bone, 0 to 1.
 */
export type LimbSolver = (pose: Pose, view: LimbView) => number;

export interface LimbBones {
  readonly upper: number;
  readonly lower: number;
  /** The bone that the lower one ends in. */
  readonly tip: number;
}

export function armBones(rig: Rig, side: Side): LimbBones {
  const { bone } = rig;
  return { upper: bone[`upperarm_${side}`], lower: bone[`lowerarm_${side}`], tip: bone[`hand_${side}`] };
}

export function legBones(rig: Rig, side: Side): LimbBones {
  const { bone } = rig;
  return { upper: bone[`thigh_${side}`], lower: bone[`calf_${side}`], tip: bone[`foot_${side}`] };
}

/**
 * The upper bone points from root to middle joint and rolls so that the hinge, the z axis of both, is square to the limb's
 * plane. A straight limb has no plane: there it rolls as the shortest way from rest leaves it, and the lower bone makes up
 * sideways what the hinge does not.
 */
export function createLimbSolver(rig: Rig, { upper, lower, tip }: LimbBones): LimbSolver {
  const joints = createJointTurner(rig);
  const sign = axisSign(rig, lower);
  const lowerSign = axisSign(rig, tip);
  const along = vec3();
  const next = vec3();
  const axis = vec3();
  const hinge = vec3();
  const rest = vec3();
  const swing = quat();

  /** The hinge as the shortest way from rest leaves it. */
  const swingFromRest = (pose: Pose): void => {
    restBone(rig, pose, upper);
    setVec(rest, 1, 0, 0);
    rotateVec(rest, pose.global[upper]!, rest);
    betweenQuat(swing, rest, axis);
    multiplyQuat(swing, swing, pose.global[upper]!);
    setVec(hinge, 0, 0, 1);
    rotateVec(hinge, swing, hinge);
  };

  return (pose, { root, middle, end }) => {
    subVec(along, middle, root);
    normalizeVec(along, along);
    scaleVec(axis, along, sign);
    swingFromRest(pose);
    let told = 0;
    if (end !== null) {
      subVec(next, end, middle);
      normalizeVec(next, next);
      crossVec(rest, along, next);
      const bend = normalizeVec(rest, rest);
      told = Math.min(1, Math.max(0, (bend - PLANE_BLIND) / (PLANE_CLEAR - PLANE_BLIND)));
      mixVec(hinge, hinge, rest, told);
    }
    crossVec(rest, hinge, axis);
    if (frameQuat(swing, axis, rest)) turnBone(rig, pose, upper, swing);
    if (end === null) restBone(rig, pose, lower);
    else joints.universal(pose, lower, next, lowerSign);
    return told;
  };
}
