import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Canvas, drawDisc, drawLine, drawRing } from '../../../sidecar/src/video/rasterise.ts';

const WHITE = [255, 255, 255] as const;

function canvas(width: number, height: number): Canvas {
  return { width, height, data: new Uint8Array(width * height * 3) };
}

const red = ({ data }: Canvas) => Array.from({ length: data.length / 3 }, (_, i) => data[i * 3]!);

describe('drawLine', () => {
  it('covers whole and half pixels by their distance', () => {
    const picture = canvas(5, 5);
    // two pixels wide, its middle on the border of two rows: one full row on each side
    drawLine(picture, -3, 2, 9, 2, 1, [255, 128, 0], 1);
    const row = (y: number) => [...picture.data.subarray(y * 15, y * 15 + 3)];
    expect([0, 1, 2, 3, 4].map(row)).toEqual([
      [0, 0, 0],
      [255, 128, 0],
      [255, 128, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('mixes by coverage and alpha', () => {
    const picture = canvas(1, 3);
    // through the middle of a row, one pixel and a half wide: a quarter of the rows beside
    drawLine(picture, -5, 1.5, 5, 1.5, 0.75, WHITE, 0.5);
    expect(red(picture)).toEqual([32, 128, 32]);
  });

  it('draws a slanted line as it draws the same line turned', () => {
    const across = canvas(40, 40);
    const down = canvas(40, 40);
    drawLine(across, 3.3, 5.1, 36.2, 17.9, 1.7, WHITE, 1);
    drawLine(down, 5.1, 3.3, 17.9, 36.2, 1.7, WHITE, 1);
    const turned = red(across).map((_, i) => red(across)[(i % 40) * 40 + Math.floor(i / 40)]);
    expect(red(down)).toEqual(turned);
  });

  it('draws nothing for points that are not numbers', () => {
    const picture = canvas(8, 8);
    drawLine(picture, Number.NaN, 1, 4, 4, 2, WHITE, 1);
    drawLine(picture, 1, 1, 4, Number.NaN, 2, WHITE, 1);
    drawLine(picture, Number.POSITIVE_INFINITY, 1, 4, 4, 2, WHITE, 1);
    expect(red(picture).every((value) => value === 0)).toBe(true);
  });

  it('stays inside the picture, and has the area of its shape', () => {
    const coordinate = fc.double({ min: -30, max: 60, noNaN: true });
    fc.assert(
      fc.property(
        coordinate,
        coordinate,
        coordinate,
        coordinate,
        fc.double({ min: 0.6, max: 4, noNaN: true }),
        (...args) => {
          const [x0, y0, x1, y1, radius] = args;
          const picture = canvas(100, 100);
          drawLine(picture, x0 + 35, y0 + 35, x1 + 35, y1 + 35, radius, WHITE, 1);
          const area = red(picture).reduce((sum, value) => sum + value / 255, 0);
          const inside = [x0, y0, x1, y1].every((value) => value > -29 && value < 59);
          const shape = 2 * radius * Math.hypot(x1 - x0, y1 - y0) + Math.PI * radius * radius;
          if (inside) expect(Math.abs(area - shape)).toBeLessThan(0.06 * shape + 0.5);
        },
      ),
    );
  });
});

describe('drawDisc', () => {
  it('covers a disc', () => {
    const picture = canvas(3, 3);
    drawDisc(picture, 1.5, 1.5, 0.8, WHITE, 1);
    const corner = Math.round(255 * Math.max(0, 1.3 - Math.SQRT2));
    const side = Math.round(255 * 0.3);
    expect(red(picture)).toEqual([corner, side, corner, side, 255, side, corner, side, corner]);
  });
});

describe('drawRing', () => {
  it('leaves the middle free', () => {
    const picture = canvas(11, 11);
    drawRing(picture, 5.5, 5.5, 4, 0.5, WHITE, 1);
    expect(red(picture)[5 * 11 + 5]).toBe(0);
    expect(red(picture)[5 * 11 + 9]).toBe(255);
    expect(red(picture)[1 * 11 + 5]).toBe(255);
    expect(red(picture)[5 * 11 + 7]).toBe(0);
  });
});
