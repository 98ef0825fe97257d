import { angleQuat, quat } from '../../skeleton/quaternion.ts';
import { bendsTooFar } from './find-doubtful-hands.ts';
import { type RotationTracks, readRotation } from './rotation-tracks.ts';

/** A jump of the hand against the forearm from one frame to the next, radians: 50 degrees. */
const JUMP = 0.87;
/** A hand that has jumped and stays is believed after this time, seconds. */
const BELIEVED_AFTER = 0.07;

/** Clears, in `seen`, the frames of a window in which a tracked hand cannot be true, by the past alone. */
export type HandDoubt = (
  seen: Uint8Array,
  tracks: RotationTracks,
  options: { readonly hand: number; readonly times: Float64Array },
) => void;

export function createHandDoubt(): HandDoubt {
  const believed = quat();
  const here = quat();
  let believedAt = Number.NEGATIVE_INFINITY;

  return (seen, tracks, { hand, times }) => {
    for (let i = 0; i < seen.length; i++) {
      if (seen[i] === 0) continue;
      readRotation(here, tracks, i, hand);
      const jumps = times[i]! - believedAt <= BELIEVED_AFTER && angleQuat(believed, here) >= JUMP;
      if (bendsTooFar(here) || jumps) seen[i] = 0;
      else {
        believed.set(here);
        believedAt = times[i]!;
      }
    }
  };
}
