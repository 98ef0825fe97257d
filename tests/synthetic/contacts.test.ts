import { describe, expect, it } from 'vitest';
import { trunkFlesh } from './body-flesh.ts';
import { frameCount, poseAt } from './clip.ts';
import { CLIPS } from './clips.ts';
import { contactsOf, type Gap, gapsOf } from './contacts.ts';
import { holdHand, NEUTRAL_POSE, type Pose } from './pose.ts';
import { createRig } from './rig.ts';
import { buildSkeleton, DEFAULT_PROPORTIONS, wholeProportions } from './skeleton.ts';
import type { Vec3 } from './vector.ts';

/**
 * How deep one part may lie in another, metres. A fingertip's pulp gives 1 to 2 mm under a newton, the force of a touch,
 * and hardly more beyond (Serina and others 1997); two that meet give twice that.
 */
const SOFT = 0.004;

const rig = createRig(buildSkeleton());
const pointing = (outward: number, fingers: Vec3): Pose => {
  const arm = {
    ...NEUTRAL_POSE.left,
    wrist: [outward, 0, 0.35] as const,
    hand: holdHand(fingers, [0, 0, -1]),
    shape: { ...NEUTRAL_POSE.left.shape, fingers: FLAT, spread: 0 },
  };
  return { ...NEUTRAL_POSE, left: arm, right: arm };
};
const STRAIGHT = [0, 0] as const;
const FLAT = { index: STRAIGHT, middle: STRAIGHT, ring: STRAIGHT, pinky: STRAIGHT };
const gapOf = (pose: Pose, a: string, b: string): number | undefined =>
  gapsOf(rig.pose(pose), pose.face, DEFAULT_PROPORTIONS).find((each) => each.a === a && each.b === b)?.gap;

describe('gapsOf', () => {
  it('measures fingertips that point at each other along one line from skin to skin', () => {
    // wrist to the tip of the middle finger 191 mm along the hand, its end 7.3 mm thick
    for (const apart of [0.004, 0.0, -0.003]) {
      const pose = pointing(0.191 + 0.0073 + apart / 2, [-1, 0, 0]);
      expect(gapOf(pose, 'middle_tip_l', 'middle_tip_r')).toBeCloseTo(apart, 5);
    }
  });

  it('tells nothing of hands that are far apart, and of one hand the thumb alone', () => {
    const pose = pointing(0.4, [0, 1, 0]);
    expect(gapOf(pose, 'middle_tip_l', 'middle_tip_r')).toBeUndefined();
    const pairs = gapsOf(rig.pose(pose), pose.face, DEFAULT_PROPORTIONS);
    for (const { a, b } of pairs.filter(({ b }) => b.endsWith('_l'))) {
      expect(a).toBe('thumb_tip_l');
      expect(b).toMatch(/_tip_l$/);
    }
  });

  it('has a palm on the chest in the trunk, and the trunk where the chest is', () => {
    const posed = rig.pose(NEUTRAL_POSE);
    const chest = posed.position.spine_05!;
    const trunk = trunkFlesh(posed, DEFAULT_PROPORTIONS);
    expect(trunk(chest)).toBeLessThan(-0.05);
    expect(trunk([chest[0], chest[1] - 0.07, chest[2] + 0.2])).toBeCloseTo(0.1, 1);
    expect(trunk([chest[0], chest[1], chest[2] - 0.3])).toBeGreaterThan(0.15);
  });
});

describe('contactsOf', () => {
  const near = (gap: number): Gap[] => [{ a: 'index_tip_l', b: 'face', gap }];

  it('joins frames that follow each other and states the least gap', () => {
    const frames = [near(0.01), near(0.003), near(-0.0012), near(0.02), [], near(0.001)];
    expect(contactsOf(frames)).toEqual([
      { a: 'index_tip_l', b: 'face', frames: [1, 2], gapMm: -1.2 },
      { a: 'index_tip_l', b: 'face', frames: [5, 5], gapMm: 1 },
    ]);
  });

  it('keeps pairs apart', () => {
    const both = [...near(0), { a: 'index_tip_r', b: 'face', gap: 0.002 }];
    expect(contactsOf([both, near(0)]).map(({ a, frames }) => [a, frames])).toEqual([
      ['index_tip_l', [0, 1]],
      ['index_tip_r', [0, 0]],
    ]);
  });
});

describe('the clips', () => {
  it.each(Object.entries(CLIPS))('%s: no hand passes through the other, the head or the trunk', (_, clip) => {
    const size = wholeProportions(clip.proportions);
    const own = createRig(buildSkeleton(clip.proportions));
    const deep: string[] = [];
    for (let frame = 0; frame < frameCount(clip); frame++) {
      const pose = poseAt(clip, frame / clip.fps);
      for (const { a, b, gap } of gapsOf(own.pose(pose), pose.face, size)) {
        if (a.slice(-2) !== b.slice(-2) && gap < -SOFT) deep.push(`${frame}: ${a} ${b} ${gap.toFixed(4)}`);
      }
    }
    expect(deep).toEqual([]);
  });

  it.each(['hands-meet', 'touching-face', 'tapping', 'touching-chest'])(
    '%s touches what it is to touch',
    (name) => {
      const clip = CLIPS[name]!;
      const frames = Array.from({ length: frameCount(clip) }, (_, i) => {
        const pose = poseAt(clip, i / clip.fps);
        return gapsOf(rig.pose(pose), pose.face, DEFAULT_PROPORTIONS);
      });
      const lasting = contactsOf(frames).filter(({ frames: [first, last] }) => last - first >= 3);
      expect(lasting.map(({ a, b }) => `${a} ${b}`)).toEqual(expect.arrayContaining([...SHOWN[name]!]));
    },
  );
});

const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'hands-meet': [
    'palm_l palm_r',
    'middle_l palm_r',
    'thumb_tip_l thumb_tip_r',
    'index_tip_l index_tip_r',
    'middle_tip_l middle_tip_r',
    'ring_tip_l ring_tip_r',
    'pinky_tip_l pinky_tip_r',
  ],
  'touching-face': ['index_tip_r face', 'middle_tip_l face', 'index_tip_l face'],
  tapping: [
    'palm_l index_tip_r',
    'thumb_tip_r index_tip_r',
    'thumb_tip_r middle_tip_r',
    'thumb_tip_r ring_tip_r',
    'thumb_tip_r pinky_tip_r',
  ],
  'touching-chest': ['palm_r torso', 'index_tip_r torso', 'middle_l torso'],
};
