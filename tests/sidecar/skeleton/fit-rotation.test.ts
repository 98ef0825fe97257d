import { describe, expect, it } from 'vitest';
import { createRotationFitter } from '../../../sidecar/src/skeleton/fit-rotation.ts';
import { angleQuat, normalizeQuat, quat, rotateVec } from '../../../sidecar/src/skeleton/quaternion.ts';
import { vec3 } from '../../../sidecar/src/skeleton/vector.ts';

const points = [vec3(1, 0, 0), vec3(0, 2, 0), vec3(0, 0, 3), vec3(-1, -2, 1)];

describe('createRotationFitter', () => {
  it.each([
    [0.3, -0.5, 0.2, 0.7],
    [1, 0, 0, 0],
    [0, 0, 1, 1e-9],
    [0, 0, 0, 1],
  ])('finds the rotation %d %d %d %d from points that it moved', (...values) => {
    const wanted = Float64Array.from(values);
    normalizeQuat(wanted, wanted);
    const fitter = createRotationFitter();
    const moved = vec3();
    for (const point of points) {
      rotateVec(moved, wanted, point);
      fitter.add(point, moved, 1);
    }
    const found = quat();
    fitter.solve(found);
    expect(angleQuat(found, wanted)).toBeLessThan(1e-6);
  });

  it('follows the heavier of two contradicting pairs and forgets them on reset', () => {
    const fitter = createRotationFitter();
    const found = quat();
    fitter.add(vec3(0, 0, 1), vec3(0, 0, 1), 5);
    fitter.add(vec3(1, 0, 0), vec3(0, 1, 0), 3);
    fitter.add(vec3(1, 0, 0), vec3(0, -1, 0), 1);
    fitter.solve(found);
    expect(found[2]! * found[3]!).toBeCloseTo(0.5, 6);
    fitter.reset();
    for (const point of points) fitter.add(point, point, 1);
    fitter.solve(found);
    expect(Math.abs(found[3]!)).toBeCloseTo(1, 12);
  });
});
