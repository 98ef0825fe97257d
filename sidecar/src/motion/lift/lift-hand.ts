import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { conjugateQuat, multiplyQuat, quat, rotateVec, setQuat } from '../../skeleton/quaternion.ts';
import { lengthVec, scaleVec, setVec } from '../../skeleton/vector.ts';
import { DIGIT_ROOT } from '../clip/landmark-points.ts';
import type { HandShape } from '../clip/measure-hand.ts';
import { digitDoubt } from './digit-doubt.ts';
import { createPalmFit } from './fit-palm.ts';
import type { HandEvidence } from './hand-evidence.ts';
import type { LiftedHand } from './joints.ts';
import { createPalmFrame } from './palm.ts';

const ROOTS = Object.values(DIGIT_ROOT);

/** The evidence of a frame in component axes and the performer's size. `digits` come in the palm's frame. */
export type HandLift = (out: LiftedHand, evidence: HandEvidence) => void;

/**
 * The hand lies as its rigid fit has it. The accounts of the digits stay apart: the picture's as it is, the metric one
 * turned with its palm, and that of their shape.
 */
export function createHandLift(side: Side, { phalanges }: HandShape): HandLift {
  const layPalm = createPalmFit(side, phalanges);
  const palmFrame = createPalmFrame();
  const correction = quat();

  return (out, evidence) => {
    const { ray } = evidence;
    out.shaped = lengthVec(out.digits[0]!) > 0;
    const size = 1 / layPalm(out.palm, evidence, out.shaped ? out.digits : null);
    if (palmFrame(correction, evidence.world)) {
      conjugateQuat(correction, correction);
      multiplyQuat(correction, out.palm, correction);
    } else setQuat(correction, 0, 0, 0, 1);
    multiplyQuat(correction, ray, correction);
    multiplyQuat(out.palm, ray, out.palm);
    for (let k = 0; k < HAND_LANDMARKS; k++) {
      scaleVec(out.picture[k]!, evidence.picture[k]!, size);
      rotateVec(out.picture[k]!, ray, out.picture[k]!);
      rotateVec(out.world[k]!, correction, evidence.world[k]!);
    }
    for (const along of out.digits) rotateVec(along, out.palm, along);
    setVec(out.towards, 0, 1, 0);
    rotateVec(out.towards, ray, out.towards);
    out.phalanges = phalanges;
    for (let k = 0; k < ROOTS.length; k++) out.doubt[k] = digitDoubt(evidence, ROOTS[k]!);
  };
}
