import { describe, expect, it } from 'vitest';
import { buildSkeleton, FINGER_JOINTS, FINGERS, SIDES } from './skeleton.ts';
import { length } from './vector.ts';

const bone = (joints: ReturnType<typeof buildSkeleton>, name: string) =>
  joints.find((joint) => joint.name === name)!;

describe('buildSkeleton', () => {
  it('lists parents before children, and every finger joint', () => {
    const seen = new Set<string>();
    for (const { name, parent } of buildSkeleton()) {
      expect(parent === null || seen.has(parent)).toBe(true);
      seen.add(name);
    }
    for (const side of SIDES) {
      for (const finger of FINGERS) {
        for (const part of FINGER_JOINTS) expect(seen).toContain(`${finger}_${part}_${side}`);
      }
    }
  });

  it('is the same on both sides', () => {
    const joints = buildSkeleton({ hand: 0.9, width: 1.1 });
    for (const { name, offset } of joints.filter((joint) => joint.name.endsWith('_l'))) {
      const [x, y, z] = bone(joints, name.replace(/_l$/, '_r')).offset;
      expect([-x, y, z].map((v) => v + 0)).toEqual(offset.map((v) => v + 0));
    }
  });

  it('has the stated bone lengths', () => {
    const joints = buildSkeleton();
    expect(length(bone(joints, 'lowerarm_l').offset)).toBeCloseTo(0.282, 12);
    expect(length(bone(joints, 'hand_r').offset)).toBeCloseTo(0.25, 12);
    expect(length(bone(joints, 'calf_r').offset)).toBeCloseTo(0.425, 12);
    expect(length(bone(joints, 'foot_l').offset)).toBeCloseTo(0.41, 12);
    expect(length(bone(joints, 'middle_02_l').offset)).toBeCloseTo(0.046, 12);
  });

  it('scales what a proportion names and nothing else', () => {
    const [usual, long] = [buildSkeleton(), buildSkeleton({ arm: 1.5 })];
    for (const { name, offset } of usual) {
      const factor = /^(lowerarm|hand)_/.test(name) ? 1.5 : 1;
      expect(length(bone(long, name).offset)).toBeCloseTo(length(offset) * factor, 12);
    }
  });

  it('stands on the floor whatever the legs', () => {
    for (const leg of [0.7, 1, 1.2]) {
      const joints = buildSkeleton({ leg });
      const ankle = ['pelvis', 'thigh_l', 'calf_l', 'foot_l'].reduce(
        (y, name) => y + bone(joints, name).offset[1],
        0,
      );
      expect(ankle).toBeCloseTo(0.085, 12);
    }
  });
});
