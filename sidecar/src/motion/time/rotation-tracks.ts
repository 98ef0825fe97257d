import { type Quat, quat, slerpQuat } from '../../skeleton/quaternion.ts';
import { forwardKinematics, type Pose, type Rig } from '../../skeleton/rig.ts';
import { type Gap, shareOfWay } from './bridge-gaps.ts';

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

/** Lays a pose as a frame has it. */
export function layPose(rig: Rig, pose: Pose, tracks: RotationTracks, frame: number): void {
  for (let bone = 0; bone < rig.size; bone++) readRotation(pose.local[bone]!, tracks, frame, bone);
  forwardKinematics(rig, pose);
}

/** What the gaps of a track are filled by. */
export interface GapFilling {
  readonly gaps: readonly Gap[];
  readonly times: Float64Array;
  /** How far each frame has gone to the base: see `baseShares`. */
  readonly shares: Float64Array;
}

/** Fills the gaps of one bone: evenly from end to end, and as far to its base rotation as each frame has gone there. */
export function fillRotationGaps(
  tracks: RotationTracks,
  bone: number,
  base: Quat,
  { gaps, times, shares }: GapFilling,
): void {
  const first = quat();
  const last = quat();
  const out = quat();
  for (const gap of gaps) {
    const { from, to, before, after } = gap;
    if (before) readRotation(first, tracks, from - 1, bone);
    if (after) readRotation(last, tracks, to, bone);
    for (let i = from; i < to; i++) {
      slerpQuat(out, first, last, shareOfWay(gap, times, i));
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

/** Copies a bone's quaternions, four numbers a frame, with continuous signs; false when it never moves. */
export function loadBone(
  out: Float64Array,
  { frames, bones, values }: RotationTracks,
  bone: number,
): boolean {
  let moves = false;
  for (let i = 0; i < frames; i++) {
    const at = (i * bones + bone) * 4;
    let dot = 0;
    for (let k = 0; k < 4; k++) {
      out[i * 4 + k] = values[at + k]!;
      if (i > 0) {
        dot += values[at + k]! * out[i * 4 - 4 + k]!;
        moves ||= values[at + k] !== values[at - bones * 4 + k];
      }
    }
    if (dot < 0) for (let k = 0; k < 4; k++) out[i * 4 + k] = -out[i * 4 + k]!;
  }
  return moves;
}

/** Writes a bone's quaternions, of any length but 0. */
export function storeBone({ frames, bones, values }: RotationTracks, bone: number, from: Float64Array): void {
  for (let i = 0; i < frames; i++) {
    const at = i * 4;
    let square = 0;
    for (let k = 0; k < 4; k++) square += from[at + k]! * from[at + k]!;
    const length = Math.sqrt(square);
    for (let k = 0; k < 4; k++) values[(i * bones + bone) * 4 + k] = from[at + k]! / length;
  }
}
