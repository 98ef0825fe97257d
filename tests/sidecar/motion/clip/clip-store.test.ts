import { describe, expect, it } from 'vitest';
import { createClipMemory } from '../../../../sidecar/src/motion/clip/clip-memory.ts';
import { type ClipStore, createClipStore, HAS, ROW } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { createFaceSampler } from '../../../../sidecar/src/motion/face/face-sampler.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';

const faces = createFaceSampler({ width: 640, height: 640, focal: 900 });

/** A frame whose numbers tell which it is. */
function frameOf(index: number): LandmarkFrame {
  const hand = Array.from({ length: 21 }, (_, k): [number, number, number] => [index, k, 0.5]);
  return {
    frame: index,
    time: index / 30,
    pose: Array.from({ length: 33 }, (_, k): [number, number, number, number] => [index, k, 0, 1]),
    world: Array.from({ length: 33 }, (_, k): [number, number, number] => [index, k, 0]),
    leftHand: index % 2 === 0 ? hand : null,
    rightHand: null,
    leftHandWorld: null,
    rightHandWorld: null,
    face: null,
    confidence: { body: 1, leftHand: 0.25, rightHand: 0, face: 0 },
  };
}
const numberOf = (clip: ClipStore, index: number): number =>
  clip.values(index)[clip.rowOf(index) + ROW.pose]!;

describe('createClipStore', () => {
  it('lets go of whole chunks before a frame, and keeps the others', () => {
    const clip = createClipStore(faces);
    for (let i = 0; i < 600; i++) clip.append(frameOf(i), null);
    clip.release(511);
    expect(() => clip.values(255)).toThrow();
    expect(numberOf(clip, 256)).toBe(256);
    clip.release(512);
    expect(() => clip.values(511)).toThrow();
    expect(numberOf(clip, 512)).toBe(512);
    expect(clip.length).toBe(600);
  });

  it('copies a frame with all that belongs to it', () => {
    const clip = createClipStore(faces);
    for (let i = 0; i < 3; i++) clip.append(frameOf(i), null);
    const other = createClipStore(faces);
    other.copy(clip, 2);
    expect(numberOf(other, 0)).toBe(2);
    expect(other.time(0)).toBe(2 / 30);
    expect(other.has(0)).toBe(HAS.pose | HAS.hand.l);
    expect(other.confidence(0, 1)).toBe(0.25);
    expect(other.length).toBe(1);
  });
});

describe('createClipMemory', () => {
  it('keeps at most 128 frames, spread evenly over all that came', () => {
    const clip = createClipStore(faces);
    const memory = createClipMemory(faces);
    for (let i = 0; i < 1000; i++) {
      clip.append(frameOf(i), null);
      memory.offer(clip, i);
      clip.release(i);
      expect(memory.clip.length).toBeLessThanOrEqual(128);
    }
    const kept = Array.from({ length: memory.clip.length }, (_, i) => numberOf(memory.clip, i));
    expect(kept).toEqual(Array.from({ length: 125 }, (_, i) => i * 8));
    expect(memory.offered).toBe(1000);
  });
});
