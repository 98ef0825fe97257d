import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeOf,
  correlationOf,
  differenceOf,
  differInLight,
} from '../../../../sidecar/src/tracking/cuts/compare-grids.ts';
import { GRID_SIZE, gridOf, readGrid } from '../../../../sidecar/src/tracking/cuts/picture-grid.ts';
import { madeUpPicture } from './made-up-picture.ts';

const CELLS = GRID_SIZE * GRID_SIZE;
const grid = (value: (x: number, y: number) => number) =>
  gridOf(
    Float32Array.from({ length: CELLS }, (_, k) => value(k % GRID_SIZE, Math.floor(k / GRID_SIZE))),
    0,
  );
const halves = grid((x) => (x < GRID_SIZE / 2 ? 40 : 200));

describe('readGrid', () => {
  it('means pixels of each cell, green counting as much as red and blue', () => {
    const [width, height] = [GRID_SIZE * 4, GRID_SIZE * 2];
    const data = new Uint8Array(width * height * 3);
    for (let k = 0; k < width * height; k++) data.set([k % width < 48 ? 100 : 20, 60, 20], k * 3);
    const { cells, time, mean } = readGrid({ width, height, data, time: 2 });
    expect([time, cells[0], cells[CELLS - 1]]).toEqual([2, 60, 40]);
    expect(mean).toBeCloseTo(50, 9);
  });

  it('reads within the picture, whatever its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), (width, height) => {
        const data = new Uint8Array(width * height * 3).fill(80);
        const { cells, contrast } = readGrid({ width, height, data, time: 0 });
        expect([...new Set(cells)].map((value) => Math.round(value))).toEqual([80]);
        expect(contrast).toBeCloseTo(0, 2);
      }),
    );
  });
});

describe('differenceOf', () => {
  it('is nothing for a picture in other light, and little for one moved by a cell', () => {
    expect(
      differenceOf(
        halves,
        grid((x) => (x < GRID_SIZE / 2 ? 60 : 140)),
      ),
    ).toBeCloseTo(0, 9);
    expect(
      differenceOf(
        halves,
        grid((x) => (x < GRID_SIZE / 2 + 1 ? 40 : 200)),
      ),
    ).toBeLessThan(0.1);
  });

  it('is little for what enters, and much for another picture', () => {
    const inside = (x: number, y: number) => x > 8 && x < 13 && y > 8 && y < 13;
    const entered = grid((x, y) => (inside(x, y) ? 200 : x < GRID_SIZE / 2 ? 40 : 200));
    expect(differenceOf(halves, entered)).toBeLessThan(0.1);
    expect(
      differenceOf(
        halves,
        grid((_, y) => (y < GRID_SIZE / 2 ? 40 : 200)),
      ),
    ).toBeGreaterThan(0.8);
  });

  it('is the same both ways, and 0 for a picture and itself', () => {
    const picture = fc.float32Array({
      min: 0,
      max: 255,
      noNaN: true,
      minLength: CELLS,
      maxLength: CELLS,
    });
    fc.assert(
      fc.property(picture, picture, (a, b) => {
        const [first, second] = [gridOf(a, 0), gridOf(b, 0)];
        expect(differenceOf(first, second)).toBe(differenceOf(second, first));
        expect(differenceOf(first, first)).toBeCloseTo(0, 4);
        expect(changeOf(first, first)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });
});

describe('differInLight', () => {
  const scene = readGrid({ ...madeUpPicture({ kind: 1 }), time: 0 });
  const lit = readGrid({ ...madeUpPicture({ kind: 1, light: 120 }), time: 0 });
  const other = readGrid({ ...madeUpPicture({ kind: 2, light: 120 }), time: 0 });

  it('tells a flash, in which parts are white, from a brighter scene', () => {
    expect(differInLight(scene, lit)).toBe(true);
    expect(differInLight(lit, scene)).toBe(true);
    expect(differInLight(scene, other)).toBe(false);
    expect(correlationOf(scene, lit)).toBeGreaterThan(0.8);
    expect(Math.abs(correlationOf(scene, other))).toBeLessThan(0.5);
  });
});
