import { angleQuat, type Quat, quat } from '../../skeleton/quaternion.ts';
import { type RotationTracks, readRotation } from './rotation-tracks.ts';

/** A wrist does not bend further than this, radians: 105 degrees, with room for error. */
const LARGEST_BEND = 1.83;
/** A jump of the hand against the forearm from one frame to the next, radians: 50 degrees. */
export const JUMP = 0.87;
/**
 * Two jumps this close together, seconds, that end near where they began are a burst of error: no further off than this,
 * radians, or than this share of the jump, since a hand that is covered may move on.
 */
const LONGEST_BURST = 0.25;
const SAME_PLACE = 0.7;
const SAME_SHARE = 0.5;
/** A hand that jumps and is lost no later than this after, seconds, was lost when it jumped. */
const LAST_GASP = 0.1;
/**
 * A hand that is found between two gaps for no longer than this, seconds, is not found at all if it turns there by this from
 * one frame to the next, radians, or is gone with the next.
 */
const LONGEST_ISLAND = 0.16;
const ISLAND_JUMP = JUMP / 2;

/**
 * Clears the frames in which a tracked hand cannot be true: the wrist bends beyond any joint, or the hand
 * jumps away and shortly after back, as trackers do when a hand is covered, or jumps and is gone, or is there for a moment
 * only.
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
    const jump = angleQuat(before, here);
    if (jump < JUMP) continue;
    const gone = seen.indexOf(0, i);
    if (gone > 0 && times[gone - 1]! - times[i]! <= LAST_GASP) {
      seen.fill(0, i, gone);
      continue;
    }
    for (let j = i + 1; j < tracks.frames && times[j]! - times[i]! <= LONGEST_BURST; j++) {
      if (seen[j] === 0) continue;
      readRotation(after, tracks, j, hand);
      if (angleQuat(before, after) > Math.max(SAME_PLACE, jump * SAME_SHARE)) continue;
      seen.fill(0, i, j);
      break;
    }
  }
  clearIslands(seen, tracks, hand, times);
}

function clearImpossible(seen: Uint8Array, tracks: RotationTracks, hand: number): void {
  const local = quat();
  for (let i = 0; i < tracks.frames; i++) {
    readRotation(local, tracks, i, hand);
    if (bendsTooFar(local)) seen[i] = 0;
  }
}

/** Whether a hand's rotation against its forearm is beyond any wrist. */
export function bendsTooFar(local: Quat): boolean {
  const [x, y, z, w] = local as unknown as [number, number, number, number];
  // The turned x axis against the forearm's: the cosine of the bend.
  return w * w + x * x - y * y - z * z < Math.cos(LARGEST_BEND);
}

/** What is seen for a moment between two gaps and jumps is something else: trackers grasp at what covers a hand. */
function clearIslands(seen: Uint8Array, tracks: RotationTracks, hand: number, times: Float64Array): void {
  for (let gap = seen.indexOf(0); gap >= 0; ) {
    const from = seen.indexOf(1, gap);
    const to = from < 0 ? -1 : seen.indexOf(0, from);
    if (to >= 0 && times[to]! - times[from]! <= LONGEST_ISLAND && isGrasped(tracks, hand, from, to))
      seen.fill(0, from, to);
    gap = to;
  }
}

/** Whether a hand jumps within frames, or is there for one alone. */
function isGrasped(tracks: RotationTracks, hand: number, from: number, to: number): boolean {
  const before = quat();
  const here = quat();
  for (let i = from + 1; i < to; i++) {
    readRotation(before, tracks, i - 1, hand);
    readRotation(here, tracks, i, hand);
    if (angleQuat(before, here) > ISLAND_JUMP) return true;
  }
  return to - from === 1;
}
