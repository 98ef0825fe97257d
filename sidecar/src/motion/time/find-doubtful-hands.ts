import { angleQuat, quat, rotateVec } from '../../skeleton/quaternion.ts';
import { angleVec, setVec, vec3 } from '../../skeleton/vector.ts';
import { type RotationTracks, readRotation } from './rotation-tracks.ts';

/** A wrist does not bend further than this, radians: 105 degrees, with room for error. */
const LARGEST_BEND = 1.83;
/** A jump of the hand against the forearm from one frame to the next, radians: 50 degrees. */
const JUMP = 0.87;
/** Two jumps this close together, seconds, that end near where they began are a burst of error. */
const LONGEST_BURST = 0.25;
const SAME_PLACE = 0.7;

/**
 * Clears the frames in which a tracked hand cannot be true: the wrist bends beyond any joint, or the hand
 * jumps away and shortly after back, as trackers do when a hand is covered.
 *
 * @param seen a byte a frame; cleared in place.
 */
export function clearDoubtfulHands(
  seen: Uint8Array,
  tracks: RotationTracks,
  hand: number,
  times: Float64Array,
): void {
  clearImpossible(seen, tracks, hand);
  const before = quat();
  const here = quat();
  const after = quat();
  for (let i = 1; i < tracks.frames; i++) {
    if (seen[i] === 0 || seen[i - 1] === 0) continue;
    readRotation(before, tracks, i - 1, hand);
    readRotation(here, tracks, i, hand);
    if (angleQuat(before, here) < JUMP) continue;
    for (let j = i + 1; j < tracks.frames && times[j]! - times[i]! <= LONGEST_BURST; j++) {
      if (seen[j] === 0) continue;
      readRotation(after, tracks, j, hand);
      if (angleQuat(before, after) > SAME_PLACE) continue;
      seen.fill(0, i, j);
      break;
    }
  }
}

function clearImpossible(seen: Uint8Array, tracks: RotationTracks, hand: number): void {
  const local = quat();
  const axis = vec3(1, 0, 0);
  const turned = vec3();
  for (let i = 0; i < tracks.frames; i++) {
    if (seen[i] === 0) continue;
    readRotation(local, tracks, i, hand);
    setVec(turned, 1, 0, 0);
    rotateVec(turned, local, turned);
    if (angleVec(turned, axis) > LARGEST_BEND) seen[i] = 0;
  }
}
