import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { twoBoneReach } from './two-bone-reach.ts';
import {
  add,
  chain,
  dot,
  length,
  normalize,
  orthogonalTo,
  rotate,
  scale,
  subtract,
  type Vec3,
} from './vector.ts';

const UPPER = 0.3;
const LOWER = 0.25;
const FROM: Vec3 = [0.1, 0.2, 0.3];
const POLE: Vec3 = [0.3, -1, -0.4];

function carryOut(to: Vec3, fold: 1 | -1) {
  const turns = twoBoneReach({ from: FROM, to, upper: UPPER, lower: LOWER, pole: POLE, fold });
  const middle = add(FROM, rotate(turns.upper, [0, -UPPER, 0]));
  const end = add(middle, rotate(chain(turns.upper, turns.lower), [0, -LOWER, 0]));
  return { turns, middle, end };
}

const target = fc
  .tuple(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: 0.1, max: 0.54, noNaN: true }),
  )
  .filter(([x, y, z]) => Math.hypot(x, y, z) > 0.1)
  .map(([x, y, z, reach]): Vec3 => scale(normalize([x, y, z]), reach))
  .filter((aim) => Math.abs(dot(normalize(aim), normalize(POLE))) < 0.99);

describe('twoBoneReach', () => {
  it('puts the end on any target in reach, the middle joint on the side of the pole', () => {
    fc.assert(
      fc.property(target, fc.constantFrom(1 as const, -1 as const), (aim, fold) => {
        const { middle, end } = carryOut(add(FROM, aim), fold);
        expect(length(subtract(end, add(FROM, aim)))).toBeLessThan(1e-9);
        expect(dot(subtract(middle, FROM), orthogonalTo(normalize(aim), POLE))).toBeGreaterThan(0);
      }),
    );
  });

  it('only bends the lower bone, in the sense of the fold', () => {
    const forward = carryOut([0.1, 0, 0.6], 1).turns.lower;
    const backward = carryOut([0.1, 0, 0.6], -1).turns.lower;
    expect(forward.slice(1, 3)).toEqual([0, 0].map((zero) => expect.closeTo(zero, 12)));
    expect(forward[0]).toBeLessThan(0);
    expect(backward[0]).toBeGreaterThan(0);
  });

  it('stretches towards a target out of reach', () => {
    const { end } = carryOut([0.1, 0.2, 3], 1);
    expect(length(subtract(end, FROM))).toBeCloseTo((UPPER + LOWER) * 0.998, 9);
    expect(end[2]).toBeGreaterThan(FROM[2] + 0.54);
  });
});
