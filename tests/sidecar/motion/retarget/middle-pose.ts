import { createSolver } from '../../../../sidecar/src/motion/create-solver.ts';
import { focalPixels } from '../../../../sidecar/src/motion/lift/view-ray.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';
import {
  createPose,
  createRig,
  forwardKinematics,
  type Pose,
  type Rig,
} from '../../../../sidecar/src/skeleton/rig.ts';
import { madeUpSource } from '../made-up-source.ts';
import { landmarksOf } from '../synthetic-performer.ts';

const FPS = 30;
const FRAMES = 31;
const FOV = 38;
const source = madeUpSource('still.mp4', { frames: FRAMES, fps: FPS });
const camera = { width: 1280, height: 1280, focal: focalPixels(source, FOV), distance: 320 };

/** A second of a performer who holds still. */
export function holdStill(rig: Rig, pose: Pose): LandmarkFrame[] {
  return Array.from({ length: FRAMES }, (_, i) => landmarksOf(rig, pose, camera, i, i / FPS));
}

/** What a body does in the middle of it, by the points themselves and without contacts. */
export function middlePose(frames: readonly LandmarkFrame[], bodyType: string): { rig: Rig; pose: Pose } {
  const settings = { fovDegrees: FOV, mendArms: false, holdContacts: false };
  const solver = createSolver({ source, bodyType, settings });
  for (const frame of frames) solver.push(frame);
  const solved = solver.finish();
  const rig = createRig(solved.header.skeleton);
  const pose = createPose(rig);
  [...solved.frames][FRAMES >> 1]!.rotations.forEach((rotation, bone) => {
    pose.local[bone]!.set(rotation);
  });
  forwardKinematics(rig, pose);
  return { rig, pose };
}
