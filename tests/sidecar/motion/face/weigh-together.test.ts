import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weighTogether } from '../../../../sidecar/src/motion/face/weigh-together.ts';

const SIDES = ['l', 'l', 'r', 'r'] as const;
const wave = (row: number): number => Math.sin(row / 4);
/** Sixty rows, each measure a function of the row. */
const rowsOf = (...measures: ((row: number) => number)[]): number[] =>
  Array.from({ length: 60 }, (_, row) => measures.map((measure) => measure(row))).flat();

describe('weighTogether', () => {
  it('counts all alike where all say the same', () => {
    const { weights, apart } = weighTogether(rowsOf(wave, wave, wave, wave), SIDES);
    for (const weight of weights) expect(weight).toBeCloseTo(0.25, 6);
    expect(apart.l).toBeCloseTo(1, 6);
    expect(apart.r).toBeCloseTo(1, 6);
  });

  it('leaves out what goes against the others', () => {
    const { weights } = weighTogether(
      rowsOf(wave, wave, wave, (row) => -wave(row)),
      SIDES,
    );
    expect(weights[3]).toBe(0);
    expect(weights[0]).toBeCloseTo(1 / 3, 6);
  });

  it('counts by the square of what a measure shows: half as much movement, a quarter of the weight', () => {
    const { weights } = weighTogether(
      rowsOf(wave, wave, wave, (row) => wave(row) / 2),
      SIDES,
    );
    expect(weights[3]! / weights[0]!).toBeCloseTo(0.25, 4);
  });

  it('believes a side that stays still, not one that moves by itself', () => {
    const still = weighTogether(
      rowsOf(
        wave,
        wave,
        () => 0,
        () => 0,
      ),
      SIDES,
    );
    expect(still.apart.r).toBeCloseTo(1, 6);
    const other = (row: number): number => 0.8 * Math.sin(row * 1.7);
    const wild = weighTogether(rowsOf(wave, wave, other, other), SIDES);
    expect(wild.apart.r).toBeLessThan(0.2);
    expect(wild.apart.l).toBeGreaterThan(0.9);
  });

  it('is even where nothing moves, and where next to nothing was seen', () => {
    const even = { weights: [0.25, 0.25, 0.25, 0.25], apart: { l: 1, r: 1 } };
    expect(weighTogether(new Float32Array(80), SIDES)).toEqual(even);
    expect(weighTogether([1, 2, 3, 4], SIDES)).toEqual(even);
  });

  it('always gives shares', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 0, maxLength: 200 }),
        (values) => {
          const { weights, apart } = weighTogether(
            values.slice(0, values.length - (values.length % 4)),
            SIDES,
          );
          expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 9);
          for (const share of [...weights, apart.l, apart.r]) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1 + 1e-12);
          }
        },
      ),
    );
  });
});
