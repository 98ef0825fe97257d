import { describe, expect, it } from 'vitest';
import { createClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { createFaceSampler } from '../../../../sidecar/src/motion/face/face-sampler.ts';
import { findGaps } from '../../../../sidecar/src/motion/time/bridge-gaps.ts';
import { findCuts } from '../../../../sidecar/src/motion/time/find-cuts.ts';
import { createLiveFilter } from '../../../../sidecar/src/motion/time/live-filter.ts';
import { removeOutliers } from '../../../../sidecar/src/motion/time/remove-outliers.ts';
import { createTrackSmoother } from '../../../../sidecar/src/motion/time/smooth-rotations.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';
import { aboutZ, angleAt, turningTrack } from './turning-track.ts';

const camera = { width: 1000, height: 1000, focal: 1400 };
const cutoff = { still: 2, moving: 10 };
const times = (frames: number, fps = 30): Float64Array =>
  Float64Array.from({ length: frames }, (_, i) => i / fps);

/** A body whose shoulders are 100 pixels apart around `x`, or `size` times that. */
function bodyAt(x: number, time: number, size = 1): LandmarkFrame {
  const pose = Array.from({ length: 33 }, (): [number, number, number, number] => [x / 1000, 0.5, 0, 1]);
  pose[11] = [(x + 50 * size) / 1000, 0.4, 0, 1];
  pose[12] = [(x - 50 * size) / 1000, 0.4, 0, 1];
  for (const hip of [23, 24]) pose[hip] = [x / 1000, 0.4 + 0.15 * size, 0, 1];
  return {
    frame: 0,
    time,
    pose,
    world: Array.from({ length: 33 }, (): [number, number, number] => [0, 0, 0]),
    leftHand: null,
    rightHand: null,
    leftHandWorld: null,
    rightHandWorld: null,
    face: null,
    confidence: { body: 1, leftHand: 0, rightHand: 0, face: 0 },
  };
}

function cutsOf(frames: readonly LandmarkFrame[], seen = frames.map(() => 1)): number[] {
  const clip = createClipStore(createFaceSampler(camera));
  for (const frame of frames) clip.append(frame, null);
  return findCuts(clip, Uint8Array.from(seen), camera);
}

describe('findCuts', () => {
  const at = (places: readonly number[], fps = 30) => places.map((x, i) => bodyAt(x, i / fps));

  it('finds the frame in which a body is somewhere else, or of another size', () => {
    expect(cutsOf(at([300, 302, 305, 600, 601, 603]))).toEqual([3]);
    expect(cutsOf([bodyAt(500, 0), bodyAt(500, 1 / 30), bodyAt(500, 2 / 30, 1.6)])).toEqual([2]);
  });

  it('finds none where somebody walks, leans or comes nearer, at 30 or at 5 frames a second', () => {
    expect(cutsOf(at(Array.from({ length: 30 }, (_, i) => 200 + i * 10)))).toEqual([]);
    expect(
      cutsOf(
        at(
          Array.from({ length: 10 }, (_, i) => 200 + i * 60),
          5,
        ),
      ),
    ).toEqual([]);
    expect(cutsOf(Array.from({ length: 30 }, (_, i) => bodyAt(500, i / 30, 1 + i * 0.02)))).toEqual([]);
  });

  it('takes the word of whoever saw the picture change, with a body in it or without', () => {
    const frames = at([300, 300, 300, 300, 300]);
    frames[0] = { ...frames[0]!, cut: true };
    frames[2] = { ...frames[2]!, cut: true };
    expect(cutsOf(frames)).toEqual([2]);
    expect(cutsOf(frames, [1, 1, 0, 0, 1])).toEqual([2]);
    expect(cutsOf([...frames, bodyAt(600, 5 / 30)])).toEqual([2, 5]);
    expect(cutsOf([...frames.slice(0, 2), { ...bodyAt(600, 2 / 30), cut: true }])).toEqual([2]);
  });

  it('looks across frames without a body, but not across a second', () => {
    const frames = [...at([300, 300, 300, 300]), bodyAt(700, 4 / 30)];
    expect(cutsOf(frames, [1, 1, 0, 0, 1])).toEqual([4]);
    expect(cutsOf([bodyAt(300, 0), bodyAt(700, 1.5)])).toEqual([]);
  });
});

describe('removeOutliers', () => {
  const run = (angles: readonly number[]): number[] => {
    const rows = Float64Array.from(angles.flatMap((angle) => [...aboutZ(angle)]));
    removeOutliers(rows, 0, angles.length);
    return angles.map((_, i) => 2 * Math.atan2(rows[i * 4 + 2]!, rows[i * 4 + 3]!));
  };

  it('puts a frame that stands off, or two, where the others are', () => {
    const angles = run([0, 0.01, 0.02, 1.2, 0.04, 0.05, 1.3, 1.3, 0.08, 0.09, 0.1]);
    expect(Math.max(...angles)).toBeLessThan(0.11);
    expect(angles[4]).toBeCloseTo(0.04, 12);
  });

  it('leaves a fast turn, its turning point and a step that stays', () => {
    const swing = Array.from({ length: 31 }, (_, i) => 0.9 * Math.sin(i * 0.9));
    const step = [...new Array(8).fill(0), ...new Array(8).fill(1.2)];
    for (const angles of [swing, step])
      for (const [i, angle] of run(angles).entries()) expect(angle).toBeCloseTo(angles[i]!, 12);
  });
});

describe('nothing reaches across a scene cut', () => {
  it('neither the low-pass of rotations and numbers', () => {
    const angles = [...new Array(10).fill(0.2), ...new Array(10).fill(1.4)];
    const tracks = turningTrack(angles);
    const smoother = createTrackSmoother(times(20), [10]);
    smoother.rotations(tracks, 0, cutoff);
    const numbers = Float32Array.from(angles);
    smoother.numbers(numbers, { stride: 1, offsets: [0] }, 2);
    angles.forEach((angle, i) => {
      expect(angleAt(tracks, i)).toBeCloseTo(angle, 6);
      expect(numbers[i]).toBeCloseTo(angle, 6);
    });
  });

  it('nor a bridged gap', () => {
    const seen = Uint8Array.from([1, 1, 0, 0, 1, 1]);
    for (const cut of [2, 3, 4]) expect(findGaps(seen, times(6), { cuts: [cut] })[0]!.bridged).toBe(false);
    expect(findGaps(seen, times(6), { cuts: [5] })[0]!.bridged).toBe(true);
  });

  it('nor a live filter', () => {
    const open = createLiveFilter();
    const shown = [0.2, 0.2, 1.4, 1.4].map((angle, i) => {
      const tracks = turningTrack([angle]);
      open(Float64Array.of(i / 30), i === 2 ? [0] : []).rotations(tracks, 0, cutoff);
      return angleAt(tracks, 0);
    });
    expect(shown[2]).toBeCloseTo(1.4, 6);
    expect(shown[3]).toBeCloseTo(1.4, 6);
  });
});
