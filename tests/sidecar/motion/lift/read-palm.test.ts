import { describe, expect, it } from 'vitest';
import type { HandEvidence } from '../../../../sidecar/src/motion/lift/hand-evidence.ts';
import { createPalmFrame, palmShape } from '../../../../sidecar/src/motion/lift/palm.ts';
import { createPalmReader } from '../../../../sidecar/src/motion/lift/read-palm.ts';
import { palmJoints } from '../../../../sidecar/src/motion/lift/rest-hand.ts';
import type { Side } from '../../../../sidecar/src/skeleton/body-bones.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import {
  angleQuat,
  multiplyQuat,
  type Quat,
  quat,
  rotateVec,
} from '../../../../sidecar/src/skeleton/quaternion.ts';
import { createRig } from '../../../../sidecar/src/skeleton/rig.ts';
import { vec3 } from '../../../../sidecar/src/skeleton/vector.ts';
import { bent, everyView, handOf, SHOWN, seenAs, turnOf } from '../bent-hand.ts';

const read = (side: Side, evidence: HandEvidence): Quat => {
  const out = quat();
  expect(createPalmReader(side)(out, evidence)).toBe(true);
  return out;
};

describe('createPalmReader', () => {
  it('goes by what is known of a palm and that of the target: the wrist at the origin, the middle knuckle ahead', () => {
    const [wrist, , , middle] = palmShape('l');
    expect([...wrist!]).toEqual([0, 0, 0]);
    expect(Math.abs(middle![1]!) + Math.abs(middle![2]!)).toBeLessThan(1e-9);
    expect(createPalmFrame()(quat(), palmJoints(createRig(metahumanSkeleton()), 'l'))).toBe(true);
  });

  it('tips as the hand does, though both accounts have too little depth', () => {
    const seen = [-0.6, 0.6].map((angle) => {
      const turn = quat();
      multiplyQuat(turn, turnOf(1, 0, 0, angle), SHOWN);
      return read('l', seenAs(handOf('l', bent('l', [0.2, 0.3, 0.2]), turn)));
    });
    const between = angleQuat(seen[0]!, seen[1]!);
    expect(between).toBeGreaterThan(1.2 * 0.8);
    expect(between).toBeLessThan(1.2 * 1.2);
  });

  it('reads a palm alike wherever it is turned to in the picture, at any size, and its mirror image', () => {
    const evidence = seenAs(handOf('l', bent('l', [0.5, 1.1, 0.7]), SHOWN));
    const expected = read('l', evidence);
    everyView(evidence, (view) => {
      const found = read(view.side, view.evidence);
      for (const axis of [vec3(1, 0, 0), vec3(0, 1, 0)]) {
        const [one, other] = [vec3(), vec3()];
        rotateVec(one, expected, axis);
        rotateVec(other, found, axis);
        view.moved(one).forEach((value, k) => {
          expect(other[k]).toBeCloseTo(value, 4);
        });
      }
    });
  });

  it('is the frame of the picture where there are no metric points', () => {
    const points = handOf('l', bent('l', [0.5, 1.1, 0.7]), SHOWN);
    const own = quat();
    createPalmFrame()(own, points);
    expect([...read('l', { picture: points, world: points, metric: false, ray: quat() })]).toEqual([...own]);
  });

  it('knows nothing of a palm without extent', () => {
    const none = Array.from({ length: 21 }, () => vec3());
    expect(createPalmReader('l')(quat(), { picture: none, world: none, metric: true, ray: quat() })).toBe(
      false,
    );
  });
});
