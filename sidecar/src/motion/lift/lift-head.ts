import {
  axisAngleQuat,
  frameQuat,
  multiplyQuat,
  type Quat,
  quat,
  setQuat,
} from '../../skeleton/quaternion.ts';
import { mixVec, normalizeVec, subVec, vec3 } from '../../skeleton/vector.ts';
import { type ClipStore, HAS, ROW } from '../clip/clip-store.ts';
import { EAR, NOSE } from '../clip/landmark-points.ts';
import { FACE_SAMPLE } from '../face/face-sampler.ts';
import type { Joints } from './joints.ts';

/**
 * Angle by which the line from the middle of the ears to the nose falls below the face's own forward,
 * radians: 25 degrees between the ear canals and the nose tip of the canonical face model.
 */
export const NOSE_BELOW_EARS = 0.44;

/** The head's turn from facing forward, component space; from the face, else from the body model's ears and nose. */
export type HeadLift = (out: Quat, view: HeadView) => void;

export interface HeadView {
  readonly frame: number;
  /** Of the frame, in the character's axes. */
  readonly joints: Joints;
  /** From the camera's axes to the character's. */
  readonly turn: Quat;
}

export function createHeadLift(clip: ClipStore): HeadLift {
  const tilt = quat();
  const across = vec3();
  const forward = vec3();

  return (out, { frame, joints: { body }, turn }) => {
    if ((clip.has(frame) & HAS.face) !== 0) {
      const at = clip.rowOf(frame) + ROW.face + FACE_SAMPLE.head;
      const values = clip.values(frame);
      setQuat(out, values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!);
      multiplyQuat(out, turn, out);
      return;
    }
    subVec(across, body[EAR.l]!, body[EAR.r]!);
    normalizeVec(across, across);
    mixVec(forward, body[EAR.l]!, body[EAR.r]!, 0.5);
    subVec(forward, body[NOSE]!, forward);
    // Component axes with x to the left and y forward: the frame itself is the turn.
    if (!frameQuat(out, across, forward)) setQuat(out, 0, 0, 0, 1);
    axisAngleQuat(tilt, vec3(1, 0, 0), NOSE_BELOW_EARS);
    multiplyQuat(out, out, tilt);
  };
}
