import { conjugateQuat, multiplyQuat, type Quat, quat, slerpQuat } from '../../skeleton/quaternion.ts';
import { lengthOf, lengthVec, mixVec, setVec, vec3 } from '../../skeleton/vector.ts';
import type { Cutoff } from './time-filter.ts';

/** Speeds below which a bone counts as still and above which as moving, radians a second. */
const STILL_SPEED = 0.25;
const MOVING_SPEED = 3.4;
/** Cut-off of the angular velocity's own low-pass, Hz: tremor turns to and fro and cancels, a sign does not. */
const VELOCITY_HERTZ = 2;
/**
 * How much further than the zero-phase filter's the cut-off opens at the speed that counts as moving: what
 * looks at the past alone pays for calm with delay, and a delay of a frame is seen.
 */
const OPENING = 2.5;

/** Filters one rotation in place; `time` in seconds rises from call to call. */
export type RotationFilter = (q: Quat, time: number, cutoff: Cutoff) => void;

/**
 * One-Euro filter (Casiez, Roussel and Vogel 2012) on unit quaternions: an exponential mean along the arc, whose
 * cut-off rises with the angular speed. Looks at nothing but the past.
 */
export function createRotationFilter(): RotationFilter {
  const shown = quat();
  const seen = quat();
  const turn = quat();
  const step = vec3();
  const velocity = vec3();
  let last: number | null = null;

  const follow = (q: Quat, seconds: number): void => {
    conjugateQuat(turn, seen);
    multiplyQuat(turn, q, turn);
    const sign = turn[3]! < 0 ? -1 : 1;
    const sine = lengthOf(turn[0]!, turn[1]!, turn[2]!);
    const scale = sine > 0 ? (sign * 2 * Math.atan2(sine, sign * turn[3]!)) / sine / seconds : 0;
    setVec(step, turn[0]! * scale, turn[1]! * scale, turn[2]! * scale);
    mixVec(velocity, velocity, step, passShare(VELOCITY_HERTZ, seconds));
    seen.set(q);
  };

  return (q, time, cutoff) => {
    const seconds = last === null ? 0 : time - last;
    last = time;
    if (seconds <= 0) {
      shown.set(q);
      seen.set(q);
      return;
    }
    follow(q, seconds);
    const rise = (cutoff.moving * OPENING - cutoff.still) / (MOVING_SPEED - STILL_SPEED);
    const speed = Math.max(0, lengthVec(velocity) - STILL_SPEED);
    slerpQuat(shown, shown, q, passShare(cutoff.still + rise * speed, seconds));
    q.set(shown);
  };
}

/** Part of a new value that an exponential mean of a cut-off takes after a time. */
export function passShare(hertz: number, seconds: number): number {
  return 1 - Math.exp(-2 * Math.PI * hertz * seconds);
}
