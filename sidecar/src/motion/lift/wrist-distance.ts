import { POSE_LANDMARKS } from '../../protocol/landmarks.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { vec3 } from '../../skeleton/vector.ts';
import { type ClipStore, HAS } from '../clip/clip-store.ts';
import { WRIST } from '../clip/landmark-points.ts';
import type { Performer } from '../clip/measure-performer.ts';
import { createBodyReader } from './body-evidence.ts';
import { createBodyLift, createCandidates } from './lift-body.ts';
import type { Camera } from './view-ray.ts';

/** Distance of a wrist from the camera along the optical axis, cm, by the arm; null in a frame without a body. */
export type WristDistance = (frame: number, side: Side) => number | null;

/** Each frame by itself, every bone on its likelier side. */
export function createWristDistance(clip: ClipStore, camera: Camera, performer: Performer): WristDistance {
  const read = createBodyReader(clip, camera);
  const lift = createBodyLift(performer, camera.focal);
  const candidates = createCandidates();
  const joints = Array.from({ length: POSE_LANDMARKS }, () => vec3());
  return (frame, side) => {
    if ((clip.has(frame) & HAS.pose) === 0) return null;
    const evidence = read(frame);
    lift.weigh(candidates, evidence, joints);
    return evidence.depth - joints[WRIST[side]]![1]!;
  };
}
