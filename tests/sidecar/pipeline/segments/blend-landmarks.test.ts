import { describe, expect, test } from 'vitest';
import { blendLandmarks } from '../../../../sidecar/src/pipeline/segments/blend-landmarks.ts';
import { fullFrame } from './landmark-fixture.ts';

const from = { landmarks: fullFrame(1, 0.5), blendshapes: Float32Array.of(0, 1) };
const to = { landmarks: { ...fullFrame(2, 0.5), frame: 1 }, blendshapes: Float32Array.of(1, 0.5) };

describe('blendLandmarks', () => {
  test('is the one frame at 0, the other at 1', () => {
    expect(blendLandmarks(from, to, 0)).toEqual(from);
    expect(blendLandmarks(from, to, 1).landmarks.confidence).toEqual(to.landmarks.confidence);
    expect(blendLandmarks(from, to, 1).landmarks.face![477]![2]).toBeCloseTo(to.landmarks.face![477]![2], 9);
  });

  test('is between them else', () => {
    const { landmarks, blendshapes } = blendLandmarks(from, to, 0.25);
    const [a, b] = [from.landmarks.pose![3]![1], to.landmarks.pose![3]![1]];
    expect(landmarks.pose![3]![1]).toBe(a + (b - a) * 0.25);
    expect(blendshapes).toEqual(Float32Array.of(0.25, 0.875));
    expect([landmarks.frame, landmarks.time]).toEqual([1, 0.5]);
  });

  test('takes a part that one of them does not see from the nearer one', () => {
    const blind = { landmarks: { ...to.landmarks, leftHand: null }, blendshapes: null };
    expect(blendLandmarks(from, blind, 0.4).landmarks.leftHand).toBe(from.landmarks.leftHand);
    expect(blendLandmarks(from, blind, 0.6).landmarks.leftHand).toBeNull();
    expect(blendLandmarks(from, blind, 0.6).blendshapes).toBeNull();
  });
});
