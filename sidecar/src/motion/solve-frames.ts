import { SIDES, type Side } from '../skeleton/body-bones.ts';
import { quat, rotateVec } from '../skeleton/quaternion.ts';
import { createPose, type Rig } from '../skeleton/rig.ts';
import { vec3 } from '../skeleton/vector.ts';
import type { ClipStore } from './clip/clip-store.ts';
import type { Seen } from './clip/find-seen.ts';
import type { ClipView } from './clip/measure-view.ts';
import { HAND, type Region } from './clip/regions.ts';
import { type ContactMeter, type ContactRows, createContactRows } from './contacts/measure-contacts.ts';
import { createHandPlacer, createPlacedHand } from './contacts/placed-hand.ts';
import { createJoints } from './lift/joints.ts';
import { createHeadLift } from './lift/lift-head.ts';
import type { JointLift } from './lift/lift-joints.ts';
import type { Camera } from './lift/view-ray.ts';
import { APART, measureApart } from './retarget/measure-apart.ts';
import { createReachMeter, REACH_ROW } from './retarget/measure-reach.ts';
import { createBodySolver, type RollTrust } from './solve/solve-body.ts';
import { createRotationTracks, type RotationTracks, writeRotation } from './time/rotation-tracks.ts';

/** Frames after which the landmarks that have been solved are let go. */
const RELEASE_EVERY = 1024;

/** Rotations of a window, each frame by itself. */
export interface SolvedFrames {
  readonly rotations: RotationTracks;
  /** Middle of the hips, character's axes, cm of the performer. */
  readonly hips: Float32Array;
  /** How far each frame's limbs told the roll of their upper bones, 0 to 1. */
  readonly told: Readonly<Record<Side, { arm: Float32Array; leg: Float32Array }>>;
  /** What is known of touches; no rows where none are wanted. */
  readonly contacts: ContactRows;
  /** Where the hands are against head and trunk: `REACH`, left and right, a frame. */
  readonly reach: Float32Array;
  /** How the hands lie to each other: `APART`, a frame. */
  readonly apart: Float32Array;
}

/** Frames of `from` on, as many as `seen` has rows; the lift's window must be open. Lets the solved ones go. */
export type FrameSolver = (
  window: { readonly from: number; readonly seen: Seen },
  known: { readonly lift: JointLift; readonly view: ClipView; readonly shoulders: Float32Array },
) => SolvedFrames;

/** @param measureContacts null where contacts are not wanted. */
export function createFrameSolver(
  clip: ClipStore,
  rig: Rig,
  { camera, measureContacts }: { camera: Camera; measureContacts: ContactMeter | null },
): FrameSolver {
  const liftHead = createHeadLift(clip);
  const solve = createBodySolver(rig);
  const pose = createPose(rig);
  const joints = createJoints();
  const measureReach = createReachMeter();
  const placeHand = createHandPlacer(clip, camera);
  const hands = { l: createPlacedHand(), r: createPlacedHand() };
  const head = quat();
  const hip = vec3();
  const lifts = { l: 0, r: 0 };
  const trust: RollTrust = { l: { arm: 0, leg: 0 }, r: { arm: 0, leg: 0 } };

  return ({ from, seen }, { lift, view, shoulders }) => {
    const count = seen.body.length;
    const column = () => ({ arm: new Float32Array(count), leg: new Float32Array(count) });
    const told = { l: column(), r: column() };
    const hips = new Float32Array(count * 3);
    const reach = new Float32Array(count * REACH_ROW);
    const apart = new Float32Array(count * APART.size);
    const contacts = createContactRows(measureContacts === null ? 0 : count);
    const rotations = createRotationTracks(count, rig.size);
    let i = 0;
    const sees = (region: Region | 'hips'): boolean => seen[region][i] === 1;
    for (; i < count; i++) {
      if (sees('body')) {
        lift.joints(joints, from + i, view.turn);
        lift.hips(hip, from + i);
        rotateVec(hip, view.turn, hip);
        hips.set(hip, i * 3);
        if (sees('head')) liftHead(head, { frame: from + i, joints, turn: view.turn });
        lifts.l = shoulders[i * 2]!;
        lifts.r = shoulders[i * 2 + 1]!;
        solve(pose, { joints, head, lifts, sees, wholeBody: view.wholeBody }, trust);
        const wrists = { frame: from + i, joints, hips: hip, turn: view.turn };
        for (const side of SIDES) if (sees(HAND[side])) placeHand(hands[side], wrists, side);
        const contactView = { ...wrists, head, hands, sees };
        measureReach(reach, i * REACH_ROW, contactView);
        measureApart(apart, i * APART.size, contactView);
        measureContacts?.(contacts, i, contactView);
        for (const side of SIDES) {
          told[side].arm[i] = trust[side].arm;
          told[side].leg[i] = trust[side].leg;
        }
      } else if (SIDES.some((side) => sees(HAND[side]))) {
        lift.hands(joints.hand, from + i, view.turn);
        solve(pose, { joints, head, lifts, sees, wholeBody: view.wholeBody }, trust);
      }
      for (let bone = 0; bone < rig.size; bone++) writeRotation(rotations, i, bone, pose.local[bone]!);
      if (i % RELEASE_EVERY === RELEASE_EVERY - 1) clip.release(from + i);
    }
    return { rotations, told, hips, contacts, reach, apart };
  };
}
