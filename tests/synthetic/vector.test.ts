import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chain,
  cross,
  fromAxes,
  inverse,
  length,
  mirror,
  normalize,
  type Quat,
  rotate,
  slerp,
  subtract,
  turn,
  turnX,
  turnY,
  turnZ,
  type Vec3,
} from './vector.ts';

const direction = fc
  .tuple(fc.double({ min: -1, max: 1 }), fc.double({ min: -1, max: 1 }), fc.double({ min: -1, max: 1 }))
  .filter((v) => Math.hypot(...v) > 0.1)
  .map((v): Vec3 => normalize(v));
const anyTurn = fc
  .tuple(direction, fc.double({ min: -180, max: 180, noNaN: true }))
  .map(([axis, degrees]): Quat => turn(axis, degrees));
const alike = (a: Quat, b: Quat): number => Math.abs(a.reduce((sum, x, i) => sum + x * b[i]!, 0));

describe('turns', () => {
  it('follow the right-hand rule', () => {
    expect(rotate(turnX(90), [0, 1, 0]).map((x) => Math.round(x))).toEqual([0, 0, 1]);
    expect(rotate(turnY(90), [0, 0, 1]).map((x) => Math.round(x))).toEqual([1, 0, 0]);
    expect(rotate(turnZ(90), [1, 0, 0]).map((x) => Math.round(x))).toEqual([0, 1, 0]);
  });

  it('apply the last of a chain first', () => {
    const p = rotate(chain(turnZ(90), turnX(90)), [0, 1, 0]);
    expect(length(subtract(p, [0, 0, 1]))).toBeLessThan(1e-12);
  });

  it('keep lengths and undo with their inverse', () => {
    fc.assert(
      fc.property(anyTurn, direction, (q, v) => {
        expect(length(rotate(q, v))).toBeCloseTo(1, 12);
        expect(length(subtract(rotate(inverse(q), rotate(q, v)), v))).toBeLessThan(1e-12);
      }),
    );
  });

  it('are recovered from the axes that they make', () => {
    fc.assert(
      fc.property(anyTurn, (q) => {
        const [x, y] = [rotate(q, [1, 0, 0]), rotate(q, [0, 1, 0])];
        expect(alike(fromAxes(x, y, cross(x, y)), q)).toBeCloseTo(1, 10);
      }),
    );
  });

  it('are mirrored across the middle plane of the body', () => {
    const flip = ([x, y, z]: Vec3): Vec3 => [-x, y, z];
    fc.assert(
      fc.property(anyTurn, direction, (q, v) => {
        expect(length(subtract(rotate(mirror(q), flip(v)), flip(rotate(q, v))))).toBeLessThan(1e-12);
      }),
    );
  });
});

describe('slerp', () => {
  it('gives the ends and the middle', () => {
    expect(alike(slerp(turnX(10), turnX(50), 0), turnX(10))).toBeCloseTo(1, 12);
    expect(alike(slerp(turnX(10), turnX(50), 1), turnX(50))).toBeCloseTo(1, 12);
    expect(alike(slerp(turnX(10), turnX(50), 0.25), turnX(20))).toBeCloseTo(1, 12);
  });

  it('takes the short way between a turn and its negative twin', () => {
    const [x, y, z, w] = turnX(30);
    expect(alike(slerp(turnX(10), [-x, -y, -z, -w], 0.5), turnX(20))).toBeCloseTo(1, 12);
  });
});

it('normalize refuses a vector without direction', () => {
  expect(() => normalize([0, 0, 0])).toThrow('length zero');
});
