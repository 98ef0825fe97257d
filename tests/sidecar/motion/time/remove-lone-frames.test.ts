import { describe, expect, it } from 'vitest';
import { removeLoneFrames } from '../../../../sidecar/src/motion/time/remove-lone-frames.ts';

const RADIANS = Math.PI / 180;

/** Turns about one axis by degrees, a frame each, after lone frames are removed; degrees. */
function left(...degrees: number[]): number[] {
  const rows = Float64Array.from(
    degrees.flatMap((angle) => [0, 0, Math.sin((angle * RADIANS) / 2), Math.cos((angle * RADIANS) / 2)]),
  );
  removeLoneFrames(rows, 0, degrees.length);
  return degrees.map((_, i) => (2 * Math.atan2(rows[i * 4 + 2]!, rows[i * 4 + 3]!)) / RADIANS);
}
const same = (found: readonly number[], expected: readonly number[]): void => {
  found.forEach((angle, i) => {
    expect(angle).toBeCloseTo(expected[i]!, 6);
  });
};

describe('removeLoneFrames', () => {
  it('takes a frame that goes its own way out of a fast turn', () => {
    same(left(0, 20, 40, 30, 80, 100, 120), [0, 20, 40, 60, 80, 100, 120]);
    same(left(20, 20, 20, 55, 20, 20, 20), [20, 20, 20, 20, 20, 20, 20]);
  });

  it('leaves fast turns, stops, and taps as fast as people tap', () => {
    for (const turn of [
      [0, 0, 30, 60, 90, 90, 90],
      [0, 0, 0, 70, 70, 70, 70],
      [0, 0, 20, 45, 20, 0, 0],
      // 7 a second at 25 and at 30 frames a second
      Array.from({ length: 20 }, (_, i) => 20 * Math.sin((2 * Math.PI * 7 * i) / 25)),
      Array.from({ length: 20 }, (_, i) => 20 * Math.sin((2 * Math.PI * 7 * i) / 30)),
    ])
      same(left(...turn), turn);
  });

  it('leaves what is small, and the two frames at either end', () => {
    same(left(0, 0, 13, 0, 0), [0, 0, 13, 0, 0]);
    same(left(0, 40, 0, 0, 0, 40, 0), [0, 40, 0, 0, 0, 40, 0]);
  });
});
