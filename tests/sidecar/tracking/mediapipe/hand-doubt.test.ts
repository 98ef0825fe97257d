import { describe, expect, it } from 'vitest';
import { findArm } from '../../../../sidecar/src/tracking/mediapipe/find-arm.ts';
import { canBeOwn, isDoubtful } from '../../../../sidecar/src/tracking/mediapipe/hand-doubt.ts';
import type { ReadHand } from '../../../../sidecar/src/tracking/mediapipe/read-hand.ts';
import { armPose } from '../support/arm-pose.ts';

const frame = { index: 0, time: 0, width: 400, height: 400, data: new Uint8Array(0) };
/** The left wrist at (200, 300), a forearm of 100 pixels; the other wrist at (10, 300). */
const arm = findArm(frame, armPose(), 'left')!;

interface Made {
  at?: readonly [number, number];
  left?: number;
  score?: number;
}

/** A hand with all its points at a place. */
function hand({ at = [200, 300], left = 0.9, score = 0.9 }: Made = {}): ReadHand {
  const points = new Float64Array(63);
  for (let k = 0; k < 21; k++) points.set([...at, 0], k * 3);
  return { points, world: new Float64Array(63), score, sides: { left, right: 1 - left } };
}

describe('isDoubtful', () => {
  it('believes a hand on its wrist that the model takes for this side', () => {
    expect(isDoubtful(hand(), 'left', arm)).toBe(false);
    expect(isDoubtful(hand(), 'left', null)).toBe(false);
  });

  it.each([
    ['taken for the other side', { left: 0.49 }, { left: 0.5 }],
    ['hardly a hand', { score: 0.69 }, { score: 0.7 }],
    ['nearer to the other wrist', { at: [104, 300] as const }, { at: [106, 300] as const }],
  ])('doubts: %s', (_, beyond, within) => {
    expect(isDoubtful(hand(beyond), 'left', arm)).toBe(true);
    expect(isDoubtful(hand(within), 'left', arm)).toBe(false);
  });

  it('asks each side for its own share', () => {
    expect(isDoubtful(hand({ left: 0.9 }), 'right', null)).toBe(true);
    expect(isDoubtful(hand({ left: 0.1 }), 'right', null)).toBe(false);
  });
});

describe('canBeOwn', () => {
  it.each([
    ['half a forearm from the wrist', { at: [200, 349] as const }, true],
    ['further than that', { at: [200, 350] as const }, false],
    ['perhaps of the other side', { left: 0.26 }, true],
    ['surely of the other side', { left: 0.25 }, false],
  ])('a hand %s', (_, made, expected) => {
    expect(canBeOwn(hand(made), 'left', arm)).toBe(expected);
  });

  it('takes no hand that hangs on the other wrist', () => {
    const pose = armPose();
    pose.set([190, 310], 16 * 4);
    expect(canBeOwn(hand({ at: [194, 306] }), 'left', findArm(frame, pose, 'left'))).toBe(false);
    expect(canBeOwn(hand({ at: [196, 304] }), 'left', findArm(frame, pose, 'left'))).toBe(true);
  });

  it('goes by the side alone where the wrist is out of sight', () => {
    expect(canBeOwn(hand({ at: [0, 0], left: 0.3 }), 'left', null)).toBe(true);
    expect(canBeOwn(hand({ at: [0, 0], left: 0.2 }), 'left', null)).toBe(false);
  });
});
