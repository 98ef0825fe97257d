import { describe, expect, it } from 'vitest';
import { handDigits } from '../../../../sidecar/src/motion/solve/digits.ts';
import { createDigitFit, type DigitView } from '../../../../sidecar/src/motion/solve/fit-digit.ts';
import { SIDES } from '../../../../sidecar/src/skeleton/body-bones.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { angleQuat, multiplyQuat, quat, rotateVec } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics } from '../../../../sidecar/src/skeleton/rig.ts';
import { dotVec, scaleVec, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const rig = createRig(metahumanSkeleton());
const LENGTHS = Float64Array.of(4, 2.5, 2);
const degrees = (radians: number): number => (radians * 180) / Math.PI;

/** A finger bent by flexions (radians) about its bones' z axes, and what is seen of it from `towards`. */
function bentDigit(side: 'l' | 'r', digit: number, flexions: readonly number[]) {
  const { bones, sign, ...rest } = handDigits(rig, side)[digit]!;
  const wanted = createPose(rig);
  bones.forEach((bone, k) => {
    const turn = quat(0, 0, Math.sin(flexions[k]! / 2), Math.cos(flexions[k]! / 2));
    multiplyQuat(wanted.local[bone]!, rig.rotations[bone]!, turn);
  });
  forwardKinematics(rig, wanted);
  const shape = bones.map((bone) => {
    const out = vec3();
    rotateVec(out, wanted.global[bone]!, vec3(sign, 0, 0));
    return out;
  });
  const picture = shape.map((along, k) => {
    const out = vec3();
    scaleVec(out, along, LENGTHS[k]!);
    return out;
  });
  // Across the finger's own plane nothing is foreshortened; from its root's direction all is.
  const towards = shape[0]!.slice();
  const view: DigitView = { picture, shape, shaped: true, lengths: LENGTHS, towards, doubt: 1 };
  return { digit: { bones, sign, ...rest }, wanted, view };
}

function worstDegrees({ digit, wanted, view }: ReturnType<typeof bentDigit>): number {
  const pose = createPose(rig);
  forwardKinematics(rig, pose);
  createDigitFit(rig, digit)(pose, view);
  return Math.max(...digit.bones.map((bone) => degrees(angleQuat(pose.global[bone]!, wanted.global[bone]!))));
}

describe('createDigitFit', () => {
  it('finds every joint of an exactly seen finger and thumb', () => {
    for (const side of SIDES) {
      for (const digit of [1, 2, 3, 4]) {
        const seen = bentDigit(side, digit, [-0.5, -0.9, -0.6]);
        expect(worstDegrees({ ...seen, view: { ...seen.view, doubt: 0 } })).toBeLessThan(0.1);
      }
      const thumb = bentDigit(side, 0, [0.1, -0.3, -0.5]);
      expect(worstDegrees({ ...thumb, view: { ...thumb.view, doubt: 0 } })).toBeLessThan(0.1);
    }
  });

  it('bends a finger by its foreshortening when both depths are flattened', () => {
    const seen = bentDigit('l', 2, [-0.3, -1.2, -0.8]);
    const { picture, shape, towards } = seen.view;
    for (const vector of [...picture, ...shape]) {
      const along = dotVec(vector, towards);
      for (let axis = 0; axis < 3; axis++) vector[axis]! -= 0.5 * along * towards[axis]!;
    }
    for (const vector of shape) scaleVec(vector, vector, 1 / Math.hypot(...vector));
    const bent = worstDegrees(seen);
    expect(bent).toBeLessThan(8);
    const own = Float64Array.from(picture, (vector) => Math.hypot(...vector));
    expect(worstDegrees({ ...seen, view: { ...seen.view, lengths: own } })).toBeGreaterThan(1.4 * bent);
  });

  it('does not bend a hinge backwards, whatever is seen', () => {
    const seen = bentDigit('l', 1, [0, 0.9, 0.9]);
    const pose = createPose(rig);
    forwardKinematics(rig, pose);
    createDigitFit(rig, seen.digit)(pose, seen.view);
    const { freedoms, bones } = seen.digit;
    for (const [freedom, bone] of [
      [2, bones[1]],
      [3, bones[2]],
    ] as const) {
      const turn = 2 * Math.atan2(pose.local[bone]![2]!, pose.local[bone]![3]!);
      const rest = 2 * Math.atan2(rig.rotations[bone]![2]!, rig.rotations[bone]![3]!);
      expect(turn - rest).toBeLessThanOrEqual(freedoms[freedom]!.most + 1e-9);
    }
  });

  describe('the middle joint', () => {
    /** Bend of the middle joint, degrees, fitted with the knuckle's pull and without. */
    const middleBends = ({ digit, view }: ReturnType<typeof bentDigit>): readonly number[] =>
      [digit.couplings, digit.couplings.slice(1)].map((couplings) => {
        const pose = createPose(rig);
        forwardKinematics(rig, pose);
        createDigitFit(rig, { ...digit, couplings })(pose, view);
        const [root, middle] = digit.bones;
        return degrees(angleQuat(pose.global[root]!, pose.global[middle]!));
      });

    it('bends along with the knuckle where the accounts differ', () => {
      const seen = bentDigit('l', 3, [-1.1, -1.5, -1]);
      const straight = bentDigit('l', 3, [-1.1, 0, 0]);
      for (const k of [1, 2]) {
        const { picture, shape } = seen.view;
        for (let axis = 0; axis < 3; axis++) {
          picture[k]![axis]! += 0.8 * straight.view.picture[k]![axis]!;
          shape[k]![axis] = straight.view.shape[k]![axis]!;
        }
      }
      const [pulled, free] = middleBends({ ...seen, view: { ...seen.view, doubt: 3 } });
      expect(pulled! - free!).toBeGreaterThan(4);
    });

    it('stays as seen on a hooked finger, whose knuckle is straight', () => {
      const [pulled, free] = middleBends(bentDigit('l', 3, [0.2, -1.5, -1]));
      expect(Math.abs(pulled! - free!)).toBeLessThan(3);
    });
  });
});
