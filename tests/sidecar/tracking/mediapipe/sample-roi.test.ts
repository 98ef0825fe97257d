import { describe, expect, it } from 'vitest';
import { sampleRoi } from '../../../../sidecar/src/tracking/mediapipe/sample-roi.ts';

/** A picture whose red is x and green is y: bilinear sampling of it gives the source position itself. */
function gradient(width: number, height: number) {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([x, y, 200], (y * width + x) * 3);
  return { index: 0, time: 0, width, height, data };
}

const BYTES = { range: [0, 255], border: 'replicate' } as const;

describe('sampleRoi', () => {
  it('samples at the positions of the GPU rule', () => {
    const out = new Float32Array(256 * 256 * 3);
    const shift = { x: 220, y: 120 };
    const roi = { cx: 300 - shift.x, cy: 200 - shift.y, width: 100, height: 100, rotation: 0.3 };
    sampleRoi(gradient(180, 180), roi, out, { size: 256, ...BYTES });
    const at = (column: number, row: number) => {
      const o = (row * 256 + column) * 3;
      return [out[o]! + shift.x, out[o + 1]! + shift.y];
    };
    const reference: [number, number, number[]][] = [
      [0, 0, [266.638056, 137.201473]],
      [128, 128, [299.62887, 199.744308]],
      [255, 10, [360.644151, 170.369839]],
    ];
    for (const [column, row, position] of reference)
      position.forEach((value, axis) => {
        expect(at(column, row)[axis]).toBeCloseTo(value, 3);
      });
  });

  it('repeats the edge outside the picture', () => {
    const out = new Float32Array(4 * 4 * 3);
    sampleRoi(gradient(2, 2), { cx: 1, cy: 1, width: 8, height: 8, rotation: 0 }, out, { size: 4, ...BYTES });
    expect([...out.subarray(0, 3)]).toEqual([0, 0, 200]);
    expect([...out.subarray(45, 48)]).toEqual([1, 1, 200]);
  });

  it('is black outside the picture and scaled to the range with a zero border', () => {
    const out = new Float32Array(4 * 4 * 3);
    const white = { ...gradient(4, 2), data: new Uint8Array(4 * 2 * 3).fill(255) };
    sampleRoi(white, { cx: 2, cy: 1, width: 4, height: 2, rotation: 0 }, out, {
      size: 4,
      range: [-1, 1],
      border: 'zero',
    });
    const rows = [0, 1, 2, 3].map((row) => out[row * 12]!);
    expect(rows).toEqual([-1, 1, 1, -1]);
  });
});
