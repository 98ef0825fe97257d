import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import { FINGERS } from '../../skeleton/body-bones.ts';
import { conjugateQuat, multiplyQuat, type Quat, quat, rotateVec } from '../../skeleton/quaternion.ts';
import { distanceVec, mixVec, type Vec3 } from '../../skeleton/vector.ts';
import { DIGIT_ROOT } from '../clip/landmark-points.ts';
import { createPalmFit } from './fit-palm.ts';
import type { HandEvidence } from './hand-evidence.ts';
import { createPalmFrame } from './palm.ts';

/**
 * Share of the picture's account in a finger joint's place; the rest is the metric points'. Their errors are
 * of a size and largely independent: on rendered hands every mean beats both.
 */
const PICTURE_SHARE = 0.55;

/** Doubt of a finger of which there is but one account: what two accounts typically differ by. */
const USUAL_DOUBT = 0.3;

/**
 * Hand joints (component axes, cm, about the wrist) from the evidence of a frame, and how far the accounts of
 * each finger differ.
 */
export type HandLift = (joints: readonly Vec3[], doubt: Float64Array, evidence: HandEvidence) => void;

/**
 * The two accounts are averaged, and the whole is turned so that its palm lies as the rigid fit has it.
 *
 * @param palm the performer's palm in its own frame; the target's where the performer's is not known.
 */
export function createHandLift(palm: readonly Vec3[]): HandLift {
  const layPalm = createPalmFit(palm);
  const palmFrame = createPalmFrame();
  const fitted = quat();
  const plain = quat();

  const correct = (joints: readonly Vec3[], evidence: HandEvidence, ray: Quat): void => {
    if (palmFrame(plain, joints)) {
      layPalm(fitted, evidence);
      conjugateQuat(plain, plain);
      multiplyQuat(fitted, fitted, plain);
      multiplyQuat(fitted, ray, fitted);
    } else fitted.set(ray);
    for (const joint of joints) rotateVec(joint, fitted, joint);
  };

  return (joints, doubt, evidence) => {
    for (let k = 0; k < HAND_LANDMARKS; k++) {
      mixVec(joints[k]!, evidence.world[k]!, evidence.picture[k]!, PICTURE_SHARE);
    }
    correct(joints, evidence, evidence.ray);
    for (const [k, finger] of FINGERS.entries()) {
      doubt[k] = evidence.metric ? difference(evidence, DIGIT_ROOT[finger]) : USUAL_DOUBT;
    }
  };
}

/** Mean squared chord between the directions that the two accounts give a finger's segments. */
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
