import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import { conjugateQuat, multiplyQuat, type Quat, quat, rotateVec } from '../../skeleton/quaternion.ts';
import { mixVec, type Vec3 } from '../../skeleton/vector.ts';
import { createPalmFit } from './fit-palm.ts';
import type { HandEvidence } from './hand-evidence.ts';
import { createPalmFrame } from './palm.ts';

/**
 * Share of the picture's account in a finger joint's place; the rest is the metric points'. Their errors are
 * of a size and largely independent: on rendered hands every mean beats both.
 */
const PICTURE_SHARE = 0.55;

/** Hand joints (component axes, cm, about the wrist) from the evidence of a frame. */
export type HandLift = (joints: readonly Vec3[], evidence: HandEvidence) => void;

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

  return (joints, evidence) => {
    for (let k = 0; k < HAND_LANDMARKS; k++) {
      mixVec(joints[k]!, evidence.world[k]!, evidence.picture[k]!, PICTURE_SHARE);
    }
    correct(joints, evidence, evidence.ray);
  };
}
