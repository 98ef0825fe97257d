import { BODY_BONES, SIDES, type Side } from '../skeleton/body-bones.ts';
import { quat, rotateVec } from '../skeleton/quaternion.ts';
import { createPose, type Rig } from '../skeleton/rig.ts';
import { lengthVec, vec3 } from '../skeleton/vector.ts';
import type { ClipStore } from './clip/clip-store.ts';
import { findSeen, type Seen } from './clip/find-seen.ts';
import { measurePalm } from './clip/measure-palm.ts';
import { measurePerformer, type Performer } from './clip/measure-performer.ts';
import { type ClipView, measureView } from './clip/measure-view.ts';
import { HAND, LEG, REGIONS, type Region, regionOf } from './clip/regions.ts';
import { type SolvedFace, solveFace } from './face/solve-face.ts';
import { createJoints } from './lift/joints.ts';
import { createHeadLift } from './lift/lift-head.ts';
import { createJointLift, type JointLift } from './lift/lift-joints.ts';
import { measureDepth } from './lift/measure-depth.ts';
import { restPalm } from './lift/rest-palm.ts';
import type { Camera } from './lift/view-ray.ts';
import { createBodySolver, type RollTrust } from './solve/solve-body.ts';
import { armBones, legBones } from './solve/solve-limb.ts';
import { solveRoot } from './solve/solve-root.ts';
import { findGaps, type Gap, statesOf } from './time/bridge-gaps.ts';
import { clearDoubtfulHands } from './time/find-doubtful-hands.ts';
import {
  alignSigns,
  createRotationTracks,
  fillRotationGaps,
  type RotationTracks,
  writeRotation,
} from './time/rotation-tracks.ts';
import { settleLimbRoll } from './time/settle-limb-roll.ts';
import { shareForearmRoll } from './time/share-forearm-roll.ts';
import { CUTOFFS, createTrackSmoother, type TrackSmoother } from './time/smooth-rotations.ts';

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
  /** Known lengths, or null to measure them in the clip. */
  readonly performer: Performer | null;
}

/** Landmarks to rotations at the clip's own frames: seen regions solved, gaps filled, motion smoothed. */
export function solveClip(clip: ClipStore, setting: ClipSetting): SolvedClip {
  const { rig, camera } = setting;
  const times = Float64Array.from({ length: clip.length }, (_, i) => clip.time(i));
  const seen = findSeen(clip);
  const performer = setting.performer ?? measurePerformer(clip, seen, camera);
  const depths = measureDepth(clip, seen.body, times, camera);
  const palms = {
    l: measurePalm(clip, 'l', camera) ?? restPalm(rig, 'l'),
    r: measurePalm(clip, 'r', camera) ?? restPalm(rig, 'r'),
  };
  const lift = createJointLift(clip, { camera, performer, palms, depths, seen: seen.body, times });
  const view = measureView(seen, lift.body);
  if (!view.wholeBody) for (const leg of Object.values(LEG)) seen[leg].fill(0);
  const face = solveFace(clip, seen.face, times);
  const confidence = Float32Array.from({ length: clip.length * 4 }, (_, k) => clip.confidence(k >> 2, k & 3));
  const { rotations, told, hips } = solveFrames(clip, rig, { seen, view, lift });
  const smoother = createTrackSmoother(times);
  for (const side of SIDES) {
    settleLimbRoll(rotations, rig, { ...armBones(rig, side), told: told[side].arm }, smoother);
    settleLimbRoll(rotations, rig, { ...legBones(rig, side), told: told[side].leg }, smoother);
    clearDoubtfulHands(seen[HAND[side]], rotations, rig.bone[`hand_${side}`], times);
  }
  const gaps = perRegion((region) => findGaps(seen[region], times));
  finishRotations(rotations, rig, { gaps, times, smoother });
  const pelvis = view.wholeBody
    ? solveRoot(rotations, rig, { values: hips, scale: legScale(rig, performer), seen: seen.hips }, smoother)
    : holdPelvis(rig, clip.length);
  const states = perRegion((region) => statesOf(gaps[region], clip.length));
  return { times, rotations, pelvis, states, face, confidence, view, performer };
}

/** The skeleton's leg over the performer's. */
function legScale(rig: Rig, { thigh, calf }: Performer): number {
  const { bone, translations } = rig;
  return (lengthVec(translations[bone.calf_l]!) + lengthVec(translations[bone.foot_l]!)) / (thigh + calf);
}

function holdPelvis(rig: Rig, frames: number): Float32Array {
  const out = new Float32Array(frames * 3);
  for (let i = 0; i < frames; i++) out.set(rig.translations[rig.bone.pelvis]!, i * 3);
  return out;
}

function perRegion<T>(make: (region: Region) => T): Record<Region, T> {
  return Object.fromEntries(REGIONS.map((region) => [region, make(region)])) as Record<Region, T>;
}

interface SolvedFrames {
  readonly rotations: RotationTracks;
  /** How far each frame's limbs told the roll of their upper bones, 0 to 1. */
  /** Middle of the hips, character's axes, cm of the performer. */
  readonly hips: Float32Array;
  readonly told: Readonly<Record<Side, { arm: Float32Array; leg: Float32Array }>>;
}

function solveFrames(
  clip: ClipStore,
  rig: Rig,
  { seen, view, lift }: { seen: Seen; view: ClipView; lift: JointLift },
): SolvedFrames {
  const rotations = createRotationTracks(clip.length, rig.size);
  const liftHead = createHeadLift(clip, view.turn);
  const solve = createBodySolver(rig);
  const pose = createPose(rig);
  const joints = createJoints();
  const head = quat();
  const trust: RollTrust = { l: { arm: 0, leg: 0 }, r: { arm: 0, leg: 0 } };
  const column = () => ({ arm: new Float32Array(clip.length), leg: new Float32Array(clip.length) });
  const told = { l: column(), r: column() };
  const hips = new Float32Array(clip.length * 3);
  const hip = vec3();
  let frame = 0;
  const sees = (region: Region | 'hips'): boolean => seen[region][frame] === 1;
  for (; frame < clip.length; frame++) {
    if (sees('body')) {
      lift.joints(joints, frame, view.turn);
      lift.hips(hip, frame);
      rotateVec(hip, view.turn, hip);
      hips.set(hip, frame * 3);
      if (sees('head')) liftHead(head, frame, joints);
      solve(pose, { joints, head, sees, wholeBody: view.wholeBody }, trust);
      for (const side of SIDES) {
        told[side].arm[frame] = trust[side].arm;
        told[side].leg[frame] = trust[side].leg;
      }
    }
    for (let bone = 0; bone < rig.size; bone++) writeRotation(rotations, frame, bone, pose.local[bone]!);
    if (frame % RELEASE_EVERY === RELEASE_EVERY - 1) clip.release(frame);
  }
  return { rotations, told, hips };
}

function finishRotations(
  rotations: RotationTracks,
  rig: Rig,
  {
    gaps,
    times,
    smoother,
  }: { gaps: Readonly<Record<Region, Gap[]>>; times: Float64Array; smoother: TrackSmoother },
): void {
  for (const name of BODY_BONES) {
    const bone = rig.bone[name];
    fillRotationGaps(rotations, bone, rig.rotations[bone]!, { gaps: gaps[regionOf(name)], times });
  }
  for (const side of SIDES)
    shareForearmRoll(rotations, rig, rig.bone[`lowerarm_${side}`], rig.bone[`hand_${side}`]);
  for (const name of BODY_BONES) smoother.rotations(rotations, rig.bone[name], CUTOFFS[regionOf(name)]);
  alignSigns(rotations);
}
