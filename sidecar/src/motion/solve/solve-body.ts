import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import type { Quat } from '../../skeleton/quaternion.ts';
import { type Pose, type Rig, restBone } from '../../skeleton/rig.ts';
import { addVec, normalizeVec, subVec, vec3 } from '../../skeleton/vector.ts';
import { ANKLE, ELBOW, HEEL, HIP, KNEE, SHOULDER, TOE, WRIST } from '../clip/landmark-points.ts';
import { ARM, BONES_OF, FOREARM, HAND, LEG, type Region } from '../clip/regions.ts';
import type { Joints } from '../lift/joints.ts';
import { createClavicleSolver } from './solve-clavicles.ts';
import { createFootSolver } from './solve-foot.ts';
import { createHandSolver } from './solve-hand.ts';
import { createHeadSolver } from './solve-head.ts';
import { armBones, createLimbSolver, legBones } from './solve-limb.ts';
import { createTrunkSolver, type TrunkView } from './solve-trunk.ts';

/** What of a frame is known. */
export interface BodyView {
  readonly joints: Joints;
  /** The head's turn from facing forward, component space. */
  readonly head: Quat;
  /** How far the points show each shoulder lifted, in breadths of the shoulders. */
  readonly lifts: Readonly<Record<Side, number>>;
  readonly sees: (region: Region | 'hips') => boolean;
  /** Whether pelvis and legs are solved at all. */
  readonly wholeBody: boolean;
}

/** How far the plane of each limb told the roll of its upper bone, 0 to 1. */
export type RollTrust = Record<Side, { arm: number; leg: number }>;

/**
 * Fills a pose from what is seen; unseen regions are at rest relative to their parents. Of a hand without a body
 * the digits are seen.
 */
export type BodySolver = (pose: Pose, view: BodyView, trust: RollTrust) => void;

/** Joint positions to rotations of every bone, parent first. Any performer: only directions are used. */
export function createBodySolver(rig: Rig): BodySolver {
  const trunk = createTrunkSolver(rig);
  const clavicles = createClavicleSolver(rig);
  const head = createHeadSolver(rig);
  const limbs = Object.fromEntries(SIDES.map((side) => [side, createSideSolver(rig, side)])) as Record<
    Side,
    BodySolver
  >;
  const view = createTrunkView();
  const headBones = BONES_OF.head.map((name) => rig.bone[name]);

  return (pose, seen, trust) => {
    if (seen.sees('body')) {
      trunk(pose, view(seen));
      clavicles(pose, seen.lifts);
      if (seen.sees('head')) head(pose, seen.head);
      else for (const bone of headBones) restBone(rig, pose, bone);
    } else for (let bone = 0; bone < rig.size; bone++) restBone(rig, pose, bone);
    for (const side of SIDES) limbs[side](pose, seen, trust);
  };
}

function createTrunkView(): (seen: BodyView) => TrunkView {
  const shoulderLine = vec3();
  const hipLine = vec3();
  const chord = vec3();
  return ({ joints: { body }, lifts, sees, wholeBody }) => {
    subVec(shoulderLine, body[SHOULDER.l]!, body[SHOULDER.r]!);
    normalizeVec(shoulderLine, shoulderLine);
    // the chest lies square to the line that the shoulders make while they hang
    shoulderLine[2]! += lifts.r - lifts.l;
    normalizeVec(shoulderLine, shoulderLine);
    if (!sees('hips')) return { shoulderLine, hipLine: null, chord: null };
    addVec(chord, body[SHOULDER.l]!, body[SHOULDER.r]!);
    subVec(chord, chord, body[HIP.l]!);
    subVec(chord, chord, body[HIP.r]!);
    subVec(hipLine, body[HIP.l]!, body[HIP.r]!);
    normalizeVec(hipLine, hipLine);
    return { shoulderLine, hipLine: wholeBody ? hipLine : null, chord };
  };
}

function createSideSolver(rig: Rig, side: Side): BodySolver {
  const arm = createLimbSolver(rig, armBones(rig, side));
  const leg = createLimbSolver(rig, legBones(rig, side));
  const foot = createFootSolver(rig, side);
  const hand = createHandSolver(rig, side);
  const rest = (pose: Pose, region: Region): void => {
    for (const name of BONES_OF[region]) restBone(rig, pose, rig.bone[name]);
  };

  const solveArm = (pose: Pose, { joints: { body }, sees }: BodyView): number => {
    if (!sees(ARM[side])) {
      rest(pose, ARM[side]);
      rest(pose, FOREARM[side]);
      return 0;
    }
    const end = sees(FOREARM[side]) ? body[WRIST[side]]! : null;
    return arm(pose, { root: body[SHOULDER[side]]!, middle: body[ELBOW[side]]!, end });
  };
  const solveLeg = (pose: Pose, { joints: { body }, sees, wholeBody }: BodyView): number => {
    if (!wholeBody || !sees(LEG[side])) {
      rest(pose, LEG[side]);
      return 0;
    }
    const told = leg(pose, { root: body[HIP[side]]!, middle: body[KNEE[side]]!, end: body[ANKLE[side]]! });
    foot(pose, body[ANKLE[side]]!, body[HEEL[side]]!, body[TOE[side]]!);
    return told;
  };

  return (pose, seen, trust) => {
    trust[side].arm = solveArm(pose, seen);
    if (seen.sees(HAND[side])) hand(pose, seen.joints.hand[side], !seen.sees('body'));
    else rest(pose, HAND[side]);
    trust[side].leg = solveLeg(pose, seen);
  };
}
