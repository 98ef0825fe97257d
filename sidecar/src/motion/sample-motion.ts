import type { MotionFrame } from '../protocol/motion.ts';
import { quat, slerpQuat } from '../skeleton/quaternion.ts';
import type { Rig } from '../skeleton/rig.ts';
import type { SolvedClip } from './solve-clip.ts';
import { readRotation } from './time/rotation-tracks.ts';

/** Frames of a motion at `fps` that end no later than the clip's last frame; none for an empty clip. */
export function outputFrameCount(times: Float64Array, fps: number): number {
  return times.length === 0 ? 0 : Math.max(1, Math.floor(times[times.length - 1]! * fps + 1e-6) + 1);
}

/** The motion at an even rate: rotations by slerp, the rest linearly, states of the nearer frame. */
export function* sampleMotion(solved: SolvedClip, rig: Rig, fps: number): Generator<MotionFrame> {
  const { times, rotations, pelvis } = solved;
  const count = outputFrameCount(times, fps);
  const a = quat();
  const b = quat();
  let from = 0;
  for (let frame = 0; frame < count; frame++) {
    const time = frame / fps;
    while (from + 2 < times.length && times[from + 1]! <= time) from++;
    const to = Math.min(from + 1, times.length - 1);
    const span = times[to]! - times[from]!;
    const share = span > 0 ? Math.min(1, Math.max(0, (time - times[from]!) / span)) : 0;
    const mix = (values: Float32Array, width: number, k: number): number =>
      values[from * width + k]! * (1 - share) + values[to * width + k]! * share;
    const turns: [number, number, number, number][] = [];
    for (let bone = 0; bone < rig.size; bone++) {
      readRotation(a, rotations, from, bone);
      readRotation(b, rotations, to, bone);
      slerpQuat(a, a, b, share);
      turns.push([a[0]!, a[1]!, a[2]!, a[3]!]);
    }
    yield {
      frame,
      time,
      pelvis: [mix(pelvis, 3, 0), mix(pelvis, 3, 1), mix(pelvis, 3, 2)],
      rotations: turns,
      curves: [],
      arkit: {},
      confidence: { body: 1, leftHand: 1, rightHand: 1, face: 1 },
      flags: [],
    };
  }
}
