import { describe, expect, it } from 'vitest';
import type { HandEvidence } from '../../../../sidecar/src/motion/lift/hand-evidence.ts';
import { PHALANGES } from '../../../../sidecar/src/motion/lift/phalanges.ts';
import { createShapeReader } from '../../../../sidecar/src/motion/lift/read-shape.ts';
import type { Side } from '../../../../sidecar/src/skeleton/body-bones.ts';
import { quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { angleVec, type Vec3, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';
import { bent, everyView, handOf, SHOWN, seenAs, turnOf } from '../bent-hand.ts';

const read = (side: Side, evidence: HandEvidence): Vec3[] => {
  const out = Array.from({ length: PHALANGES }, () => vec3());
  expect(createShapeReader(side)(out, evidence)).toBe(true);
  return out;
};

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
    everyView(evidence, (view) => {
      read(view.side, view.evidence).forEach(([x, y, z], k) => {
        expect(angleVec(vec3(x, y, z! * view.mirror), expected[k]!)).toBeLessThan(1e-3);
      });
    });
  });

  it('knows nothing of a palm without extent', () => {
    const none = Array.from({ length: 21 }, () => vec3());
    const out = Array.from({ length: PHALANGES }, () => vec3());
    expect(createShapeReader('l')(out, { picture: none, world: none, metric: true, ray: quat() })).toBe(
      false,
    );
  });
});
