import { describe, expect, it } from 'vitest';
import { createSsdDecoder, ssdAnchors } from '../../../../sidecar/src/tracking/mediapipe/ssd.ts';

describe('ssdAnchors', () => {
  it('lays out the anchors of the pose detector', () => {
    const anchors = ssdAnchors({ size: 224, strides: [8, 16, 32, 32, 32] });
    expect(anchors.length).toBe(2254 * 2);
    const reference: [number, number, number][] = [
      [0, 0.01785714, 0.01785714],
      [2, 0.05357143, 0.01785714],
      [56, 0.01785714, 0.05357143],
      [1567, 0.98214286, 0.98214286],
      [1568, 0.03571429, 0.03571429],
      [1966, 0.21428571, 0.07142857],
      [2253, 0.92857143, 0.92857143],
    ];
    for (const [row, x, y] of reference)
      expect([anchors[row * 2], anchors[row * 2 + 1]]).toEqual([expect.closeTo(x, 6), expect.closeTo(y, 6)]);
  });

  it('lays out the anchors of the face detector', () => {
    const anchors = ssdAnchors({ size: 128, strides: [8, 16, 16, 16] });
    expect(anchors.length).toBe(896 * 2);
    expect([anchors[518 * 2], anchors[518 * 2 + 1]]).toEqual([0.1875, 0.0625]);
  });
});

describe('createSsdDecoder', () => {
  const decoder = createSsdDecoder({ size: 4, strides: [2], keypoints: 1 });
  /** Eight anchors, two in each cell of a 2 x 2 grid; a box of width and height w and a keypoint at dx. */
  const boxes = (rows: [number, number, number][]) => {
    const out = new Float32Array(8 * 6);
    for (const [row, w, dx] of rows) out.set([0, 0, w, w, dx, 0], row * 6);
    return out;
  };
  const logits = (scores: Record<number, number>) =>
    Float32Array.from({ length: 8 }, (_, row) => scores[row] ?? -100);
  const logit = (p: number) => Math.log(p / (1 - p));

  it('gives nothing when nothing reaches the threshold', () => {
    expect(decoder.decode(boxes([[0, 2, 0]]), logits({ 0: logit(0.49) }), 0.5)).toEqual([]);
  });

  it('weights overlapping detections by their scores and keeps others apart', () => {
    const raw = boxes([
      [0, 2, 0],
      [1, 2, 0.8],
      [6, 2, 2],
    ]);
    const [found, other] = decoder.decode(raw, logits({ 0: logit(0.9), 1: logit(0.6), 6: logit(0.7) }), 0.5);
    expect(found!.score).toBeCloseTo(0.9, 6);
    expect(found!.keypoints[0]).toBeCloseTo((0.9 * 0.25 + 0.6 * (0.25 + 0.2)) / 1.5, 6);
    expect(found!.keypoints[1]).toBeCloseTo(0.25, 6);
    expect([...found!.box]).toEqual([0, 0, 0.5, 0.5]);
    expect(other!.score).toBeCloseTo(0.7, 6);
    expect([...other!.keypoints]).toEqual([1.25, 0.75]);
  });

  it('drops a box of negative size', () => {
    expect(decoder.decode(boxes([[0, -1, 0]]), logits({ 0: 5 }), 0.5)).toEqual([]);
  });
});
