import { describe, expect, it } from 'vitest';
import { createClavicleSolver } from '../../../../sidecar/src/motion/solve/solve-clavicles.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { axisAngleQuat, multiplyQuat, quat, rotateVec } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics, placeBone } from '../../../../sidecar/src/skeleton/rig.ts';
import { distanceVec, subVec, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const rig = createRig(metahumanSkeleton());
const { bone } = rig;
const solve = createClavicleSolver(rig);

/** A body at rest whose root is turned, with lifted shoulders. */
function lifted(lifts: { l: number; r: number }, turn = quat()) {
  const pose = createPose(rig);
  multiplyQuat(pose.local[bone.root]!, turn, rig.rotations[bone.root]!);
  forwardKinematics(rig, pose);
  solve(pose, lifts);
  for (const arm of [bone.upperarm_l, bone.upperarm_r]) placeBone(rig, pose, arm);
  return pose;
}

describe('createClavicleSolver', () => {
  const { l, r } = { l: bone.upperarm_l, r: bone.upperarm_r };
  const length = distanceVec(rig.referencePositions[l]!, rig.referencePositions[bone.clavicle_l]!);

  it('leaves the collar bones at rest without a lift', () => {
    const pose = lifted({ l: 0, r: 0 });
    for (const arm of [l, r])
      expect(distanceVec(pose.position[arm]!, rig.referencePositions[arm]!)).toBeCloseTo(0, 4);
  });

  it('lifts each shoulder by as much of its bone as is told, and keeps the bone as long', () => {
    const pose = lifted({ l: 0.1, r: 0 });
    expect(pose.position[l]![2]! - rig.referencePositions[l]![2]!).toBeCloseTo((0.1 / 0.344) * length, 4);
    expect(distanceVec(pose.position[r]!, rig.referencePositions[r]!)).toBeCloseTo(0, 4);
    expect(distanceVec(pose.position[l]!, pose.position[bone.clavicle_l]!)).toBeCloseTo(length, 6);
  });

  it('lifts along a chest that leans', () => {
    const turn = quat();
    axisAngleQuat(turn, vec3(0, 1, 0), 0.4);
    const rise = vec3();
    const way = vec3();
    subVec(rise, lifted({ l: 0, r: 0.1 }).position[r]!, rig.referencePositions[r]!);
    rotateVec(rise, turn, rise);
    subVec(way, lifted({ l: 0, r: 0.1 }, turn).position[r]!, lifted({ l: 0, r: 0 }, turn).position[r]!);
    expect(distanceVec(rise, way)).toBeCloseTo(0, 4);
  });

  it('lifts no further than a shoulder goes', () => {
    expect(lifted({ l: 0.6, r: 0 }).position[l]![2]!).toBeCloseTo(lifted({ l: 2, r: 0 }).position[l]![2]!, 6);
  });
});
