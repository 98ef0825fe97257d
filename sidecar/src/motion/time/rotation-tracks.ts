import { type Quat, quat, slerpQuat } from '../../skeleton/quaternion.ts';
import { baseShare, type Gap } from './bridge-gaps.ts';

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

/** Adds a rotation to a sum of such, whatever its sign; the sum, normalised, is their mean. */
export function addRotation(sum: Quat, q: Quat): void {
  const dot = sum[0]! * q[0]! + sum[1]! * q[1]! + sum[2]! * q[2]! + sum[3]! * q[3]!;
  for (let k = 0; k < 4; k++) sum[k]! += dot < 0 ? -q[k]! : q[k]!;
}

/** Fills the gaps of one bone: between the ends by slerp when short, else by way of its base rotation. */
export function fillRotationGaps(
  tracks: RotationTracks,
  bone: number,
  base: Quat,
  { gaps, times }: { gaps: readonly Gap[]; times: Float64Array },
): void {
  const before = quat();
  const after = quat();
  const out = quat();
  for (const gap of gaps) {
    if (gap.before) readRotation(before, tracks, gap.from - 1, bone);
    if (gap.after) readRotation(after, tracks, gap.to, bone);
    for (let i = gap.from; i < gap.to; i++) {
      if (gap.bridged) {
        const start = times[gap.from - 1]!;
        slerpQuat(out, before, after, (times[i]! - start) / (times[gap.to]! - start));
      } else {
        const fromBefore =
          gap.before && (!gap.after || times[i]! - times[gap.from - 1]! <= times[gap.to]! - times[i]!);
        slerpQuat(out, fromBefore ? before : after, base, baseShare(gap, times, i));
      }
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
