import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { type Quat, quat, rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import { lengthVec, setVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { HandEvidence } from './hand-evidence.ts';
import { createPalmFrame, PALM_POINTS } from './palm.ts';

const POINTS = (HAND_LANDMARKS - 1) * 3;
/** Both accounts' points about the wrist, where the camera is for each, and how their palms lie to each other. */
export const HAND_INPUTS = 2 * POINTS + 12;

/**
 * Writes what the networks of palms and handshapes are shown; false for a palm without extent. Each account is seen in its
 * own palm's frame and in sizes of its palm, a left hand as its mirror image: so nothing changes with the hand's place,
 * size, side and turn in the picture.
 */
export type HandInputs = (out: Float32Array, evidence: HandEvidence) => boolean;

export function createHandInputs(side: Side): HandInputs {
  const palmFrame = createPalmFrame();
  const [seen, metric] = [quat(), quat()];
  const local = vec3();
  const mirror = side === 'l' ? -1 : 1;

  const put = (out: Float32Array, at: number, unit: number): void => {
    out[at] = local[0]! * unit;
    out[at + 1] = local[1]! * unit;
    out[at + 2] = local[2]! * unit * mirror;
  };
  const putPoints = (out: Float32Array, start: number, palm: Quat, points: readonly Vec3[]): void => {
    let square = 0;
    for (const landmark of PALM_POINTS) square += lengthVec(points[landmark]!) ** 2;
    const unit = 1 / Math.sqrt(square / (PALM_POINTS.length - 1));
    for (let k = 1; k < HAND_LANDMARKS; k++) {
      unrotateVec(local, palm, points[k]!);
      put(out, start + (k - 1) * 3, unit);
    }
  };
  const putView = (out: Float32Array, at: number, palm: Quat): void => {
    setVec(local, 0, 1, 0);
    unrotateVec(local, palm, local);
    put(out, at, 1);
  };

  return (out, { picture, world }) => {
    if (!palmFrame(seen, picture) || !palmFrame(metric, world)) return false;
    putPoints(out, 0, seen, picture);
    putPoints(out, POINTS, metric, world);
    putView(out, 2 * POINTS, seen);
    putView(out, 2 * POINTS + 3, metric);
    for (const axis of [0, 1]) {
      setVec(local, 1 - axis, axis, 0);
      rotateVec(local, seen, local);
      unrotateVec(local, metric, local);
      put(out, 2 * POINTS + 6 + 3 * axis, 1);
    }
    return true;
  };
}
