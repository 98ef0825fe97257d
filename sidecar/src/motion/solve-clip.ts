import { BODY_BONES } from '../skeleton/body-bones.ts';
import { quat } from '../skeleton/quaternion.ts';
import { createPose, type Rig } from '../skeleton/rig.ts';
import type { ClipStore } from './clip/clip-store.ts';
import { findSeen, type Seen } from './clip/find-seen.ts';
import { measurePalm } from './clip/measure-palm.ts';
import { measurePerformer, type Performer } from './clip/measure-performer.ts';
import { type ClipView, measureView } from './clip/measure-view.ts';
import { LEG, REGIONS, type Region, regionOf } from './clip/regions.ts';
import { type SolvedFace, solveFace } from './face/solve-face.ts';
import type { Camera } from './lift/body-evidence.ts';
import { createJoints } from './lift/joints.ts';
import { createHeadLift } from './lift/lift-head.ts';
import { createJointLift, type JointLift } from './lift/lift-joints.ts';
import { measureDepth } from './lift/measure-depth.ts';
import { restPalm } from './lift/rest-palm.ts';
import { createBodySolver } from './solve/solve-body.ts';
import { findGaps, type Gap, statesOf } from './time/bridge-gaps.ts';
import {
  alignSigns,
  createRotationTracks,
  fillRotationGaps,
  type RotationTracks,
  writeRotation,
} from './time/rotation-tracks.ts';
import { CUTOFFS, createTrackSmoother } from './time/smooth-rotations.ts';

/** Frames after which the landmarks that have been solved are let go. */
const RELEASE_EVERY = 1024;

/** A clip's motion at its own frame times. */
export interface SolvedClip {
  readonly times: Float64Array;
  readonly rotations: RotationTracks;
  /** Parent-local translation of the pelvis, cm: x, y, z a frame. */
  readonly pelvis: Float32Array;
  /** State of each region, a byte a frame: see `STATE`. */
  readonly states: Readonly<Record<Region, Uint8Array>>;
  readonly face: SolvedFace;
  /** The tracker's, four a frame: body, left hand, right hand, face. */
  readonly confidence: Float32Array;
  readonly view: ClipView;
  readonly performer: Performer;
}

export interface ClipSetting {
  readonly rig: Rig;
  readonly camera: Camera;
}

/** Landmarks to rotations at the clip's own frames: seen regions solved, gaps filled, motion smoothed. */
export function solveClip(clip: ClipStore, { rig, camera }: ClipSetting): SolvedClip {
  const times = Float64Array.from({ length: clip.length }, (_, i) => clip.time(i));
  const seen = findSeen(clip);
  const performer = measurePerformer(clip, seen, camera);
  const depths = measureDepth(clip, seen.body, times, camera);
  const palms = {
    l: measurePalm(clip, 'l', camera) ?? restPalm(rig, 'l'),
    r: measurePalm(clip, 'r', camera) ?? restPalm(rig, 'r'),
  };
  const lift = createJointLift(clip, { camera, performer, palms, depths });
  const view = measureView(clip, seen, lift.shoulderLine);
  if (!view.wholeBody) for (const leg of Object.values(LEG)) seen[leg].fill(0);
  const gaps = Object.fromEntries(
    REGIONS.map((region) => [region, findGaps(seen[region], times)]),
  ) as unknown as Record<Region, Gap[]>;
  const face = solveFace(clip, seen.face, times);
  const confidence = Float32Array.from({ length: clip.length * 4 }, (_, k) => clip.confidence(k >> 2, k & 3));
  const rotations = solveFrames(clip, rig, { seen, view, lift });
  finishRotations(rotations, rig, { gaps, times });
  const pelvis = new Float32Array(clip.length * 3);
  for (let i = 0; i < clip.length; i++) pelvis.set(rig.translations[rig.bone.pelvis]!, i * 3);
  const states = Object.fromEntries(
    REGIONS.map((region) => [region, statesOf(gaps[region], clip.length)]),
  ) as unknown as Record<Region, Uint8Array>;
  return { times, rotations, pelvis, states, face, confidence, view, performer };
}

function solveFrames(
  clip: ClipStore,
  rig: Rig,
  { seen, view, lift }: { seen: Seen; view: ClipView; lift: JointLift },
): RotationTracks {
  const rotations = createRotationTracks(clip.length, rig.size);
  const liftHead = createHeadLift(clip, view.heading);
  const solve = createBodySolver(rig);
  const pose = createPose(rig);
  const joints = createJoints();
  const head = quat();
  let frame = 0;
  const sees = (region: Region | 'hips'): boolean => seen[region][frame] === 1;
  for (; frame < clip.length; frame++) {
    if (sees('body')) {
      lift.joints(joints, frame, view.heading);
      if (sees('head')) liftHead(head, frame, joints);
      solve(pose, { joints, head, sees, wholeBody: view.wholeBody });
    }
    for (let bone = 0; bone < rig.size; bone++) writeRotation(rotations, frame, bone, pose.local[bone]!);
    if (frame % RELEASE_EVERY === RELEASE_EVERY - 1) clip.release(frame);
  }
  return rotations;
}

function finishRotations(
  rotations: RotationTracks,
  rig: Rig,
  { gaps, times }: { gaps: Readonly<Record<Region, Gap[]>>; times: Float64Array },
): void {
  const smoother = createTrackSmoother(times);
  for (const name of BODY_BONES) {
    const bone = rig.bone[name];
    const region = regionOf(name);
    fillRotationGaps(rotations, bone, rig.rotations[bone]!, { gaps: gaps[region], times });
    smoother.rotations(rotations, bone, CUTOFFS[region]);
  }
  alignSigns(rotations);
}
