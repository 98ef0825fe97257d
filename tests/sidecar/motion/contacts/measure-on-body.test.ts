import { describe, expect, it } from 'vitest';
import type { ClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { HIP, NOSE, SHOULDER } from '../../../../sidecar/src/motion/clip/landmark-points.ts';
import { HEAD_RADII, TRUNK_DEPTH } from '../../../../sidecar/src/motion/contacts/body-surface.ts';
import { type BodyPair, CONTACT_PAIRS } from '../../../../sidecar/src/motion/contacts/contact-pairs.ts';
import { createBodyMeter } from '../../../../sidecar/src/motion/contacts/measure-on-body.ts';
import { createPlacedHand, tipOf } from '../../../../sidecar/src/motion/contacts/placed-hand.ts';
import { createJoints } from '../../../../sidecar/src/motion/lift/joints.ts';
import { quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const FPS = 25;
const clip = { time: (frame: number) => frame / FPS } as ClipStore;
const pairOf = (kind: string): BodyPair =>
  CONTACT_PAIRS.find(({ kind: own, a }) => own === kind && a.part === 'index') as BodyPair;

/** A performer 40 cm across the shoulders, upright, the nose 70 cm above the hips. */
function viewOf(frame: number) {
  const joints = createJoints();
  joints.body[NOSE]!.set([0, 10, 70]);
  for (const [side, x] of [
    ['l', 20],
    ['r', -20],
  ] as const) {
    joints.body[SHOULDER[side]]!.set([x, 0, 50]);
    joints.body[HIP[side]]!.set([x / 2, 0, 0]);
  }
  const sees = () => true;
  const hands = { l: createPlacedHand(), r: createPlacedHand() };
  return { frame, joints, head: quat(), hips: vec3(), turn: quat(), hands, sees };
}

/** The gap of an index fingertip whose wrist lies so much further forward than it, in each of its frames. */
function gapsOf(kind: string, tips: readonly (readonly [number, number, number])[], back = 0): number[] {
  const meter = createBodyMeter(clip);
  const hand = createPlacedHand();
  return tips.map((tip, frame) => {
    meter.lay(viewOf(frame));
    hand.points[tipOf('index')]!.set(tip);
    hand.points[0]!.set([tip[0], tip[1] + back, tip[2] - 15]);
    return meter.gap(pairOf(kind), hand, frame);
  });
}

describe('createBodyMeter', () => {
  it('takes no depth for the face, half of it for the trunk', () => {
    const front = 20 * TRUNK_DEPTH;
    for (const away of [1, 15]) {
      expect(gapsOf('handFace', [[0, 10 + away, 70]])[0]).toBeCloseTo(0, 5);
      expect(gapsOf('handTorso', [[0, front + away, 30]])[0]).toBeCloseTo(away / 2, 5);
    }
  });

  it('asks that the tip comes first', () => {
    expect(gapsOf('handFace', [[0, 20, 70]], 3)[0]).toBeCloseTo(-3, 5);
    expect(gapsOf('handFace', [[0, 20, 70]], -3)[0]).toBeCloseTo(3, 5);
  });

  it('counts what lies beside the face, and knows no trunk above the shoulders', () => {
    expect(gapsOf('handFace', [[HEAD_RADII[0] + 4, 20, 72.5]])[0]).toBeCloseTo(4, 5);
    expect(gapsOf('handTorso', [[0, 20, 60]])).toEqual([Number.POSITIVE_INFINITY]);
  });

  it('takes what moves across the body faster than 10 cm a second for what does not rest there', () => {
    const [first, slow, fast] = gapsOf('handFace', [
      [0, 20, 70],
      [0.4, 20, 70],
      [2.4, 20, 70],
    ]);
    expect([first, slow]).toEqual([0, 0].map((gap) => expect.closeTo(gap, 5)));
    expect(fast).toBeCloseTo((2 * FPS - 10) * 0.1, 5);
  });
});
