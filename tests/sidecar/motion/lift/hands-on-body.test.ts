import { describe, expect, it } from 'vitest';
import { createClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { createFaceSampler } from '../../../../sidecar/src/motion/face/face-sampler.ts';
import { createHandJoiner } from '../../../../sidecar/src/motion/lift/hands-on-body.ts';

const CAMERA = { width: 1000, height: 500, focal: 1000 };

/** A body whose pixels are zero but for the left wrist, joined to a left hand that lies in one point. */
function joined(wrist: readonly [number, number], hand: readonly [number, number] | null) {
  const clip = createClipStore(createFaceSampler(CAMERA));
  const point =
    hand === null ? null : ([0.5 + hand[0] / 1000, 0.5 - hand[1] / 500, 0] as [number, number, number]);
  clip.append(
    {
      ...{ frame: 0, time: 0, face: null, rightHand: null, leftHandWorld: null, rightHandWorld: null },
      pose: Array.from({ length: 33 }, () => [0.5, 0.5, 0, 1]),
      world: Array.from({ length: 33 }, () => [0, 0, 0]),
      leftHand: point && Array.from({ length: 21 }, () => point),
      confidence: { body: 1, leftHand: 1, rightHand: 0, face: 0 },
    },
    null,
  );
  const body = { x: new Float64Array(33), y: new Float64Array(33) };
  [body.x[15], body.y[15]] = wrist;
  createHandJoiner(clip, CAMERA)(body, 0);
  return body;
}

describe('createHandJoiner', () => {
  it('takes a wrist most of the way to where its hand begins, and leaves one without a hand', () => {
    const { x, y } = joined([300, 100], [304, 97]);
    expect(x[15]).toBeCloseTo(302.8, 2);
    expect(y[15]).toBeCloseTo(97.9, 2);
    expect(x[16]).toBe(0);
    expect(joined([300, 100], null).x[15]).toBe(300);
  });
});
