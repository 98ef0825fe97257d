import type { Base } from '../../protocol/options.ts';
import { SIDES } from '../../skeleton/body-bones.ts';
import type { Quat } from '../../skeleton/quaternion.ts';
import { createPose, forwardKinematics, type Rig, turnBone } from '../../skeleton/rig.ts';
import { lengthVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { createLimbSolver, legBones } from '../solve/solve-limb.ts';

/** A pose that unseen parts hold exactly. */
export interface BasePose {
  /** Parent-local rotation of every bone. */
  readonly rotations: readonly Quat[];
  /** Parent-local translation of the pelvis, cm. */
  readonly pelvis: Vec3;
}

/**
 * The reference pose of the skeleton, or the same seated: thighs level, calves upright, soles on the floor under
 * the knees, the trunk as it was.
 */
export function createBasePose(rig: Rig, base: Base): BasePose {
  const rest = rig.translations[rig.bone.pelvis]!;
  if (base === 'stand') return { rotations: rig.rotations, pelvis: rest };
  const pose = createPose(rig);
  forwardKinematics(rig, pose);
  const { upper, lower, tip } = legBones(rig, 'l');
  const thigh = lengthVec(rig.translations[lower]!);
  const calf = lengthVec(rig.translations[tip]!);
  const hips = pose.position[upper]!;
  const drop = hips[2]! - pose.position[tip]![2]! - calf;
  for (const side of SIDES) {
    const leg = legBones(rig, side);
    const [x, y, z] = pose.position[leg.upper]! as unknown as [number, number, number];
    const knee = vec3(x, y + thigh, z);
    const view = { root: vec3(x, y, z), middle: knee, end: vec3(x, y + thigh, z - calf), hinge: null };
    createLimbSolver(rig, leg)(pose, view);
    turnBone(rig, pose, leg.tip, rig.referenceRotations[leg.tip]!);
  }
  return { rotations: pose.local, pelvis: vec3(rest[0], rest[1], rest[2]! - drop) };
}
