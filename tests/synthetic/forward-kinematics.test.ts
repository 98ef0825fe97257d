import { describe, expect, it } from 'vitest';
import { forwardKinematics } from './forward-kinematics.ts';
import type { Joint } from './skeleton.ts';
import { length, subtract, turnX, turnZ, type Vec3 } from './vector.ts';

const CHAIN: Joint[] = [
  { name: 'root', parent: null, offset: [0, 1, 0] },
  { name: 'upper', parent: 'root', offset: [0.25, 0, 0] },
  { name: 'lower', parent: 'upper', offset: [0, -0.5, 0] },
  { name: 'end', parent: 'lower', offset: [0, -0.125, 0] },
];
const near = (a: Vec3 | undefined, b: Vec3) => expect(length(subtract(a!, b))).toBeLessThan(1e-12);

describe('forwardKinematics', () => {
  it('adds up offsets when nothing turns', () => {
    const { position } = forwardKinematics(CHAIN, {}, [0, 0, 0]);
    expect(position).toEqual({
      root: [0, 1, 0],
      upper: [0.25, 1, 0],
      lower: [0.25, 0.5, 0],
      end: [0.25, 0.375, 0],
    });
  });

  it('carries turns down the chain', () => {
    const { position } = forwardKinematics(CHAIN, { upper: turnZ(90), lower: turnX(-90) }, [0, 0, 0]);
    near(position.lower, [0.75, 1, 0]);
    near(position.end, [0.75, 1, 0.125]);
  });

  it('shifts the root and all below it', () => {
    near(forwardKinematics(CHAIN, {}, [1, 2, 3]).position.end, [1.25, 2.375, 3]);
  });

  it('refuses a joint that comes before its parent', () => {
    expect(() => forwardKinematics([...CHAIN].reverse(), {}, [0, 0, 0])).toThrow('before its parent');
  });
});
