import type { Side } from '../../skeleton/body-bones.ts';
import { conjugateQuat, multiplyQuat, type Quat, quat, setQuat } from '../../skeleton/quaternion.ts';
import type { Rig } from '../../skeleton/rig.ts';
import { type RotationTracks, readRotation, writeRotation } from '../time/rotation-tracks.ts';
import type { Cutoff } from '../time/time-filter.ts';

/** Cut-off of a hand's turn in space, Hz: it has none of its forearm's trembling, and signing is slower than that. */
export const HAND_CUTOFF: Cutoff = { still: 4, moving: 13 };

/** A hand's rotation as it is in space, and back to what it is on its forearm; both in place. */
export interface HandInSpace {
  toSpace(tracks: RotationTracks): void;
  toForearm(tracks: RotationTracks): void;
}

/**
 * A hand is seen by itself, and better than the arm that it hangs on: smoothed against the forearm it would take
 * over what the arm's smoothing moves, and lie beside its picture.
 */
export function createHandInSpace(rig: Rig, side: Side): HandInSpace {
  const hand = rig.bone[`hand_${side}`];
  const chain: number[] = [];
  for (let bone = rig.parents[hand]!; bone >= 0; bone = rig.parents[bone]!) chain.unshift(bone);
  const forearm = quat();
  const turn = quat();

  const placeForearm = (out: Quat, tracks: RotationTracks, frame: number): void => {
    setQuat(out, 0, 0, 0, 1);
    for (const bone of chain) {
      readRotation(turn, tracks, frame, bone);
      multiplyQuat(out, out, turn);
    }
  };
  const change = (tracks: RotationTracks, back: boolean): void => {
    for (let i = 0; i < tracks.frames; i++) {
      placeForearm(forearm, tracks, i);
      if (back) conjugateQuat(forearm, forearm);
      readRotation(turn, tracks, i, hand);
      multiplyQuat(turn, forearm, turn);
      writeRotation(tracks, i, hand, turn);
    }
  };

  return {
    toSpace: (tracks) => change(tracks, false),
    toForearm: (tracks) => change(tracks, true),
  };
}
