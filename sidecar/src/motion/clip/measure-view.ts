import { SIDES } from '../../skeleton/body-bones.ts';
import { axisAngleQuat, betweenQuat, powQuat, type Quat, quat } from '../../skeleton/quaternion.ts';
import { addScaledVec, addVec, normalizeVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { Seen } from './find-seen.ts';
import { ANKLE, HIP, SHOULDER } from './landmark-points.ts';
import { LEG } from './regions.ts';

/** Share of a clip's frames in which a leg must be seen for the pelvis to move. */
const LEGS_SEEN = 0.5;
/** Height of the body's balance point from hips (0) to shoulders (1): arms and head above, legs below. */
const BALANCE_HEIGHT = 0.3;
/** An ankle this much above the other carries nothing, cm. */
const LIFTED = 12;
/** A camera is not believed to be tilted further than this, radians: 35 degrees. */
const LARGEST_TILT = 0.61;

/** What is decided once for a clip. */
export interface ClipView {
  /** Whether pelvis and legs are solved; where they are not seen they hold the base pose. */
  readonly wholeBody: boolean;
  /**
   * Turn from the camera's axes to the character's. Whole body: the camera is levelled, so that over the clip
   * the performer stands in balance. Half body: the pelvis holds its base pose, so the performer's mean facing
   * is laid on it.
   */
  readonly turn: Quat;
}

/** @param body the joints of a frame as the camera sees them. */
export function measureView(seen: Seen, body: (frame: number) => readonly Vec3[]): ClipView {
  const frames = seen.body.length;
  let bodies = 0;
  let legs = 0;
  for (let i = 0; i < frames; i++) {
    if (seen.body[i] === 0) continue;
    bodies++;
    if (legsSeen(seen, i)) legs++;
  }
  const wholeBody = bodies > 0 && legs >= bodies * LEGS_SEEN;
  return { wholeBody, turn: wholeBody ? levelTurn(seen, body) : headingTurn(seen, body) };
}

function legsSeen(seen: Seen, frame: number): boolean {
  return SIDES.some((side) => seen[LEG[side]][frame] === 1);
}

/** About the vertical, from the mean shoulder line to the character's. */
function headingTurn(seen: Seen, body: (frame: number) => readonly Vec3[]): Quat {
  const out = quat();
  const sum = vec3();
  const line = vec3();
  for (let i = 0; i < seen.body.length; i++) {
    if (seen.body[i] === 0) continue;
    const joints = body(i);
    subVec(line, joints[SHOULDER.l]!, joints[SHOULDER.r]!);
    line[2] = 0;
    normalizeVec(line, line);
    addVec(sum, sum, line);
  }
  axisAngleQuat(out, vec3(0, 0, 1), sum[0] === 0 && sum[1] === 0 ? 0 : -Math.atan2(sum[1]!, sum[0]!));
  return out;
}

/** From the mean line of support, standing ankles to balance point, to the vertical. */
function levelTurn(seen: Seen, body: (frame: number) => readonly Vec3[]): Quat {
  const out = quat();
  const sum = vec3();
  const line = vec3();
  for (let i = 0; i < seen.body.length; i++) {
    if (seen.body[i] === 0 || !legsSeen(seen, i)) continue;
    const joints = body(i);
    const left = joints[ANKLE.l]!;
    const right = joints[ANKLE.r]!;
    line.fill(0);
    for (const side of SIDES) {
      addScaledVec(line, line, joints[HIP[side]]!, (1 - BALANCE_HEIGHT) / 2);
      addScaledVec(line, line, joints[SHOULDER[side]]!, BALANCE_HEIGHT / 2);
    }
    const onRight = Math.min(1, Math.max(0, 0.5 + (left[2]! - right[2]!) / (2 * LIFTED)));
    addScaledVec(line, line, left, onRight - 1);
    addScaledVec(line, line, right, -onRight);
    normalizeVec(line, line);
    addVec(sum, sum, line);
  }
  if (normalizeVec(sum, sum) === 0) return out;
  betweenQuat(out, sum, vec3(0, 0, 1));
  const angle = 2 * Math.acos(Math.min(1, Math.abs(out[3]!)));
  if (angle > LARGEST_TILT) powQuat(out, out, LARGEST_TILT / angle);
  return out;
}
