import { describe, expect, it } from 'vitest';
import type { LandmarkFrame } from '../../../sidecar/src/protocol/landmarks.ts';
import { drawLandmarks } from '../../../sidecar/src/video/draw-landmarks.ts';

/** Size of the picture, pixels; points below lie on a grid of 200. */
const SIDE = 1000;
const GRID = 200;
const ORANGE = [255, 149, 20];
const BLUE = [30, 170, 255];

const nothing: LandmarkFrame = {
  frame: 0,
  time: 0,
  pose: null,
  world: null,
  leftHand: null,
  rightHand: null,
  leftHandWorld: null,
  rightHandWorld: null,
  face: null,
  confidence: { body: 0, leftHand: 0, rightHand: 0, face: 0 },
};

function draw(frame: Partial<LandmarkFrame>) {
  const canvas = { width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE * 3) };
  drawLandmarks(canvas, { ...nothing, ...frame });
  return {
    at: (x: number, y: number) => {
      const index = Math.floor((y * SIDE) / GRID) * SIDE + Math.floor((x * SIDE) / GRID);
      return [...canvas.data.subarray(index * 3, index * 3 + 3)];
    },
    drawn: canvas.data.some((value) => value > 0),
  };
}

/** All points in one place that is outside, but for those given: x, y on the grid. */
function pose(points: Record<number, [number, number]>, visibility = 1) {
  return Array.from({ length: 33 }, (_, i): [number, number, number, number] => {
    const [x, y] = points[i] ?? [-500, -500];
    return [x / GRID, y / GRID, 0, points[i] ? visibility : 0];
  });
}

/** A hand along a line down from x, y. */
function hand(x: number, y: number) {
  return Array.from({ length: 21 }, (_, i): [number, number, number] => [x / GRID, (y + i * 4) / GRID, 0]);
}

describe('drawLandmarks', () => {
  it('draws nothing where nothing was seen', () => {
    expect(draw({}).drawn).toBe(false);
    expect(draw({ pose: pose({ 11: [50, 50], 13: [50, 150] }, 0.1) }).drawn).toBe(false);
  });

  it("gives the performer's left arm another colour than the right", () => {
    const picture = draw({ pose: pose({ 11: [150, 50], 13: [150, 150], 12: [50, 50], 14: [50, 150] }) });
    expect(picture.at(150, 100)).toEqual(ORANGE);
    expect(picture.at(50, 100)).toEqual(BLUE);
  });

  it('draws hands in the colour of their side', () => {
    const picture = draw({ leftHand: hand(150, 50), rightHand: hand(50, 50) });
    const isLike = (pixel: number[], colour: number[]) =>
      Math.abs(Math.atan2(pixel[2]!, pixel[0]!) - Math.atan2(colour[2]!, colour[0]!)) < 0.05;
    expect(isLike(picture.at(150, 56), ORANGE)).toBe(true);
    expect(isLike(picture.at(50, 56), BLUE)).toBe(true);
  });

  it("lets the pose's hand stand in for a hand that was not seen, and only then", () => {
    const points = { 15: [100, 50], 17: [100, 150], 19: [102, 150] } as const;
    const body = pose(points as unknown as Record<number, [number, number]>);
    expect(draw({ pose: body }).at(100, 100)).not.toEqual([0, 0, 0]);
    expect(draw({ pose: body, leftHand: hand(20, 20) }).at(100, 100)).toEqual([0, 0, 0]);
  });

  it('draws a fainter line where a joint is hardly visible', () => {
    const [red = 0] = draw({ pose: pose({ 11: [150, 50], 13: [150, 150] }, 0.4) }).at(150, 100);
    expect(red).toBeGreaterThan(100);
    expect(red).toBeLessThan(160);
  });

  it('draws irises as rings with a middle', () => {
    const face = Array.from({ length: 478 }, (): [number, number, number] => [-1, -1, 0]);
    const ring = [
      [0, 0],
      [20, 0],
      [0, -20],
      [-20, 0],
      [0, 20],
    ];
    ring.forEach(([x, y], i) => {
      face[473 + i] = [(100 + x!) / GRID, (100 + y!) / GRID, 0];
    });
    const picture = draw({ face });
    expect(picture.at(100, 100)[0]).toBeGreaterThan(200);
    expect(picture.at(120, 100)[0]).toBeGreaterThan(200);
    expect(picture.at(110, 100)).toEqual([0, 0, 0]);
  });
});
