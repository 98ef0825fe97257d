import { expect, test } from 'vitest';
import { metahumanSkeleton } from '../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { multiplyQuat, quat } from '../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics, turnBone } from '../../../sidecar/src/skeleton/rig.ts';
import { createTorsoRings, RING_POINTS } from '../../../sidecar/web/src/motion/torso-rings.ts';

const skeleton = metahumanSkeleton('f_med_nrw');
const bones = skeleton.bones.map(({ name }) => name);

test('the trunk stands round the spine, and turns with it', () => {
  const rig = createRig(skeleton);
  const pose = createPose(rig);
  forwardKinematics(rig, pose);
  const rings = createTorsoRings(bones, pose);
  const rest = rings.points(pose).slice();
  const chest = (points: Float64Array, i: number) => [
    ...points.subarray((5 * RING_POINTS + i) * 3, (5 * RING_POINTS + i) * 3 + 3),
  ];
  const middle = pose.position[rig.bone.spine_04]!;
  // its left side is on +x, its front on +y
  expect(chest(rest, 0)[0]! - middle[0]!).toBeCloseTo(14, 6);
  expect(chest(rest, RING_POINTS / 4)[1]! - middle[1]!).toBeCloseTo(16, 6);

  // a quarter turn about the vertical from the pelvis up: the left side comes to the front
  const turned = createPose(rig);
  forwardKinematics(rig, turned);
  const global = quat();
  multiplyQuat(global, quat(0, 0, Math.SQRT1_2, Math.SQRT1_2), turned.global[rig.bone.spine_04]!);
  turnBone(rig, turned, rig.bone.spine_04, global);
  const points = rings.points(turned);
  expect(chest(points, 0)[1]! - middle[1]!).toBeCloseTo(14, 6);
});

test('a skeleton without a spine has no trunk', () => {
  const rig = createRig(skeleton);
  const pose = createPose(rig);
  expect(createTorsoRings(['root', 'hand_l'], pose).count).toBe(0);
});
