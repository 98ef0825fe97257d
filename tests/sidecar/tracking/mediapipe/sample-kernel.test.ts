import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleKernel } from '../../../../sidecar/scripts/write-kernel.mjs';
import { paddedSide, type Roi } from '../../../../sidecar/src/tracking/mediapipe/roi.ts';
import { sampleLine } from '../../../../sidecar/src/tracking/mediapipe/sample-line.ts';
import { sampleRoi } from '../../../../sidecar/src/tracking/mediapipe/sample-roi.ts';

const WIDTH = 61;
const HEIGHT = 47;
const data = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => Math.imul(i, 2654435761) >>> 24);
const frame = { index: 0, time: 0, width: WIDTH, height: HEIGHT, data };

/** The region sampled without the kernel. */
function sampleSlowly(roi: Roi, size: number, border: 'zero' | 'replicate'): Float32Array {
  const out = new Float32Array(size * size * 3);
  const step = paddedSide(roi) / size;
  const stepX = step * Math.cos(roi.rotation);
  const stepY = step * Math.sin(roi.rotation);
  const middle = 0.5 - size / 2;
  const x = roi.cx + middle * stepX - middle * stepY - 0.5;
  const y = roi.cy + middle * stepY + middle * stepX - 0.5;
  const line = { x, y, stepX, stepY };
  for (let j = 0; j < size; j++) {
    sampleLine(frame, line, { low: -1, gain: 2 / 255, border }, out, j * size * 3, 0, size);
    line.x -= stepY;
    line.y += stepX;
  }
  return out;
}

describe('the sampling kernel', () => {
  it('is assembled from its source', async () => {
    const path = new URL(
      '../../../../sidecar/src/tracking/mediapipe/sample-kernel.data.json',
      import.meta.url,
    );
    expect(readFileSync(path, 'utf8')).toBe(await assembleKernel());
  });

  it('gives what the plain loop gives, wherever the region lies', () => {
    const place = fc.double({ min: -90, max: 150, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({
          cx: place,
          cy: place,
          width: fc.double({ min: 0, max: 300, noNaN: true }),
          height: fc.double({ min: 0, max: 300, noNaN: true }),
          rotation: fc.oneof(
            fc.constantFrom(0, -0, Math.PI / 2, -Math.PI),
            fc.double({ min: -4, max: 4, noNaN: true }),
          ),
        }),
        fc.constantFrom('zero' as const, 'replicate' as const),
        fc.constantFrom(1, 7, 64),
        (roi, border, size) => {
          const out = new Float32Array(size * size * 3);
          sampleRoi(frame, roi, out, { size, range: [-1, 1], border });
          const plain = sampleSlowly(roi, size, border);
          const worst = out.reduce((most, value, i) => Math.max(most, Math.abs(value - plain[i]!)), 0);
          expect(worst).toBe(0);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('samples rows longer than its memory holds, and pictures larger than it', () => {
    const wide = {
      index: 0,
      time: 0,
      width: 2400,
      height: 800,
      data: new Uint8Array(2400 * 800 * 3).fill(51),
    };
    const out = new Float32Array(700 * 700 * 3);
    const options = { size: 700, range: [0, 1], border: 'zero' } as const;
    for (const width of [500, 700]) {
      sampleRoi(wide, { cx: 1200, cy: 400, width, height: 10, rotation: 0.1 }, out.fill(7), options);
      expect(out.every((value) => Math.abs(value - 0.2) < 1e-6)).toBe(true);
    }
    sampleRoi(wide, { cx: 1200, cy: 400, width: 2400, height: 10, rotation: 0 }, out.fill(7), options);
    expect(out[(350 * 700 + 350) * 3]).toBeCloseTo(0.2, 6);
  });

  it('is harmless where the region is no region', () => {
    const out = new Float32Array(8 * 8 * 3);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e300])
      sampleRoi(frame, { cx: bad, cy: 3, width: bad, height: 4, rotation: 0 }, out, {
        size: 8,
        range: [0, 1],
        border: 'zero',
      });
  });
});
