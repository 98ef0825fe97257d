import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFollower } from '../../../../sidecar/src/motion/time/follow-learnt.ts';

const share = (seconds: number): number => 1 - Math.exp(-2 * Math.PI * 0.3 * seconds);

describe('createFollower', () => {
  it('takes the first at once, and glides to the next, every number of it', () => {
    const follow = createFollower<{ a: number; list: readonly number[]; points: readonly Float64Array[] }>();
    const first = { a: 1, list: [0, 2], points: [Float64Array.of(1, 2, 3)] };
    const next = { a: 3, list: [4, 2], points: [Float64Array.of(2, 2, 0)] };
    expect(follow(first, 0)).toBe(first);
    const glided = follow(next, 0.1);
    expect(glided.a).toBeCloseTo(1 + 2 * share(0.1), 12);
    expect(glided.list).toEqual([4 * share(0.1), 2]);
    expect([...glided.points[0]!]).toEqual([1 + share(0.1), 2, 3 - 3 * share(0.1)]);
    expect(follow(next, 0.2).a).toBeCloseTo(3 - 2 * (1 - share(0.1)) ** 2, 12);
  });

  it('ends at what was learnt itself, and stays there', () => {
    const follow = createFollower<{ a: number }>();
    follow({ a: 0 }, 0);
    const next = { a: 1 };
    let frames = 0;
    while (follow(next, ++frames / 30) !== next);
    expect(frames).toBeLessThan(75);
    expect(follow(next, (frames + 1) / 30)).toBe(next);
  });

  it('takes what was not known before, or is not any more, as it is', () => {
    const follow = createFollower<{ face: { gain: number } | null; trunk: number | null }>();
    follow({ face: null, trunk: 50 }, 0);
    expect(follow({ face: { gain: 1.4 }, trunk: null }, 0.1)).toEqual({ face: { gain: 1.4 }, trunk: null });
  });

  it('never leaves the span between what was known and what is', () => {
    const number = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.array(fc.double({ min: 0, max: 2, noNaN: true })), (a, b, steps) => {
        const follow = createFollower<readonly number[]>();
        follow([a], 0);
        const next = [b];
        let now = 0;
        for (const step of steps) {
          now += step;
          const [value] = follow(next, now);
          expect(value).toBeGreaterThanOrEqual(Math.min(a, b) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(a, b) + 1e-9);
        }
      }),
    );
  });
});
