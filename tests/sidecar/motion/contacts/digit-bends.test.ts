import { describe, expect, it } from 'vitest';
import { createDigitBends } from '../../../../sidecar/src/motion/contacts/digit-bends.ts';
import { createTargetHand } from '../../../../sidecar/src/motion/contacts/target-hand.ts';
import { createTrackSmoother } from '../../../../sidecar/src/motion/time/smooth-rotations.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { angleQuat, axisAngleQuat, multiplyQuat, quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics, type Pose } from '../../../../sidecar/src/skeleton/rig.ts';
import { distanceVec, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const FRAMES = 21;
const MIDDLE = 10;
const rig = createRig(metahumanSkeleton());
const hands = { l: createTargetHand(rig, 'l'), r: createTargetHand(rig, 'r') };
const bone = rig.bone.index_02_l;
const smoother = createTrackSmoother(Float64Array.from({ length: FRAMES }, (_, i) => i / 30));

function rest(): Pose {
  const pose = createPose(rig);
  forwardKinematics(rig, pose);
  return pose;
}

/** Bends the index finger of a pose by an angle, radians. */
function bend(pose: Pose, angle: number): void {
  const turn = quat();
  axisAngleQuat(turn, vec3(0, 0, 1), angle);
  multiplyQuat(pose.local[bone]!, pose.local[bone]!, turn);
}

/** Bends of one frame alone, smoothed at so many Hz. */
function bentOnce(angle: number, hertz: number) {
  const bends = createDigitBends(rig, hands, FRAMES);
  const pose = rest();
  bends.before(pose);
  bend(pose, angle);
  bends.keep(pose, MIDDLE);
  bends.add(smoother, hertz);
  return bends;
}
const angleAt = (bends: ReturnType<typeof bentOnce>, frame: number): number => {
  const pose = rest();
  bends.apply(pose, frame);
  return angleQuat(pose.local[bone]!, rest().local[bone]!);
};

describe('createDigitBends', () => {
  it('bends as was kept, digits alone, and puts what hangs on them in place', () => {
    const bends = bentOnce(-0.8, 1000);
    const pose = rest();
    expect(bends.apply(pose, MIDDLE)).toBe(true);
    const wanted = rest();
    bend(wanted, -0.8);
    forwardKinematics(rig, wanted);
    expect(angleQuat(pose.local[bone]!, wanted.local[bone]!)).toBeLessThan(1e-3);
    const tip = rig.bone.index_03_l;
    expect(distanceVec(pose.position[tip]!, wanted.position[tip]!)).toBeLessThan(1e-3);
    expect(distanceVec(pose.position[tip]!, rest().position[tip]!)).toBeGreaterThan(1);
    expect(bends.apply(pose, MIDDLE + 1)).toBe(false);
  });

  it('spreads a bend of one frame evenly over its neighbours, as much in all', () => {
    const bends = bentOnce(-0.8, 3);
    const angles = Array.from({ length: FRAMES }, (_, frame) => angleAt(bends, frame));
    expect(angles[MIDDLE]).toBeLessThan(0.4);
    expect(angles[MIDDLE - 2]).toBeCloseTo(angles[MIDDLE + 2]!, 4);
    expect(angles.reduce((sum, angle) => sum + angle, 0)).toBeCloseTo(0.8, 1);
    expect(angles[MIDDLE - 5]).toBe(0);
  });

  it('adds what is kept later', () => {
    const bends = bentOnce(-0.3, 1000);
    const pose = rest();
    bends.apply(pose, MIDDLE);
    bends.before(pose);
    bend(pose, -0.2);
    bends.keep(pose, MIDDLE);
    bends.add(smoother, 1000);
    expect(angleAt(bends, MIDDLE)).toBeCloseTo(0.5, 3);
  });
});
