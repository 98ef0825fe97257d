import { describe, expect, it } from 'vitest';
import { BODY_BONES } from '../../../sidecar/src/skeleton/body-bones.ts';
import { BODY_TYPES, metahumanSkeleton } from '../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { angleQuat, axisAngleQuat, quat } from '../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics, turnBone } from '../../../sidecar/src/skeleton/rig.ts';
import { vec3 } from '../../../sidecar/src/skeleton/vector.ts';

const skeleton = metahumanSkeleton();
const rig = createRig(skeleton);
const at = (name: (typeof BODY_BONES)[number]): number[] => [...rig.referencePositions[rig.bone[name]]!];

describe('metahumanSkeleton', () => {
  it('has the 64 keyed bones, parents first, in each of the 18 body types', () => {
    expect(BODY_TYPES).toHaveLength(18);
    for (const name of BODY_TYPES) {
      const { bones } = metahumanSkeleton(name);
      expect(bones.map((bone) => bone.name)).toEqual([...BODY_BONES]);
      expect(bones.every((bone, index) => bone.parent < index)).toBe(true);
    }
  });

  it('names the body types when one is unknown', () => {
    expect(() => metahumanSkeleton('x_med_nrw')).toThrow(/"x_med_nrw".*f_med_nrw/);
  });
});

describe('createRig', () => {
  it('stands as published: facing +Y, left at +X, head joint at 143.36 cm', () => {
    expect(at('head')[2]).toBeCloseTo(143.358, 2);
    expect(at('hand_l').map((v) => Number(v.toFixed(2)))).toEqual([40.08, 12.64, 92.89]);
    expect(at('ball_r').map((v) => Number(v.toFixed(2)))).toEqual([-14.64, 11.73, 0.84]);
  });

  it.each([
    ['f_tal_nrw', 151.45],
    ['m_srt_ovw', 147.08],
    ['m_tal_unw', 162.58],
  ])('puts the head of %s at %d cm', (name, height) => {
    const other = createRig(metahumanSkeleton(name));
    expect(other.referencePositions[other.bone.head]![2]).toBeCloseTo(height, 1);
  });

  it('mirrors left and right', () => {
    for (const name of BODY_BONES.filter((bone) => bone.endsWith('_l'))) {
      const [x, y, z] = at(name);
      const [mx, my, mz] = at(name.replace(/_l$/, '_r') as 'hand_r');
      expect(Math.hypot(x! + mx!, y! - my!, z! - mz!)).toBeLessThan(0.05);
    }
  });

  it('names a bone that a skeleton lacks', () => {
    const bones = skeleton.bones.slice(0, -1);
    expect(() => createRig({ name: 'cut', bones })).toThrow(/"cut" has no bone "ball_l"/);
  });
});

describe('turnBone', () => {
  it('gives a bone an orientation in component space, its children follow', () => {
    const pose = createPose(rig);
    forwardKinematics(rig, pose);
    const wanted = quat();
    axisAngleQuat(wanted, vec3(0, 0, 1), 1);
    turnBone(rig, pose, rig.bone.upperarm_l, wanted);
    forwardKinematics(rig, pose);
    expect(angleQuat(pose.global[rig.bone.upperarm_l]!, wanted)).toBeLessThan(1e-6);
    const shoulder = pose.position[rig.bone.upperarm_l]!;
    const elbow = pose.position[rig.bone.lowerarm_l]!;
    expect(elbow[0]! - shoulder[0]!).toBeCloseTo(23.838 * Math.cos(1), 6);
    expect(elbow[1]! - shoulder[1]!).toBeCloseTo(23.838 * Math.sin(1), 6);
    expect(elbow[2]! - shoulder[2]!).toBeCloseTo(0, 6);
  });
});
