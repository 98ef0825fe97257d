import { mixPoses, NEUTRAL_POSE, type Pose } from './pose.ts';
import type { Proportions } from './skeleton.ts';
import type { Vec3 } from './vector.ts';

/** A part of a pose; what is left out is as in the neutral pose. */
export type KeyPose = { readonly [Part in keyof Pose]?: Partial<Pose[Part]> };

/** The performer is in `pose` from `at` for `hold` seconds (default 0) and moves on from there. */
export interface Key {
  readonly at: number;
  readonly hold?: number;
  readonly pose: KeyPose;
}

/** `position` and `target` in metres; `focal` is the focal length in halves of the picture's height. */
export interface Camera {
  readonly position: Vec3;
  readonly target: Vec3;
  readonly focal: number;
}

/** Linear colours, 0..1. */
export interface Look {
  readonly skin: Vec3;
  readonly shirt: Vec3;
  readonly trousers: Vec3;
  readonly hair: Vec3;
  readonly iris: Vec3;
  readonly wall: Vec3;
}

export interface Clip {
  readonly fps: number;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly camera: Camera;
  readonly look: Look;
  readonly proportions?: Partial<Proportions>;
  /** In the order of time. */
  readonly keys: readonly Key[];
}

export const frameCount = (clip: Clip): number => Math.round(clip.seconds * clip.fps);

/** Minimum-jerk profile of a reaching hand (Flash and Hogan 1985): speed and acceleration start and end at 0. */
const reach = (t: number): number => t * t * t * (10 + t * (6 * t - 15));

/** The whole pose that a key stands for. */
export function completePose(key: KeyPose): Pose {
  return {
    trunk: { ...NEUTRAL_POSE.trunk, ...key.trunk },
    left: { ...NEUTRAL_POSE.left, ...key.left },
    right: { ...NEUTRAL_POSE.right, ...key.right },
    leftFoot: { ...NEUTRAL_POSE.leftFoot, ...key.leftFoot },
    rightFoot: { ...NEUTRAL_POSE.rightFoot, ...key.rightFoot },
    face: { ...NEUTRAL_POSE.face, ...key.face },
  };
}

/** Pose at `time` seconds; before the first key and after the last one the performer holds still. */
export function poseAt(clip: Clip, time: number): Pose {
  const next = clip.keys.findIndex((key) => key.at > time);
  const before = clip.keys[next === -1 ? clip.keys.length - 1 : Math.max(0, next - 1)];
  if (!before) throw new Error('A clip needs at least one key.');
  const after = clip.keys[next];
  if (!after || next === 0) return completePose(before.pose);
  const start = Math.min(after.at, before.at + (before.hold ?? 0));
  const share = Math.max(0, Math.min(1, (time - start) / Math.max(1e-9, after.at - start)));
  return mixPoses(completePose(before.pose), completePose(after.pose), reach(share));
}
