import { type Quat, quat, slerpQuat } from '../../skeleton/quaternion.ts';
import type { Gap } from './bridge-gaps.ts';

/** Rotations of many bones over a clip, parent-local; one row of x, y, z, w for each frame and bone. */
export interface RotationTracks {
  readonly frames: number;
  readonly bones: number;
  readonly values: Float32Array;
}

export function createRotationTracks(frames: number, bones: number): RotationTracks {
  return { frames, bones, values: new Float32Array(frames * bones * 4) };
}

export function readRotation(out: Quat, tracks: RotationTracks, frame: number, bone: number): void {
  const at = (frame * tracks.bones + bone) * 4;
  for (let k = 0; k < 4; k++) out[k] = tracks.values[at + k]!;
}

export function writeRotation(tracks: RotationTracks, frame: number, bone: number, q: Quat): void {
  const at = (frame * tracks.bones + bone) * 4;
  for (let k = 0; k < 4; k++) tracks.values[at + k] = q[k]!;
}

/**
 * Fills the gaps of one bone: evenly from end to end, and as far to its base rotation as each frame has gone there.
 * @param shares see `baseShares`
 */
export function fillRotationGaps(
  tracks: RotationTracks,
  bone: number,
  base: Quat,
  { gaps, times, shares }: { gaps: readonly Gap[]; times: Float64Array; shares: Float64Array },
): void {
  const first = quat();
  const last = quat();
  const out = quat();
  for (const { from, to, before, after } of gaps) {
    if (before) readRotation(first, tracks, from - 1, bone);
    if (after) readRotation(last, tracks, to, bone);
    for (let i = from; i < to; i++) {
      if (before && after) {
        const start = times[from - 1]!;
        slerpQuat(out, first, last, (times[i]! - start) / (times[to]! - start));
      } else out.set(after ? last : first);
      slerpQuat(out, out, base, shares[i]!);
      writeRotation(tracks, i, bone, out);
    }
  }
}

/**
 * Turns each bone's quaternions so that no frame jumps to the other sign of the same rotation.
 * @param before the row of the frame before the first, where there is one.
 */
export function alignSigns({ frames, bones, values }: RotationTracks, before?: Float32Array): void {
  const stride = bones * 4;
  const align = (at: number, from: Float32Array, fromAt: number): void => {
    let dot = 0;
    for (let k = 0; k < 4; k++) dot += values[at + k]! * from[fromAt + k]!;
    if (dot < 0) for (let k = 0; k < 4; k++) values[at + k] = -values[at + k]!;
  };
  if (before !== undefined && frames > 0) for (let at = 0; at < stride; at += 4) align(at, before, at);
  for (let at = stride; at < frames * stride; at += 4) align(at, values, at - stride);
}
