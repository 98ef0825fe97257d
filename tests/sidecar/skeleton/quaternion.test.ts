import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  angleQuat,
  axisAngleQuat,
  betweenQuat,
  conjugateQuat,
  frameQuat,
  multiplyQuat,
  normalizeQuat,
  powQuat,
  type Quat,
  quat,
  relativeQuat,
  rotateVec,
  slerpQuat,
  twistAboutX,
  unrotateVec,
} from '../../../sidecar/src/skeleton/quaternion.ts';
import { distanceVec, normalizeVec, type Vec3, vec3 } from '../../../sidecar/src/skeleton/vector.ts';

const QUARTER = Math.PI / 2;
const about = (x: number, y: number, z: number, angle: number): Quat => {
  const out = quat();
  axisAngleQuat(out, vec3(x, y, z), angle);
  return out;
};
const rotated = (q: Quat, p: Vec3): number[] => {
  const out = vec3();
  rotateVec(out, q, p);
  return [...out].map((v) => Math.round(v * 1e9) / 1e9 + 0);
};

const component = fc.double({ min: -1, max: 1, noNaN: true });
const anyQuat = fc
  .tuple(component, component, component, component)
  .filter((v) => Math.hypot(...v) > 0.1)
  .map((v) => {
    const out = Float64Array.from(v);
    normalizeQuat(out, out);
    return out;
  });
const anyUnit = fc
  .tuple(component, component, component)
  .filter((v) => Math.hypot(...v) > 0.1)
  .map((v) => {
    const out = Float64Array.from(v);
    normalizeVec(out, out);
    return out;
  });

describe('rotateVec', () => {
  it('turns x into y, y into z and z into x by quarter turns about the third axis', () => {
    expect(rotated(about(0, 0, 1, QUARTER), vec3(1, 0, 0))).toEqual([0, 1, 0]);
    expect(rotated(about(1, 0, 0, QUARTER), vec3(0, 1, 0))).toEqual([0, 0, 1]);
    expect(rotated(about(0, 1, 0, QUARTER), vec3(0, 0, 1))).toEqual([1, 0, 0]);
  });

  it('is undone by unrotateVec', () => {
    fc.assert(
      fc.property(anyQuat, anyUnit, (q, p) => {
        const out = vec3();
        rotateVec(out, q, p);
        unrotateVec(out, q, out);
        expect(distanceVec(out, p)).toBeLessThan(1e-12);
      }),
    );
  });
});

describe('multiplyQuat', () => {
  it('applies the second factor first', () => {
    const out = quat();
    multiplyQuat(out, about(0, 0, 1, QUARTER), about(1, 0, 0, QUARTER));
    expect(rotated(out, vec3(0, 1, 0))).toEqual([0, 0, 1]);
    expect(rotated(out, vec3(1, 0, 0))).toEqual([0, 1, 0]);
  });

  it('may write into a factor, and relativeQuat is inverse times', () => {
    fc.assert(
      fc.property(anyQuat, anyQuat, (a, b) => {
        const wanted = quat();
        const inverse = quat();
        conjugateQuat(inverse, a);
        multiplyQuat(wanted, inverse, b);
        const out = b.slice();
        relativeQuat(out, a, out);
        expect(angleQuat(out, wanted)).toBeLessThan(1e-7);
      }),
    );
  });
});

describe('betweenQuat', () => {
  it('takes one direction to the other, opposite ones included', () => {
    fc.assert(
      fc.property(anyUnit, anyUnit, (a, b) => {
        for (const target of [b, Float64Array.from(a, (v) => -v)]) {
          const q = quat();
          const out = vec3();
          betweenQuat(q, a, target);
          rotateVec(out, q, a);
          expect(distanceVec(out, target)).toBeLessThan(1e-5);
        }
      }),
    );
  });
});

describe('frameQuat', () => {
  it('lays x along the first direction and y towards the second', () => {
    const q = quat();
    expect(frameQuat(q, vec3(0, 1, 0), vec3(-2, 5, 0))).toBe(true);
    expect(rotated(q, vec3(1, 0, 0))).toEqual([0, 1, 0]);
    expect(rotated(q, vec3(0, 1, 0))).toEqual([-1, 0, 0]);
  });

  it('refuses parallel directions and leaves what was there', () => {
    const q = about(0, 0, 1, 1);
    const before = [...q];
    expect(frameQuat(q, vec3(0, 1, 0), vec3(0, -3, 0))).toBe(false);
    expect([...q]).toEqual(before);
  });

  it('gives the same frame for every orientation', () => {
    fc.assert(
      fc.property(anyQuat, (turn) => {
        const x = vec3();
        const y = vec3();
        const q = quat();
        rotateVec(x, turn, vec3(1, 0, 0));
        rotateVec(y, turn, vec3(0.3, 1, 0));
        frameQuat(q, x, y);
        expect(angleQuat(q, turn)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('slerpQuat and powQuat', () => {
  it('go halfway by the shorter arc, whatever the sign', () => {
    const out = quat();
    const whole = about(0, 0, 1, 1);
    slerpQuat(
      out,
      quat(),
      Float64Array.from(whole, (v) => -v),
      0.5,
    );
    expect(angleQuat(out, about(0, 0, 1, 0.5))).toBeLessThan(1e-7);
    powQuat(
      out,
      Float64Array.from(whole, (v) => -v),
      0.5,
    );
    expect(angleQuat(out, about(0, 0, 1, 0.5))).toBeLessThan(1e-7);
    powQuat(out, quat(), 0.5);
    expect([...out]).toEqual([0, 0, 0, 1]);
  });
});

describe('twistAboutX', () => {
  it('reads the roll of a swing after a roll', () => {
    const q = quat();
    multiplyQuat(q, about(0, 0, 1, 0.8), about(1, 0, 0, -0.6));
    expect(twistAboutX(q)).toBeCloseTo(-0.6, 12);
    expect(twistAboutX(Float64Array.from(q, (v) => -v))).toBeCloseTo(-0.6, 12);
  });
});
