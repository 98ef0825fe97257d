import { describe, expect, it } from 'vitest';
import { frameCount, poseAt } from './clip.ts';
import { CLIPS } from './clips.ts';
import { HANDSHAPES } from './handshapes.ts';
import { holdHand, NEUTRAL_POSE, type Pose } from './pose.ts';
import { createRig } from './rig.ts';
import { buildSkeleton } from './skeleton.ts';
import { dot, inverse, length, rotate, subtract, type Vec3 } from './vector.ts';

const rig = createRig(buildSkeleton());
const shaped = (shape: keyof typeof HANDSHAPES): Pose => {
  const arm = {
    ...NEUTRAL_POSE.left,
    wrist: [0.2, -0.05, 0.28] as const,
    hand: holdHand([0, 1, 0], [0, 0, 1]),
    shape: HANDSHAPES[shape],
  };
  return { ...NEUTRAL_POSE, left: arm, right: arm };
};

describe('createRig', () => {
  it.each(Object.entries(CLIPS))('keeps every bone of %s at its length', (_, clip) => {
    const own = createRig(buildSkeleton(clip.proportions));
    for (let frame = 0; frame < frameCount(clip); frame += 5) {
      const { position } = own.pose(poseAt(clip, frame / clip.fps));
      for (const { name, parent, offset } of own.joints) {
        if (parent === null) continue;
        expect(length(subtract(position[name]!, position[parent]!))).toBeCloseTo(length(offset), 9);
      }
    }
  });

  it('brings both wrists to the stated place before the chest, mirrored', () => {
    const { position, turn } = rig.pose({
      ...shaped('flat'),
      trunk: { ...NEUTRAL_POSE.trunk, bow: 12, turn: 25 },
    });
    for (const [side, sign] of [
      ['l', 1],
      ['r', -1],
    ] as const) {
      const fromChest = rotate(
        inverse(turn.spine_05!),
        subtract(position[`hand_${side}`]!, position.spine_05!),
      );
      expect(length(subtract(fromChest, [0.2 * sign, -0.05, 0.28]))).toBeLessThan(1e-9);
    }
  });

  it('points fingers up and palms forward when told to, thumbs inward', () => {
    const { position, turn } = rig.pose(shaped('flat'));
    for (const [side, palm] of [
      ['l', [-1, 0, 0]],
      ['r', [1, 0, 0]],
    ] as const) {
      expect(rotate(turn[`hand_${side}`]!, palm)[2]).toBeCloseTo(1, 9);
      const up = subtract(position[`middle_tip_${side}`]!, position[`hand_${side}`]!);
      expect(up[1]).toBeGreaterThan(0.15);
      const thumb = subtract(position[`thumb_tip_${side}`]!, position[`pinky_01_${side}`]!);
      expect(thumb[0] * (side === 'l' ? -1 : 1)).toBeGreaterThan(0.03);
    }
  });

  it('folds fingers to the side of the palm', () => {
    const { position } = rig.pose(shaped('fist'));
    for (const side of ['l', 'r'] as const) {
      for (const finger of ['index', 'middle', 'ring', 'pinky'] as const) {
        const knuckle = position[`${finger}_01_${side}`]!;
        expect(position[`${finger}_02_${side}`]![2]).toBeGreaterThan(knuckle[2] + 0.02);
        expect(position[`${finger}_tip_${side}`]![1]).toBeLessThan(knuckle[1]);
      }
    }
  });

  it('spreads the index away from the pinky', () => {
    const apart = (shape: 'flat' | 'five'): number => {
      const { position } = rig.pose(shaped(shape));
      return length(subtract(position.index_tip_r!, position.pinky_tip_r!));
    };
    expect(apart('five')).toBeGreaterThan(apart('flat') + 0.025);
  });

  it('leaves a standing foot where it is while the body moves', () => {
    const clip = CLIPS['full-body-steps']!;
    const right: Vec3 = rig.pose(poseAt(clip, 0)).position.foot_r!;
    for (let time = 0; time <= 1; time += 0.1) {
      expect(length(subtract(rig.pose(poseAt(clip, time)).position.foot_r!, right))).toBeLessThan(1e-6);
    }
  });

  it('bends knees forward and elbows backward', () => {
    const { position } = rig.pose({
      ...NEUTRAL_POSE,
      leftFoot: { shift: [0, 0.25, 0.1], yaw: 0 },
    });
    expect(position.calf_l![2]).toBeGreaterThan(position.thigh_l![2] + 0.1);
    const [shoulder, elbow, wrist] = [position.upperarm_l!, position.lowerarm_l!, position.hand_l!];
    expect(dot(subtract(wrist, elbow), [0, 0, 1])).toBeGreaterThan(dot(subtract(elbow, shoulder), [0, 0, 1]));
  });

  it('refuses a skeleton without arms', () => {
    const bare = createRig(buildSkeleton().filter(({ name }) => !name.startsWith('upperarm')));
    expect(() => bare.pose(NEUTRAL_POSE)).toThrow('no joint upperarm_l');
  });
});
