import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../sidecar/src/protocol/frame.ts';
import type { Model } from '../../../../sidecar/src/protocol/model.ts';
import { averageHand } from '../../../../sidecar/src/tracking/mediapipe/average-hand.ts';
import { handRoiFromLandmarks } from '../../../../sidecar/src/tracking/mediapipe/hand-roi.ts';

const frame: Frame = { index: 0, time: 0, width: 300, height: 300, data: new Uint8Array(300 * 300 * 3) };

/** A hand upright about x = 150: the wrist at the bottom, the knuckles in a row above. */
function upright() {
  const points = new Float64Array(63);
  const columns = new Map([
    [1, 130],
    [5, 140],
    [13, 160],
    [17, 170],
  ]);
  for (let k = 0; k < 21; k++) points.set([columns.get(k) ?? 150, k === 0 ? 200 : 150, 0], k * 3);
  return { points, world: new Float64Array(63), score: 0.8 };
}

/** Sees every point at column `x` of every view, a metre to its right; nothing in the views named. */
function landmarkModel({ x = 112, blind = [] as number[] } = {}) {
  let runs = 0;
  const model = {
    input: new Float32Array(224 * 224 * 3),
    run: async () => {
      const score = blind.includes(runs++) ? 0.2 : 0.9;
      const raw = Float32Array.from({ length: 63 }, (_, k) => [x, 112, 0][k % 3]!);
      const world = Float32Array.from({ length: 63 }, (_, k) => [1, 0, 0][k % 3]!);
      return [raw, Float32Array.of(score), Float32Array.of(0), world];
    },
  };
  return { model: model as unknown as Model, runs: () => runs };
}

describe('averageHand', () => {
  it('is the mean of two views, turned each way and turned back', async () => {
    // a point at the right edge of each view: right of the middle by half a side, less the turn
    const { model, runs } = landmarkModel({ x: 224 });
    const hand = upright();
    const region = handRoiFromLandmarks(hand.points);
    const { points, world, score } = await averageHand(frame, hand, { model });
    expect(runs()).toBe(2);
    expect(score).toBe(0.8);
    expect(region.rotation).toBe(0);
    expect(points[0]).toBeCloseTo(region.cx + (region.width / 2) * Math.cos(0.4), 6);
    expect(points[1]).toBeCloseTo(region.cy, 6);
    expect(world[0]).toBeCloseTo(Math.cos(0.4), 6);
    expect(world[1]).toBeCloseTo(0, 6);
    expect(hand.world[0]).toBe(0);
  });

  it('leaves out a view that sees no hand, and keeps the hand where none does', async () => {
    const hand = upright();
    const one = await averageHand(frame, hand, landmarkModel({ blind: [1] }));
    expect(one.world[0]).toBeCloseTo(Math.cos(0.4), 6);
    expect(one.world[1]).toBeCloseTo(-Math.sin(0.4), 6);
    expect(await averageHand(frame, hand, landmarkModel({ blind: [0, 1] }))).toBe(hand);
  });
});
