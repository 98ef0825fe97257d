import { describe, expect, it } from 'vitest';
import { createLimbReach } from '../../../../sidecar/src/motion/contacts/reach-limb.ts';
import { armBones } from '../../../../sidecar/src/motion/solve/solve-limb.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';
import { SIDES, type Side } from '../../../../sidecar/src/skeleton/body-bones.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { axisAngleQuat, multiplyQuat, quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import {
  createPose,
  createRig,
  forwardKinematics,
  type Pose,
  type Rig,
} from '../../../../sidecar/src/skeleton/rig.ts';
import { addVec, distanceVec, subVec, type Vec3, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';
import { holdStill, middlePose } from './middle-pose.ts';

const knuckle = (rig: Rig, pose: Pose, side: Side): Vec3 => pose.position[rig.bone[`middle_01_${side}`]]!;
const palmOf = (rig: Rig, pose: Pose): number =>
  distanceVec(knuckle(rig, pose, 'l'), pose.position[rig.bone.hand_l]!);

/** From the right hand's middle knuckle to the left's, in lengths of the palm. */
function apartOf(rig: Rig, pose: Pose): Vec3 {
  const out = vec3();
  subVec(out, knuckle(rig, pose, 'l'), knuckle(rig, pose, 'r'));
  return out.map((x) => x / palmOf(rig, pose)) as Vec3;
}

/** A performer who holds both hands before the chest, the left one so many palms left of the right and higher. */
function holdsHands(bodyType: string, [across, up]: readonly [number, number]) {
  const rig = createRig(metahumanSkeleton(bodyType));
  const pose = createPose(rig);
  const turn = quat();
  axisAngleQuat(turn, vec3(0, 0, 1), 1.3);
  for (const side of SIDES) {
    multiplyQuat(pose.local[rig.bone[`lowerarm_${side}`]]!, pose.local[rig.bone[`lowerarm_${side}`]]!, turn);
  }
  forwardKinematics(rig, pose);
  const palm = palmOf(rig, pose);
  const chest = vec3(0, 30, 0);
  addVec(chest, chest, pose.position[rig.bone.spine_05]!);
  for (const [side, sign] of [
    ['l', 1],
    ['r', -1],
  ] as const) {
    const goal = vec3((sign * across * palm) / 2, 0, (sign * up * palm) / 2);
    addVec(goal, goal, chest);
    subVec(goal, goal, knuckle(rig, pose, side));
    addVec(goal, goal, pose.position[rig.bone[`hand_${side}`]]!);
    createLimbReach(rig, armBones(rig, side))(pose, goal);
  }
  return { frames: holdStill(rig, pose), apart: apartOf(rig, pose) };
}

/** How the hands lie to each other on a body in the middle frame. */
function solve(frames: readonly LandmarkFrame[], bodyType: string) {
  const { rig, pose } = middlePose(frames, bodyType);
  return apartOf(rig, pose);
}

describe('keepApart', () => {
  it.each([
    ['m_tal_nrw', 'f_srt_nrw'],
    ['m_tal_nrw', 'm_tal_nrw'],
    ['f_srt_nrw', 'm_tal_ovw'],
    ['f_med_nrw', 'm_srt_unw'],
  ])('leaves the hands of %s as far apart on %s, in lengths of the palm', (performer, target) => {
    for (const way of [
      [1, 0.5],
      [0.5, -1],
    ] as const) {
      const { frames, apart } = holdsHands(performer, way);
      const found = solve(frames, target);
      for (const axis of [0, 2]) expect(found[axis]!).toBeCloseTo(apart[axis]!, 1.5);
      expect(Math.abs(found[1]!)).toBeLessThan(0.1);
    }
  });

  it('goes on through a gap in which one hand is not seen', () => {
    const { frames } = holdsHands('m_tal_nrw', [1, 0.5]);
    const hidden = (from: number, to: number) =>
      frames.map((frame, i) =>
        i >= from && i < to ? { ...frame, leftHand: null, leftHandWorld: null } : frame,
      );
    const found = [0, 6].map((length) => solve(hidden(12, 12 + length), 'f_srt_nrw'));
    for (const axis of [0, 2]) expect(found[1]![axis]!).toBeCloseTo(found[0]![axis]!, 1.5);
  });
});
