import { describe, expect, it } from 'vitest';
import { createPlacedHand } from '../../../../sidecar/src/motion/contacts/placed-hand.ts';
import { createJoints } from '../../../../sidecar/src/motion/lift/joints.ts';
import { PALM_LENGTH, PALM_POINTS, palmShape } from '../../../../sidecar/src/motion/lift/palm.ts';
import { APART, measureApart } from '../../../../sidecar/src/motion/retarget/measure-apart.ts';
import { SIDES } from '../../../../sidecar/src/skeleton/body-bones.ts';
import { axisAngleQuat, quat, rotateVec } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { addVec, scaleVec, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const KNUCKLE = 9;

/** Flat hands, so many times the average palm, their fingers to the left; the wrists there, camera's axes, cm. */
function viewOf(size: number, left: readonly [number, number, number], yaw = 0) {
  const turn = quat();
  axisAngleQuat(turn, vec3(0, 0, 1), yaw);
  const hands = { l: createPlacedHand(), r: createPlacedHand() };
  const joints = createJoints();
  const wrists = { l: vec3(...left), r: vec3(0, -250, 0) };
  for (const side of SIDES) {
    const palm = palmShape(side);
    PALM_POINTS.forEach((landmark, k) => {
      const [along, across] = palm[k]!;
      const point = vec3(along, 0, across);
      rotateVec(joints.hand[side].picture[landmark]!, turn, point);
      scaleVec(hands[side].seen[landmark]!, point, size);
    });
    for (const point of hands[side].seen) addVec(point, point, wrists[side]);
  }
  const sees = () => true;
  return { frame: 0, joints, hips: vec3(), turn, head: quat(), hands, sees };
}

const rowOf = (...view: Parameters<typeof viewOf>): number[] => {
  const out = new Float32Array(APART.size);
  measureApart(out, 0, viewOf(...view));
  return [...out];
};

describe('measureApart', () => {
  it('tells where the left knuckle is from the right, and how large the palms look', () => {
    const [x, y, z, one, palm, again, near] = rowOf(1.1, [12, -250, 3]);
    expect([x, y, z, one, again]).toEqual([12, 0, 3, 1, 1]);
    expect(palm).toBeCloseTo(1.1 * PALM_LENGTH, 4);
    expect(near).toBe(1);
    const view = viewOf(1.1, [12, -250, 3]);
    expect(view.hands.l.seen[KNUCKLE]![0]! - view.hands.r.seen[KNUCKLE]![0]!).toBeCloseTo(12, 5);
  });

  it('leaves out how far one is before the other', () => {
    expect(rowOf(1, [12, -220, 3])).toEqual(rowOf(1, [12, -250, 3]));
  });

  it('turns with the performer', () => {
    const [x, y, z] = rowOf(1, [12, -250, 3], Math.PI / 2);
    expect([x, y, z].map((value) => Math.round(value! * 1e4) / 1e4)).toEqual([0, 12, 3]);
  });

  it('counts hands as near by the picture, in sizes of the palm', () => {
    const near = (across: number): number => rowOf(1, [across * PALM_LENGTH, -250, 0])[APART.near]!;
    expect(near(1.2)).toBe(1);
    expect(near(2.9)).toBeCloseTo(0.5, 1);
    expect(near(4.1)).toBe(0);
  });

  it('says nothing where a hand is not seen', () => {
    const out = new Float32Array(APART.size);
    measureApart(out, 0, { ...viewOf(1, [12, -250, 3]), sees: (region) => region !== 'leftHand' });
    expect([...out]).toEqual(new Array(APART.size).fill(0));
  });
});
