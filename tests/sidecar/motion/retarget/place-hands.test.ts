import { describe, expect, it } from 'vitest';
import { createLimbReach } from '../../../../sidecar/src/motion/contacts/reach-limb.ts';
import { createTargetHand } from '../../../../sidecar/src/motion/contacts/target-hand.ts';
import { createTargetSurfaces } from '../../../../sidecar/src/motion/contacts/target-surfaces.ts';
import { NOSE_BELOW_EARS } from '../../../../sidecar/src/motion/lift/lift-head.ts';
import { armBones } from '../../../../sidecar/src/motion/solve/solve-limb.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import {
  axisAngleQuat,
  multiplyQuat,
  quat,
  unrotateVec,
} from '../../../../sidecar/src/skeleton/quaternion.ts';
import {
  createPose,
  createRig,
  forwardKinematics,
  type Pose,
  type Rig,
} from '../../../../sidecar/src/skeleton/rig.ts';
import { addScaledVec, addVec, subVec, type Vec3, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';
import { holdStill, middlePose } from './middle-pose.ts';

/** The middle of index and middle fingertip. */
function tipsOf(rig: Rig, pose: Pose): Vec3 {
  const hand = createTargetHand(rig, 'r');
  const out = vec3();
  for (const digit of ['index', 'middle'] as const) {
    const tip = vec3();
    hand.point(tip, pose, digit);
    addScaledVec(out, out, tip, 0.5);
  }
  return out;
}

/** A performer whose right fingertips are 2 cm to the left of the nose tip, 7 below and 2 before it. */
function atTheChin(bodyType: string) {
  const rig = createRig(metahumanSkeleton(bodyType));
  const pose = createPose(rig);
  const turn = quat();
  axisAngleQuat(turn, vec3(0, 0, 1), 1.3);
  multiplyQuat(pose.local[rig.bone.lowerarm_r]!, pose.local[rig.bone.lowerarm_r]!, turn);
  forwardKinematics(rig, pose);
  const nose = vec3(0, 11 * Math.cos(NOSE_BELOW_EARS), 5 - 11 * Math.sin(NOSE_BELOW_EARS));
  addVec(nose, nose, pose.position[rig.bone.head]!);
  const way = vec3(2, 2, -7);
  addVec(way, way, nose);
  subVec(way, way, tipsOf(rig, pose));
  addVec(way, way, pose.position[rig.bone.hand_r]!);
  createLimbReach(rig, armBones(rig, 'r'))(pose, way);
  return holdStill(rig, pose);
}

describe('placeHands', () => {
  it.each([
    ['m_tal_nrw', 'f_srt_nrw'],
    ['m_tal_nrw', 'm_tal_nrw'],
    ['f_srt_nrw', 'm_tal_ovw'],
    ['f_srt_nrw', 'f_med_unw'],
  ])('puts what %s shows at the chin on the chin of %s', (performer, target) => {
    const { rig, pose } = middlePose(atTheChin(performer), target);
    const nose = vec3();
    const { turn } = createTargetSurfaces(rig).nose(nose, pose);
    const offset = vec3();
    subVec(offset, tipsOf(rig, pose), nose);
    unrotateVec(offset, turn, offset);
    expect(Math.abs(offset[0]! - 2)).toBeLessThan(1.5);
    expect(Math.abs(offset[2]! + 7)).toBeLessThan(1.5);
  });
});
