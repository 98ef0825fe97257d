import { describe, expect, it } from 'vitest';
import { gapsOf } from '../contacts.ts';
import { createRig } from '../rig.ts';
import { buildSkeleton, SIDES } from '../skeleton.ts';
import { project } from '../truth.ts';
import type { Vec3 } from '../vector.ts';
import { bentTooFar } from '../wrist-bend.ts';
import { createDraw } from './draw.ts';
import { drawPerson } from './draw-person.ts';
import { drawPose } from './draw-pose.ts';
import { drawStill } from './draw-still.ts';

const SEEDS = Array.from({ length: 24 }, (_, seed) => seed);

describe('drawPose', () => {
  const drawn = SEEDS.map((seed) => {
    const draw = createDraw(seed);
    const { proportions } = drawPerson(draw);
    const rig = createRig(buildSkeleton(proportions));
    const pose = drawPose(draw, rig, proportions);
    return { pose, proportions, posed: rig.pose(pose) };
  });

  it('bends no wrist past what people can', () => {
    for (const { posed } of drawn) expect(SIDES.flatMap((side) => bentTooFar(posed, side))).toEqual([]);
  });

  it('lets no hand pass through the other one, the head or the trunk', () => {
    for (const { posed, pose, proportions } of drawn)
      for (const { gap } of gapsOf(posed, pose.face, proportions)) expect(gap).toBeGreaterThan(-0.003);
  });

  it('has hands that touch each other, and hands at the head', () => {
    const touching = drawn.map(({ posed, pose, proportions }) =>
      gapsOf(posed, pose.face, proportions).filter(({ gap }) => gap < 0.006),
    );
    const meeting = touching.filter((gaps) => gaps.some(({ a, b }) => a.endsWith('_l') && b.endsWith('_r')));
    expect(meeting.length).toBeGreaterThan(SEEDS.length / 8);
    expect(touching.flat().some(({ b }) => b === 'face')).toBe(true);
  });
});

describe('drawStill', () => {
  it('draws the same still for the same seed', () => {
    expect(drawStill(5)).toEqual(drawStill(5));
    expect(drawStill(5).line.joints).not.toEqual(drawStill(6).line.joints);
  });

  it('says which hands are in the picture whole', () => {
    for (const seed of SEEDS.slice(0, 8)) {
      const { line } = drawStill(seed);
      for (const side of SIDES) {
        const hand = Object.entries(line.joints).filter(
          ([name]) => /^(hand|thumb|index|middle|ring|pinky)/.test(name) && name.endsWith(`_${side}`),
        );
        expect(hand).toHaveLength(21);
        const outside = hand.filter(([, joint]) => {
          const [x, y] = project(line, joint as unknown as Vec3);
          return x < 6 || x > line.width - 6 || y < 6 || y > line.height - 6;
        });
        expect(outside.length === 0).toBe(line.inFrame[side]);
      }
    }
  }, 60_000);
});
