import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { touchStates } from '../../../../sidecar/src/motion/contacts/touch-states.ts';

const statesOf = (odds: readonly number[], step = 0.04): number[] => [
  ...touchStates({
    odds: Float32Array.from(odds),
    times: Float64Array.from({ length: odds.length }, (_, i) => i * step),
  }),
];

describe('touchStates', () => {
  it('begins and ends a touch where what speaks for it is worth both changes', () => {
    expect(statesOf([-3, 2.7, 2.7, -3])).toEqual([0, 0, 0, 0]);
    expect(statesOf([-3, 2.9, 2.9, -3])).toEqual([0, 1, 1, 0]);
    expect(statesOf([3, 3, -2.7, -2.7, 3, 3])).toEqual([1, 1, 1, 1, 1, 1]);
    expect(statesOf([3, 3, -2.9, -2.9, 3, 3])).toEqual([1, 1, 0, 0, 1, 1]);
  });

  it('weighs a frame by its length, up to one and a half of the usual', () => {
    expect(statesOf([-3, 3.8, -3], 0.04)).toEqual([0, 0, 0]);
    expect(statesOf([-3, 3.8, -3], 0.06)).toEqual([0, 1, 0]);
    expect(statesOf([-3, 3.7, -3], 0.06)).toEqual([0, 0, 0]);
    expect(statesOf([-3, 3.7, -3], 0.2)).toEqual([0, 0, 0]);
    expect(statesOf([-3, 3.8, 3.8, -3], 0.02)).toEqual([0, 0, 0, 0]);
  });

  it('asks as much of a touch that a clip begins or ends with', () => {
    expect(statesOf([2.9, 2.9, -3])).toEqual([1, 1, 0]);
    expect(statesOf([-3, 2.7, 2.7])).toEqual([0, 0, 0]);
    expect(statesOf([5.7])).toEqual([1]);
    expect(statesOf([5.5])).toEqual([0]);
    expect(statesOf([])).toEqual([]);
  });

  it('finds no course that is less likely than another: every course of short clips tried', () => {
    const worth = (course: readonly number[], odds: readonly number[]): number =>
      course.reduce((sum, state, i) => {
        const before = i === 0 ? 0 : course[i - 1]!;
        return sum + state * odds[i]! - (state === before ? 0 : 2.8);
      }, -2.8 * course.at(-1)!);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 8 }), (odds) => {
        const all = Array.from({ length: 2 ** odds.length }, (_, code) =>
          odds.map((_odds, i) => (code >> i) & 1),
        );
        const best = Math.max(...all.map((course) => worth(course, odds)));
        expect(worth(statesOf(odds), odds)).toBeCloseTo(best, 9);
      }),
    );
  });
});
