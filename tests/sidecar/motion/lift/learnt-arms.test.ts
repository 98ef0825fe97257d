import { describe, expect, it } from 'vitest';
import { createArmReader } from '../../../../sidecar/src/motion/lift/learnt-arms.ts';
import { LIFTED_BONES } from '../../../../sidecar/src/motion/lift/lifted-bones.ts';
import { type Vec3, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const FOCAL = 1000;
const DEPTH = 300;
const UPPER = { l: 2, r: 6 } as const;

/** A body that looks into the camera; points of its left arm, and how far the right one mirrors it. */
function bodyOf({ elbow, wrist }: { elbow: Vec3; wrist: Vec3 }) {
  const world = Array.from({ length: 33 }, () => vec3());
  const put = (k: number, point: Vec3): void => {
    world[k]!.set(point);
    world[k + 1]!.set([-point[0]!, point[1]!, point[2]!]);
  };
  world[0]!.set([0, 18, 66]);
  put(11, vec3(16, 3, 48));
  put(13, elbow);
  put(15, wrist);
  const x = Float64Array.from(world, (point) => (FOCAL * point[0]!) / (DEPTH - point[1]!));
  const y = Float64Array.from(world, (point) => (FOCAL * point[2]!) / (DEPTH - point[1]!));
  return { x, y, world, depth: DEPTH };
}

const signing = () => bodyOf({ elbow: vec3(21, 8, 27), wrist: vec3(10, 24, 32) });
const bonesOf = () => LIFTED_BONES.map(() => vec3(1, 2, 3));
const read = createArmReader(FOCAL);

describe('createArmReader', () => {
  it('mends an arm that signs: an upper arm that hangs, a forearm to the camera', () => {
    const bones = bonesOf();
    expect(read(bones, signing(), 'l')).toBe(1);
    const [x, y, z] = bones[UPPER.l]!;
    expect(Math.hypot(x!, y!, z!)).toBeGreaterThan(18);
    expect(z).toBeLessThan(-12);
    expect(bones[UPPER.l + 1]![1]).toBeGreaterThan(10);
    expect([...bones[UPPER.r]!]).toEqual([1, 2, 3]);
  });

  it('has a right arm as the mirror has the left one', () => {
    const bones = bonesOf();
    read(bones, signing(), 'l');
    read(bones, signing(), 'r');
    for (const k of [0, 1]) {
      const [x, y, z] = bones[UPPER.l + k]!;
      const [mirrored, ...others] = bones[UPPER.r + k]!;
      expect(mirrored).toBeCloseTo(-x!, 9);
      expect(others[0]).toBeCloseTo(y!, 9);
      expect(others[1]).toBeCloseTo(z!, 9);
    }
  });

  it('leaves a body alone that is like none it knows', () => {
    const bones = bonesOf();
    const body = bodyOf({ elbow: vec3(30, 5, 75), wrist: vec3(10, -30, 110) });
    expect(read(bones, body, 'l')).toBe(0);
    for (const bone of bones) expect([...bone]).toEqual([1, 2, 3]);
  });
});
