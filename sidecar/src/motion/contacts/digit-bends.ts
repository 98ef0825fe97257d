import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { multiplyQuat, type Quat, quat, relativeQuat, setQuat } from '../../skeleton/quaternion.ts';
import { type Pose, placeBone, type Rig } from '../../skeleton/rig.ts';
import type { TrackSmoother } from '../time/smooth-rotations.ts';
import { DIGITS } from './contact-pairs.ts';
import type { TargetHand } from './target-hand.ts';

/** Turns that are not worth making, radians. */
const LEAST_TURN = 1e-4;

/** How digits bend for their contacts, kept over the frames so that it is smooth in time. */
export interface DigitBends {
  /** Bends the digits of a pose as in a frame; tells whether they bend at all. */
  apply(pose: Pose, frame: number): boolean;
  /** Notes how the digits are before they bend further. */
  before(pose: Pose): void;
  /** Keeps how much further they bent since then, for a frame. */
  keep(pose: Pose, frame: number): void;
  /** Adds what was kept, smoothed over time, to what {@link DigitBends.apply} does. */
  add(smoother: TrackSmoother, hertz: number): void;
}

export function createDigitBends(
  rig: Rig,
  hands: Readonly<Record<Side, TargetHand>>,
  frames: number,
): DigitBends {
  const bones = SIDES.flatMap((side) => DIGITS.flatMap((digit) => [...hands[side].bones(digit)]));
  const row = bones.length * 3;
  const sum = new Float32Array(frames * row);
  const more = new Float32Array(frames * row);
  const used = new Set<number>();
  const start = bones.map(() => quat());
  const turn = quat();

  return {
    apply: (pose, frame) => {
      let bent = false;
      for (const k of used) {
        if (!readTurn(turn, sum, frame * row + k * 3)) continue;
        multiplyQuat(pose.local[bones[k]!]!, pose.local[bones[k]!]!, turn);
        bent = true;
      }
      if (bent) for (const bone of bones) placeBone(rig, pose, bone);
      return bent;
    },
    before: (pose) => {
      bones.forEach((bone, k) => {
        start[k]!.set(pose.local[bone]!);
      });
    },
    keep: (pose, frame) => {
      bones.forEach((bone, k) => {
        relativeQuat(turn, start[k]!, pose.local[bone]!);
        if (writeTurn(more, frame * row + k * 3, turn)) used.add(k);
      });
    },
    add: (smoother, hertz) => {
      for (const k of used)
        for (let axis = 0; axis < 3; axis++) smoother.numbers(more, row, k * 3 + axis, hertz);
      for (let k = 0; k < sum.length; k++) sum[k]! += more[k]!;
      more.fill(0);
    },
  };
}

function writeTurn(out: Float32Array, at: number, q: Quat): boolean {
  const sign = q[3]! < 0 ? -1 : 1;
  const sine = Math.hypot(q[0]!, q[1]!, q[2]!);
  const angle = 2 * Math.atan2(sine, q[3]! * sign);
  if (angle < LEAST_TURN) return false;
  for (let axis = 0; axis < 3; axis++) out[at + axis] = (q[axis]! / sine) * sign * angle;
  return true;
}

function readTurn(out: Quat, from: Float32Array, at: number): boolean {
  const [x, y, z] = [from[at]!, from[at + 1]!, from[at + 2]!];
  const angle = Math.hypot(x, y, z);
  if (angle < LEAST_TURN) return false;
  const k = Math.sin(angle / 2) / angle;
  setQuat(out, x * k, y * k, z * k, Math.cos(angle / 2));
  return true;
}
