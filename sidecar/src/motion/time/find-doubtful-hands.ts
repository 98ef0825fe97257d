import { angleQuat, type Quat, quat } from '../../skeleton/quaternion.ts';
import { type RotationTracks, readRotation } from './rotation-tracks.ts';
import type { Span } from './scenes.ts';

/** A wrist does not bend further than this, radians: 105 degrees, with room for error. */
const LARGEST_BEND = 1.83;
/**
 * From one frame that is believed to the next a hand turns against its forearm by as much as points are off, radians, and as
 * fast as signing is, radians a second. What it turns beyond that is as hard to believe as it is that the tracker was wrong
 * for so long, seconds a radian: slow enough that no jump is easier to believe by frames that are left out beside it. Up to
 * this much, since a hand may turn over in a blur.
 */
const POINTS_OFF = 0.35;
const TURNS_BY = 8;
const DOUBT_RATE = 0.12;
const MOST_DOUBT = 0.13;
/**
 * A hand that is found between two gaps for no longer than this, seconds, is not found at all if it turns there by this from
 * one frame to the next, radians, or is gone with the next.
 */
const LONGEST_ISLAND = 0.16;
const ISLAND_JUMP = 0.43;

/**
 * Clears the frames in which a tracked hand cannot be true: the wrist bends beyond any joint, the hand jumps away and
 * shortly after back, as trackers do when a hand is covered, jumps and is gone, or is there for a moment only. Those frames
 * are believed that leave the least to doubt in all: the frames that are not, in seconds, and the jumps between those that
 * are.
 *
 * @param seen a byte a frame; cleared in place. @param scenes nothing is told from one of another.
 */
export function clearDoubtfulHands(
  seen: Uint8Array,
  tracks: RotationTracks,
  hand: number,
  { times, scenes }: { times: Float64Array; scenes: readonly Span[] },
): void {
  const turns = Array.from({ length: tracks.frames }, (_, i) => {
    const turn = quat();
    readRotation(turn, tracks, i, hand);
    return turn;
  });
  turns.forEach((turn, i) => {
    if (bendsTooFar(turn)) seen[i] = 0;
  });
  for (const scene of scenes) clearJumps(seen, turns, times, scene);
  clearIslands(seen, turns, times);
}

/** Clears what does not lie on the path of least doubt through the frames of a scene. */
function clearJumps(seen: Uint8Array, turns: readonly Quat[], times: Float64Array, { from, to }: Span): void {
  const frames: number[] = [];
  for (let i = from; i < to; i++) if (seen[i] === 1) frames.push(i);
  /** Seconds that were seen before each of the frames, and before the end. */
  const before = [0];
  for (const i of frames) before.push(before.at(-1)! + lengthOf(i, times));
  const doubt = Float64Array.from(before);
  const path = new Int32Array(before.length).fill(-1);
  for (let k = 1; k < before.length; k++) {
    for (let j = k - 1; j >= 0; j--) {
      const skipped = before[k]! - before[j + 1]!;
      if (skipped > 2 * MOST_DOUBT) break;
      const jump = k < frames.length ? jumpDoubt(turns, times, frames[j]!, frames[k]!) : 0;
      const sum = doubt[j]! + skipped + jump;
      if (sum > doubt[k]!) continue;
      doubt[k] = sum;
      path[k] = j;
    }
  }
  for (const i of frames) seen[i] = 0;
  for (let k = path.at(-1)!; k >= 0; k = path[k]!) seen[frames[k]!] = 1;
}

/** Of a frame, seconds. */
function lengthOf(frame: number, times: Float64Array): number {
  const start = Math.max(0, frame - 1);
  return (times[start + 1] ?? times[start]!) - times[start]!;
}

/** How hard it is to believe that a hand turned as it did between two frames, seconds. */
function jumpDoubt(turns: readonly Quat[], times: Float64Array, a: number, b: number): number {
  const beyond = angleQuat(turns[a]!, turns[b]!) - POINTS_OFF - TURNS_BY * (times[b]! - times[a]!);
  return Math.min(MOST_DOUBT, Math.max(0, beyond * DOUBT_RATE));
}

/** Whether a hand's rotation against its forearm is beyond any wrist. */
export function bendsTooFar(local: Quat): boolean {
  const [x, y, z, w] = local as unknown as [number, number, number, number];
  // The turned x axis against the forearm's: the cosine of the bend.
  return w * w + x * x - y * y - z * z < Math.cos(LARGEST_BEND);
}

/** What is seen for a moment between two gaps and jumps is something else: trackers grasp at what covers a hand. */
function clearIslands(seen: Uint8Array, turns: readonly Quat[], times: Float64Array): void {
  for (let gap = seen.indexOf(0); gap >= 0; ) {
    const from = seen.indexOf(1, gap);
    const to = from < 0 ? -1 : seen.indexOf(0, from);
    if (to >= 0 && times[to]! - times[from]! <= LONGEST_ISLAND && isGrasped(turns.slice(from, to)))
      seen.fill(0, from, to);
    gap = to;
  }
}

/** Whether a hand jumps within frames, or is there for one alone. */
function isGrasped(turns: readonly Quat[]): boolean {
  return turns.length === 1 || turns.some((turn, i) => i > 0 && angleQuat(turns[i - 1]!, turn) > ISLAND_JUMP);
}
