import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { conjugateQuat, multiplyQuat, quat, rotateVec } from '../../skeleton/quaternion.ts';
import { distanceVec, scaleVec, setVec } from '../../skeleton/vector.ts';
import { DIGIT_ROOT } from '../clip/landmark-points.ts';
import type { HandShape } from '../clip/measure-hand.ts';
import { createPalmFit } from './fit-palm.ts';
import type { HandEvidence } from './hand-evidence.ts';
import type { LiftedHand } from './joints.ts';
import { createPalmFrame } from './palm.ts';

/** Mean squared chord between the two accounts of a digit at which it is half in doubt; a tenth of what is usual. */
const HALF_IN_DOUBT = 0.02;
const ROOTS = Object.values(DIGIT_ROOT);

/** The evidence of a frame in component axes and the performer's size. `digits` come in the palm's frame. */
export type HandLift = (out: LiftedHand, evidence: HandEvidence) => void;

/**
 * The palm lies as its rigid fit has it. The two accounts of the digits stay apart: the picture's as it is, the
 * metric one turned with its palm.
 */
export function createHandLift(side: Side, { phalanges }: HandShape): HandLift {
  const layPalm = createPalmFit(side);
  const palmFrame = createPalmFrame();
  const correction = quat();

  return (out, evidence) => {
    const { ray, metric } = evidence;
    const size = 1 / layPalm(out.palm, evidence);
    out.worldTrust = 0;
    if (metric && palmFrame(correction, evidence.world)) {
      out.worldTrust = 1;
      conjugateQuat(correction, correction);
      multiplyQuat(correction, out.palm, correction);
      multiplyQuat(correction, ray, correction);
    } else correction.set(ray);
    for (let k = 0; k < HAND_LANDMARKS; k++) {
      scaleVec(out.picture[k]!, evidence.picture[k]!, size);
      rotateVec(out.picture[k]!, ray, out.picture[k]!);
      rotateVec(out.world[k]!, correction, evidence.world[k]!);
    }
    multiplyQuat(out.palm, ray, out.palm);
    for (const along of out.digits) rotateVec(along, out.palm, along);
    setVec(out.towards, 0, 1, 0);
    rotateVec(out.towards, ray, out.towards);
    out.phalanges = phalanges;
    for (let k = 0; k < ROOTS.length; k++) {
      const apart = difference(evidence, ROOTS[k]!);
      out.doubt[k] = metric ? apart / (apart + HALF_IN_DOUBT) : 1;
    }
  };
}

/** Mean squared chord between the directions that the two accounts give a digit's segments. */
function difference({ picture, world }: HandEvidence, root: number): number {
  let sum = 0;
  for (let k = root; k < root + 3; k++) {
    const lengths = distanceVec(picture[k]!, picture[k + 1]!) * distanceVec(world[k]!, world[k + 1]!);
    let cosine = 0;
    for (let axis = 0; axis < 3; axis++) {
      cosine += (picture[k + 1]![axis]! - picture[k]![axis]!) * (world[k + 1]![axis]! - world[k]![axis]!);
    }
    sum += lengths > 0 ? 2 - (2 * cosine) / lengths : 0;
  }
  return sum / 3;
}
