import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPalmFit } from '../../../../sidecar/src/motion/lift/fit-palm.ts';
import type { HandEvidence } from '../../../../sidecar/src/motion/lift/hand-evidence.ts';
import { createPalmFrame, PALM_POINTS } from '../../../../sidecar/src/motion/lift/palm.ts';
import { AVERAGE_PHALANGES } from '../../../../sidecar/src/motion/lift/phalanges.ts';
import { createPalmReader } from '../../../../sidecar/src/motion/lift/read-palm.ts';
import { angleQuat, multiplyQuat, type Quat, quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { type Vec3, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';
import { bent, flattened, handOf, SHOWN, seenAs, turnOf } from '../bent-hand.ts';

const degrees = (radians: number): number => (radians * 180) / Math.PI;
const STRAIGHT = bent('l', [0.1, 0.1, 0.1]);
const FIST = bent('l', [0.9, 0.9, 0.6]);
const tilted = (angle: number): Quat => {
  const out = quat();
  multiplyQuat(out, turnOf(1, 0, 0, angle), SHOWN);
  return out;
};
const larger = (points: readonly Vec3[], by: number): Vec3[] =>
  points.map(([x, y, z]) => vec3(x! * by, y! * by, z! * by));
const onlyPicture = (points: readonly Vec3[]): HandEvidence => ({
  picture: points,
  world: points,
  metric: false,
  ray: quat(),
});
const layPalm = (evidence: HandEvidence, digits: readonly Vec3[] | null) => {
  const turn = quat();
  const size = createPalmFit('l', AVERAGE_PHALANGES)(turn, evidence, digits);
  return { turn, size };
};

describe('createPalmFit', () => {
  it('lays the palm over exact points of any size', () => {
    const wanted = turnOf(0.4, -0.2, 0.6, 1.9);
    const { turn, size } = layPalm(onlyPicture(larger(handOf('l', STRAIGHT, wanted), 1.3)), null);
    expect(degrees(angleQuat(turn, wanted))).toBeLessThan(1e-3);
    expect(size).toBeCloseTo(1.3, 6);
  });

  it('finds the tilt of a palm whose depth is flattened by how short it looks', () => {
    const wanted = tilted(0.7);
    const evidence = onlyPicture(flattened(handOf('l', STRAIGHT, wanted), 0.4));
    const own = quat();
    createPalmFrame()(own, evidence.picture);
    const before = degrees(angleQuat(own, wanted));
    expect(before).toBeGreaterThan(18);
    expect(degrees(angleQuat(layPalm(evidence, null).turn, wanted))).toBeLessThan(before * 0.6);
  });

  it('tips a hand further whose straight fingers look shorter, where their shape is known', () => {
    const points = handOf('l', STRAIGHT, tilted(0.3));
    const shorter = points.map(([x, y, z]) => vec3(x!, y!, z! * 0.8));
    for (const landmark of PALM_POINTS) shorter[landmark] = points[landmark]!;
    const tip = (seen: readonly Vec3[], digits: readonly Vec3[] | null) =>
      degrees(angleQuat(layPalm(onlyPicture(seen), digits).turn, SHOWN));
    expect(tip(shorter, null)).toBeCloseTo(tip(points, null), 9);
    expect(tip(shorter, STRAIGHT)).toBeGreaterThan(tip(points, STRAIGHT) + 2);
  });

  it('leads the turn that is read to where the picture has the palm', () => {
    const wanted = tilted(0.4);
    const evidence = seenAs(handOf('l', STRAIGHT, wanted));
    const read = quat();
    createPalmReader('l')(read, evidence);
    const before = degrees(angleQuat(read, wanted));
    const { turn } = layPalm(evidence, STRAIGHT);
    expect(degrees(angleQuat(turn, wanted))).toBeLessThan(before);
    expect(degrees(angleQuat(turn, wanted))).toBeLessThan(10);
  });

  it('says something of any points: a turn of length 1 and a size', () => {
    const number = fc.oneof(
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.constantFrom(0, 1e-9, 1e4, -1e4),
    );
    const points = fc.array(fc.tuple(number, number, number), { minLength: 21, maxLength: 21 });
    const vectors = (rows: readonly [number, number, number][]) => rows.map((row) => vec3(...row));
    fc.assert(
      fc.property(points, points, fc.boolean(), fc.boolean(), (picture, world, metric, shaped) => {
        const evidence = { picture: vectors(picture), world: vectors(world), metric, ray: quat() };
        const { turn, size } = layPalm(evidence, shaped ? FIST : null);
        expect(Math.hypot(...turn)).toBeCloseTo(1, 6);
        expect(size).toBeGreaterThan(0);
        expect(size).toBeLessThan(Number.POSITIVE_INFINITY);
      }),
      { numRuns: 300 },
    );
  });
});
