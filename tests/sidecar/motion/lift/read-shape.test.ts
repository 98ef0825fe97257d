import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPalmFit } from '../../../../sidecar/src/motion/lift/fit-palm.ts';
import type { HandEvidence } from '../../../../sidecar/src/motion/lift/hand-evidence.ts';
import { PALM_POINTS, palmShape } from '../../../../sidecar/src/motion/lift/palm.ts';
import {
  AVERAGE_PHALANGES,
  PHALANGES,
  SEGMENT_STARTS,
} from '../../../../sidecar/src/motion/lift/phalanges.ts';
import { createShapeReader } from '../../../../sidecar/src/motion/lift/read-shape.ts';
import type { Side } from '../../../../sidecar/src/skeleton/body-bones.ts';
import {
  angleQuat,
  axisAngleQuat,
  multiplyQuat,
  type Quat,
  quat,
  rotateVec,
} from '../../../../sidecar/src/skeleton/quaternion.ts';
import { addScaledVec, angleVec, type Vec3, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const degrees = (radians: number): number => (radians * 180) / Math.PI;

/** Segments of a hand whose fingers bend by angles at knuckle, middle and end joint, in the palm's frame. */
function bent(side: Side, bends: readonly [number, number, number]): Vec3[] {
  const inwards = side === 'l' ? -1 : 1;
  return SEGMENT_STARTS.map((_, k) => {
    if (k < 3) return vec3(Math.cos(0.6), Math.sin(0.6), 0);
    const bend = bends.slice(0, (k % 3) + 1).reduce((sum, angle) => sum + angle, 0);
    return vec3(Math.cos(bend), 0, inwards * Math.sin(bend));
  });
}

/** Points of a hand about the wrist, turned. */
function handOf(side: Side, digits: readonly Vec3[], turn: Quat): Vec3[] {
  const points: Vec3[] = Array.from({ length: 21 }, () => vec3());
  palmShape(side).forEach((point, k) => {
    points[PALM_POINTS[k]!]!.set(point);
  });
  SEGMENT_STARTS.forEach((start, k) => {
    addScaledVec(points[start + 1]!, points[start]!, digits[k]!, AVERAGE_PHALANGES[k]!);
  });
  for (const point of points) rotateVec(point, turn, point);
  return points;
}

const turnOf = (x: number, y: number, z: number, angle: number): Quat => {
  const out = quat();
  const length = Math.hypot(x, y, z);
  axisAngleQuat(out, vec3(x / length, y / length, z / length), angle);
  return out;
};
/** As the tracker sees hands: the picture's depth by half, the metric points' by four fifths. */
const flattened = (points: readonly Vec3[], share: number): Vec3[] =>
  points.map(([x, y, z]) => vec3(x!, y! * share, z!));
const seenAs = (points: readonly Vec3[]): HandEvidence => ({
  picture: flattened(points, 0.5),
  world: flattened(points, 0.8),
  metric: true,
  ray: quat(),
});
const read = (side: Side, evidence: HandEvidence): Vec3[] => {
  const out = Array.from({ length: PHALANGES }, () => vec3());
  expect(createShapeReader(side)(out, evidence)).toBe(true);
  return out;
};

/** A hand that shows its palm, its fingers up. */
const SHOWN = turnOf(1, 1, 1, (4 * Math.PI) / 3);
const CURLED = [0.5, 1.1, 0.7] as const;

describe('createShapeReader', () => {
  it('takes digits as they are where both accounts agree', () => {
    const digits = bent('l', CURLED);
    const points = handOf('l', digits, turnOf(0.3, -0.5, 0.8, 1.1));
    const found = read('l', { picture: points, world: points, metric: true, ray: quat() });
    for (const [k, along] of found.entries()) expect(angleVec(along, digits[k]!)).toBeLessThan(1e-5);
  });

  it('reads a hand alike wherever it is turned to in the picture, at any size, and its mirror image', () => {
    const evidence = seenAs(handOf('l', bent('l', CURLED), SHOWN));
    const expected = read('l', evidence);
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (angle, size) => {
          const roll = turnOf(0, 1, 0, angle);
          const change =
            (mirror: 1 | -1) =>
            (p: Vec3): Vec3 => {
              const out = vec3(p[0]! * size * mirror, p[1]! * size, p[2]! * size);
              rotateVec(out, roll, out);
              return out;
            };
          for (const [side, mirror] of [
            ['l', 1],
            ['r', -1],
          ] as const) {
            const { picture, world } = evidence;
            const found = read(side, {
              ...evidence,
              picture: picture.map(change(mirror)),
              world: world.map(change(mirror)),
            });
            found.forEach(([x, y, z], k) => {
              expect(angleVec(vec3(x, y, z! * mirror), expected[k]!)).toBeLessThan(1e-3);
            });
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('knows nothing of a palm without extent', () => {
    const none = Array.from({ length: 21 }, () => vec3());
    const out = Array.from({ length: PHALANGES }, () => vec3());
    expect(createShapeReader('l')(out, { picture: none, world: none, metric: true, ray: quat() })).toBe(
      false,
    );
  });
});

describe('createPalmFit of a whole hand', () => {
  const digits = bent('l', [0.9, 0.9, 0.6]);
  const tilted = quat();
  multiplyQuat(tilted, turnOf(1, 0, 0, 0.6), SHOWN);
  const points = handOf('l', digits, tilted);
  const off = (evidence: HandEvidence, shape: readonly Vec3[] | null): number => {
    const found = quat();
    createPalmFit('l')(found, evidence, shape);
    return degrees(angleQuat(found, tilted));
  };

  it('tells how far a hand is tipped by its digits too, where its depth says little', () => {
    const evidence = { ...seenAs(points), picture: flattened(points, 0.1), world: flattened(points, 0.1) };
    const alone = off(evidence, null);
    expect(alone).toBeGreaterThan(5);
    expect(off(evidence, digits)).toBeLessThan(3);
  });
});
