import { describe, expect, it } from 'vitest';
import { createBasePose } from '../../../../sidecar/src/motion/retarget/base-pose.ts';
import { BODY_TYPES, metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { angleQuat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics } from '../../../../sidecar/src/skeleton/rig.ts';

function posed(bodyType: string) {
  const rig = createRig(metahumanSkeleton(bodyType));
  const base = createBasePose(rig, 'sit');
  const pose = createPose(rig);
  base.rotations.forEach((rotation, bone) => {
    pose.local[bone]!.set(rotation);
  });
  forwardKinematics(rig, pose);
  return { rig, base, pose };
}

describe('createBasePose', () => {
  it('stands as the reference pose does', () => {
    const rig = createRig(metahumanSkeleton());
    const { rotations, pelvis } = createBasePose(rig, 'stand');
    expect(rotations).toBe(rig.rotations);
    expect(pelvis).toEqual(rig.translations[rig.bone.pelvis]);
  });

  it.each(BODY_TYPES)(
    'sits level on %s: thighs ahead, calves upright, soles flat where the floor was',
    (type) => {
      const { rig, base, pose } = posed(type);
      const { bone } = rig;
      const lowered = base.pelvis[2]! - rig.translations[bone.pelvis]![2]!;
      for (const side of ['l', 'r'] as const) {
        const hip = pose.position[bone[`thigh_${side}`]]!;
        const knee = pose.position[bone[`calf_${side}`]]!;
        const ankle = pose.position[bone[`foot_${side}`]]!;
        expect(Math.abs(knee[2]! - hip[2]!)).toBeLessThan(0.5);
        expect(knee[1]! - hip[1]!).toBeGreaterThan(30);
        expect(Math.hypot(ankle[0]! - knee[0]!, ankle[1]! - knee[1]!)).toBeLessThan(0.5);
        expect(ankle[2]! + lowered).toBeCloseTo(rig.referencePositions[bone[`foot_${side}`]]![2]!, 1);
        expect(
          angleQuat(pose.global[bone[`foot_${side}`]]!, rig.referenceRotations[bone[`foot_${side}`]]!),
        ).toBeLessThan(1e-6);
      }
    },
  );

  it('leaves everything above the hips', () => {
    const { rig, base } = posed('m_tal_ovw');
    const legs = /^(thigh|calf|foot)_/;
    for (const [name, index] of Object.entries(rig.bone)) {
      if (!legs.test(name)) expect([...base.rotations[index]!], name).toEqual([...rig.rotations[index]!]);
    }
  });
});
