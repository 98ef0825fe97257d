import { describe, expect, it } from 'vitest';
import { length } from '../vector.ts';
import { createDraw } from './draw.ts';

const many = <T>(one: () => T): T[] => Array.from({ length: 4000 }, one);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('createDraw', () => {
  it('gives the same numbers for the same seed, others for the next', () => {
    const first = (seed: number) => createDraw(seed).between(0, 1);
    expect(first(7)).toBe(first(7));
    expect(new Set([0, 1, 2, 3, 4].map(first)).size).toBe(5);
  });

  it('keeps to its bounds, means and spreads', () => {
    const draw = createDraw(1);
    const even = many(() => draw.between(-2, 4));
    expect(Math.min(...even)).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...even)).toBeLessThan(4);
    expect(mean(even)).toBeCloseTo(1, 0);
    const normal = many(() => draw.about(5, 2));
    expect(mean(normal)).toBeCloseTo(5, 0);
    expect(Math.sqrt(mean(normal.map((value) => (value - 5) ** 2)))).toBeCloseTo(2, 0);
  });

  it('takes as many of each as it is told', () => {
    const draw = createDraw(2);
    const list = [
      { name: 'seldom', share: 0.1 },
      { name: 'often', share: 0.9 },
    ];
    const seldom = many(() => draw.share(list)).filter(({ name }) => name === 'seldom');
    expect(seldom.length / 4000).toBeCloseTo(0.1, 1);
    expect(mean(many(() => (draw.chance(0.3) ? 1 : 0)))).toBeCloseTo(0.3, 1);
    expect(new Set(many(() => draw.oneOf(['a', 'b', 'c']))).size).toBe(3);
  });

  it('points everywhere alike', () => {
    const draw = createDraw(3);
    const ways = many(() => draw.direction());
    for (const way of ways) expect(length(way)).toBeCloseTo(1, 9);
    for (const axis of [0, 1, 2]) expect(mean(ways.map((way) => way[axis]!))).toBeCloseTo(0, 1);
  });
});
