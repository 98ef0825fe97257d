import { describe, expect, it } from 'vitest';
import { createClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { createStrayHand } from '../../../../sidecar/src/motion/clip/stray-hand.ts';
import { createFaceSampler } from '../../../../sidecar/src/motion/face/face-sampler.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';

type Place = readonly [x: number, y: number];

const camera = { width: 1000, height: 500, focal: 1000 };

/** A hand of 180 pixels upwards from its wrist, in shares of the picture. */
function hand([x, y]: Place): [number, number, number][] {
  return Array.from({ length: 21 }, (_, k) => [
    x / 1000,
    (y - ([5, 9, 13, 17].includes(k) ? 100 : k)) / 500,
    0,
  ]);
}

function frame(wrists: readonly [Place, Place], hands: readonly [Place, Place]): LandmarkFrame {
  const pose = Array.from({ length: 33 }, (): [number, number, number, number] => [0.5, 0.5, 0, 1]);
  wrists.forEach(([x, y], k) => {
    pose[15 + k] = [x / 1000, y / 500, 0, 1];
  });
  return {
    frame: 0,
    time: 0,
    pose,
    world: pose.map(() => [0, 0, 0]),
    leftHand: hand(hands[0]),
    rightHand: hand(hands[1]),
    leftHandWorld: null,
    rightHandWorld: null,
    face: null,
    confidence: { body: 1, leftHand: 1, rightHand: 1, face: 0 },
  };
}

function stray(wrists: readonly [Place, Place], hands: readonly [Place, Place]) {
  const clip = createClipStore(createFaceSampler(camera));
  clip.append(frame(wrists, hands), null);
  return createStrayHand(clip, camera)(0);
}

describe('createStrayHand', () => {
  it('leaves two hands on their own wrists', () => {
    const places = [
      [600, 300],
      [400, 300],
    ] as const;
    expect(stray(places, places)).toBeNull();
  });

  it('names the hand that lies on the other one, far from its own wrist', () => {
    const wrists = [
      [600, 300],
      [400, 300],
    ] as const;
    expect(stray(wrists, [[402, 301], wrists[1]])).toBe('l');
    expect(stray(wrists, [wrists[0], [597, 302]])).toBe('r');
  });

  it('keeps both of two hands laid on each other', () => {
    const wrists = [
      [505, 300],
      [495, 300],
    ] as const;
    expect(stray(wrists, wrists)).toBeNull();
  });
});
