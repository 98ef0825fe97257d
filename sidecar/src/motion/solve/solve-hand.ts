import { FINGERS, type Side } from '../../skeleton/body-bones.ts';
import { multiplyQuat, quat, relativeQuat } from '../../skeleton/quaternion.ts';
import { type Pose, type Rig, restBone, turnBone } from '../../skeleton/rig.ts';
import { copyVec, lengthVec, subVec, vec3 } from '../../skeleton/vector.ts';
import type { LiftedHand } from '../lift/joints.ts';
import { createPalmFrame } from '../lift/palm.ts';
import { palmJoints } from '../lift/rest-hand.ts';
import { handDigits } from './digits.ts';
import { createDigitFit, type DigitView } from './fit-digit.ts';

/**
 * Places a hand and its digits; the forearm must be in place.
 * @param alone for a hand without an arm: its digits move, itself stays at rest on the arm of the base pose.
 */
export type HandSolver = (pose: Pose, seen: LiftedHand, alone: boolean) => void;

/** The hand bone takes the palm's whole turn; metacarpals stay at rest. */
export function createHandSolver(rig: Rig, side: Side): HandSolver {
  const { bone } = rig;
  const hand = bone[`hand_${side}`];
  const metacarpals = FINGERS.map((finger) => bone[`${finger}_metacarpal_${side}`]);
  /** Takes the palm's frame to the hand bone's. */
  const toHand = quat();
  createPalmFrame()(toHand, palmJoints(rig, side));
  relativeQuat(toHand, toHand, rig.referenceRotations[hand]!);
  const digits = handDigits(rig, side).map((digit) => ({ ...digit, place: createDigitFit(rig, digit) }));
  const segments = () => [vec3(), vec3(), vec3()];
  const view: DigitView = {
    picture: segments(),
    shape: segments(),
    shaped: false,
    lengths: new Float64Array(3),
    towards: vec3(),
    doubt: 0,
  };
  const global = quat();

  const look = (seen: LiftedHand, digit: number, root: number): void => {
    const doubt = seen.doubt[digit]!;
    for (let k = 0; k < 3; k++) {
      subVec(view.picture[k]!, seen.picture[root + k + 1]!, seen.picture[root + k]!);
      copyVec(view.shape[k]!, seen.digits[digit * 3 + k]!);
      // accounts that agree have the length right too
      view.lengths[k] = seen.phalanges[digit * 3 + k]! * doubt + lengthVec(view.picture[k]!) * (1 - doubt);
    }
    view.doubt = doubt;
  };

  return (pose, seen, alone) => {
    multiplyQuat(global, seen.palm, toHand);
    turnBone(rig, pose, hand, global);
    for (const metacarpal of metacarpals) restBone(rig, pose, metacarpal);
    copyVec(view.towards, seen.towards);
    view.shaped = seen.shaped;
    for (let k = 0; k < digits.length; k++) {
      const { landmark, place } = digits[k]!;
      look(seen, k, landmark);
      place(pose, view);
    }
    if (alone) restBone(rig, pose, hand);
  };
}
