import { AppError } from '../protocol/errors.ts';
import type { Skeleton } from '../protocol/motion.ts';
import { BODY_BONES, type BodyBone } from './body-bones.ts';
import { multiplyQuat, normalizeQuat, type Quat, quat, relativeQuat, rotateVec } from './quaternion.ts';
import { addVec, type Vec3, vec3 } from './vector.ts';

/** A skeleton ready for arithmetic, with its reference pose in component space (cm). Never written to. */
export interface Rig {
  readonly size: number;
  readonly parents: Int32Array;
  readonly translations: readonly Vec3[];
  readonly rotations: readonly Quat[];
  readonly referencePositions: readonly Vec3[];
  readonly referenceRotations: readonly Quat[];
  /** Index of each keyed bone in the skeleton's own order. */
  readonly bone: Readonly<Record<BodyBone, number>>;
}

/** Rotations, parent-local and in component space, and positions (cm) of every bone; written in place. */
export interface Pose {
  readonly local: readonly Quat[];
  readonly global: readonly Quat[];
  readonly position: readonly Vec3[];
}

/** @throws AppError `skeleton.unknown-bone` when a keyed bone is missing. */
export function createRig(skeleton: Skeleton): Rig {
  const { bones } = skeleton;
  const bone = {} as Record<BodyBone, number>;
  for (const name of BODY_BONES) {
    const index = bones.findIndex((candidate) => candidate.name === name);
    if (index < 0)
      throw new AppError('skeleton.unknown-bone', `The skeleton "${skeleton.name}" has no bone "${name}".`);
    bone[name] = index;
  }
  const rotations = bones.map((b) => Float64Array.from(b.rotation));
  // Published rotations are rounded: a chain of nearly unit quaternions would slowly shrink the body.
  for (const rotation of rotations) normalizeQuat(rotation, rotation);
  const rig = {
    size: bones.length,
    parents: Int32Array.from(bones, (b) => b.parent),
    translations: bones.map((b) => Float64Array.from(b.translation)),
    rotations,
    bone,
  };
  const reference = createPose(rig);
  forwardKinematics(rig, reference);
  return { ...rig, referencePositions: reference.position, referenceRotations: reference.global };
}

type Chain = Pick<Rig, 'size' | 'parents' | 'translations' | 'rotations'>;

/** A pose in which every local rotation is the reference's. */
export function createPose(rig: Chain): Pose {
  return {
    local: rig.rotations.map((rotation) => rotation.slice()),
    global: rig.rotations.map(() => quat()),
    position: rig.rotations.map(() => vec3()),
  };
}

/** Fills `global` and `position` of one bone from its parent's and its own local rotation. */
export function placeBone(rig: Chain, pose: Pose, index: number): void {
  const parent = rig.parents[index]!;
  const global = pose.global[index]!;
  const position = pose.position[index]!;
  if (parent < 0) {
    global.set(pose.local[index]!);
    position.set(rig.translations[index]!);
    return;
  }
  rotateVec(position, pose.global[parent]!, rig.translations[index]!);
  addVec(position, position, pose.position[parent]!);
  multiplyQuat(global, pose.global[parent]!, pose.local[index]!);
}

/** Fills `global` and `position` of all bones from the local rotations. */
export function forwardKinematics(rig: Chain, pose: Pose): void {
  for (let index = 0; index < rig.size; index++) placeBone(rig, pose, index);
}

/** Turns a bone to an orientation in component space; its parent must be in place. */
export function turnBone(rig: Chain, pose: Pose, index: number, global: Quat): void {
  const parent = rig.parents[index]!;
  if (parent < 0) pose.local[index]!.set(global);
  else relativeQuat(pose.local[index]!, pose.global[parent]!, global);
  placeBone(rig, pose, index);
}

/** Puts a bone into its reference rotation relative to its parent. */
export function restBone(rig: Chain, pose: Pose, index: number): void {
  pose.local[index]!.set(rig.rotations[index]!);
  placeBone(rig, pose, index);
}
