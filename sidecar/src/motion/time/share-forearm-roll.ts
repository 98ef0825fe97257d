import { conjugateQuat, multiplyQuat, quat, setQuat, twistAboutX } from '../../skeleton/quaternion.ts';
import type { Rig } from '../../skeleton/rig.ts';
import { type RotationTracks, readRotation, writeRotation } from './rotation-tracks.ts';

/**
 * Part of the hand's roll that the forearm bone takes; the wrist keeps the rest. The forearm's twist bones
 * spread the wrist's part over the skin; rolling the whole forearm bone would twist the elbow.
 */
export const FOREARM_ROLL_SHARE = 0.5;
/** The forearm rolls no further from its reference than this, radians: 75 degrees. */
const LARGEST_ROLL = 1.31;

/** Moves a share of each frame's roll from a hand into its forearm; the hand stays where it is. */
export type RollSharer = (tracks: RotationTracks) => void;

/**
 * The roll is followed continuously over the clip and from one window of frames to the next, so that a hand
 * turned half around does not flip the forearm.
 */
export function createRollSharer(rig: Rig, lower: number, hand: number): RollSharer {
  const back = quat();
  const local = quat();
  const turn = quat();
  let last: number | null = null;
  conjugateQuat(back, rig.rotations[hand]!);

  return (tracks) => {
    const { frames } = tracks;
    const rolls = new Float64Array(frames);
    for (let i = 0; i < frames; i++) {
      readRotation(local, tracks, i, hand);
      multiplyQuat(turn, local, back);
      rolls[i] = twistAboutX(turn);
    }
    unwrap(rolls, last);
    last = rolls[frames - 1] ?? last;
    for (let i = 0; i < frames; i++) {
      const roll = Math.min(LARGEST_ROLL, Math.max(-LARGEST_ROLL, rolls[i]! * FOREARM_ROLL_SHARE));
      setQuat(turn, Math.sin(roll / 2), 0, 0, Math.cos(roll / 2));
      readRotation(local, tracks, i, lower);
      multiplyQuat(local, local, turn);
      writeRotation(tracks, i, lower, local);
      setQuat(turn, -turn[0]!, 0, 0, turn[3]!);
      readRotation(local, tracks, i, hand);
      multiplyQuat(local, turn, local);
      writeRotation(tracks, i, hand, local);
    }
  };
}

/** Removes jumps of a full turn: on from `last`, else outwards from the value nearest to rest. */
function unwrap(angles: Float64Array, last: number | null): void {
  const full = 2 * Math.PI;
  let start = 0;
  if (last === null) {
    for (let i = 1; i < angles.length; i++) if (Math.abs(angles[i]!) < Math.abs(angles[start]!)) start = i;
  } else if (angles.length > 0) angles[0]! -= full * Math.round((angles[0]! - last) / full);
  for (let i = start + 1; i < angles.length; i++)
    angles[i]! -= full * Math.round((angles[i]! - angles[i - 1]!) / full);
  for (let i = start - 1; i >= 0; i--) angles[i]! -= full * Math.round((angles[i]! - angles[i + 1]!) / full);
}
