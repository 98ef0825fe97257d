import { describe, expect, it } from 'vitest';
import { type Clip, completePose, frameCount, poseAt } from './clip.ts';
import { CLIPS } from './clips.ts';
import { NEUTRAL_POSE } from './pose.ts';

const nod = (headNod: number, jaw: number) => ({ trunk: { headNod }, face: { jaw } });
const CLIP: Clip = {
  ...CLIPS.sample!,
  fps: 50,
  seconds: 2,
  keys: [
    { at: 0, pose: nod(0, 0) },
    { at: 1, hold: 0.5, pose: nod(20, 1) },
    { at: 2, pose: nod(10, 0) },
  ],
};
const nodAt = (time: number) => poseAt(CLIP, time).trunk.headNod;

describe('poseAt', () => {
  it('meets every key, holds, and stays after the last', () => {
    expect([0, 1, 1.25, 1.5, 2, 9].map(nodAt)).toEqual([0, 20, 20, 20, 10, 10]);
  });

  it('is half-way between keys in the middle of the time, by the minimum-jerk profile elsewhere', () => {
    expect(nodAt(0.5)).toBeCloseTo(10, 12);
    expect(nodAt(0.25)).toBeCloseTo(20 * 0.103515625, 12);
    expect(nodAt(1.75)).toBeCloseTo(15, 12);
    expect(poseAt(CLIP, 0.5).face.jaw).toBeCloseTo(0.5, 12);
  });

  it('fills what a key leaves out from the neutral pose', () => {
    expect(completePose({ trunk: { bow: 3 } })).toEqual({
      ...NEUTRAL_POSE,
      trunk: { ...NEUTRAL_POSE.trunk, bow: 3 },
    });
  });
});

describe('the clips', () => {
  it('count their frames', () => {
    expect(frameCount(CLIP)).toBe(100);
    expect(frameCount(CLIPS.sample!)).toBe(125);
    expect(frameCount(CLIPS['sixty-fps']!)).toBe(300);
  });

  it.each(Object.entries(CLIPS))('%s has its keys in order and inside its time', (_, { keys, seconds }) => {
    expect(keys[0]!.at).toBe(0);
    for (let i = 1; i < keys.length; i++) {
      expect(keys[i]!.at).toBeGreaterThan(keys[i - 1]!.at + (keys[i - 1]!.hold ?? 0));
    }
    expect(keys.at(-1)!.at).toBeLessThanOrEqual(seconds);
  });
});
