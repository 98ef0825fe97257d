import { POSE_LANDMARKS } from '../../protocol/landmarks.ts';
import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { addScaledVec, addVec, copyVec, mixVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { ANKLE, ELBOW, HEEL, HIP, KNEE, NOSE, SHOULDER, TOE, WRIST } from '../clip/landmark-points.ts';
import type { Performer } from '../clip/measure-performer.ts';
import type { BodyEvidence } from './body-evidence.ts';
import { type BoneErrors, type BoneEvidence, createBoneLift, type DepthSide } from './lift-bone.ts';

/** A bone that is lifted: landmarks whose middles are its ends, and its length. */
interface LiftedBone {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly length: keyof Performer;
  /** Of the hand that goes on from it. */
  readonly hand?: Side;
}

/** Metric depth is better the nearer to the trunk. */
const ERRORS: Readonly<Record<keyof Performer, BoneErrors>> = {
  trunk: { picture: 3, across: 4, along: 8 },
  shoulders: { picture: 2, across: 4, along: 4 },
  upperArm: { picture: 2, across: 3.5, along: 4 },
  forearm: { picture: 2, across: 4, along: 7 },
  thigh: { picture: 1.5, across: 5, along: 6 },
  calf: { picture: 2, across: 3, along: 4 },
};

/**
 * Where the wrist of a hand is that covers the face: this far before the nose, and how far off that is, cm. The network
 * has a forearm that rises to the face point to the camera, up to 18 cm too far.
 */
const BEFORE_NOSE = 7;
const BEFORE_NOSE_ERROR = 6;
/** Cost of a forearm's evidence up to which it needs no such guess, and from which on the guess counts in full. */
const AGREES = 0.1;
const DISAGREES = 1;

/** Every bone that is lifted, roots first: the order of the sides and of the candidates. */
export const LIFTED_BONES: readonly LiftedBone[] = [
  { from: [HIP.l, HIP.r], to: [SHOULDER.l, SHOULDER.r], length: 'trunk' },
  { from: [SHOULDER.r], to: [SHOULDER.l], length: 'shoulders' },
  ...SIDES.flatMap((side): LiftedBone[] => [
    { from: [SHOULDER[side]], to: [ELBOW[side]], length: 'upperArm' },
    { from: [ELBOW[side]], to: [WRIST[side]], length: 'forearm', hand: side },
    { from: [HIP[side]], to: [KNEE[side]], length: 'thigh' },
    { from: [KNEE[side]], to: [ANKLE[side]], length: 'calf' },
  ]),
];
/** Landmarks before this one are above the hips, and go with the trunk. */
const UPPER_BODY = HIP.l;

/** Both answers for a bone: the unit direction towards and away from the camera, and how unlikely each is. */
export interface Candidate {
  readonly direction: Vec3;
  cost: number;
}
export type Candidates = readonly (readonly [towards: Candidate, away: Candidate])[];

export function createCandidates(): Candidates {
  return LIFTED_BONES.map(() => [
    { direction: vec3(0, 0, 1), cost: 0 },
    { direction: vec3(0, 0, 1), cost: 0 },
  ]);
}

/**
 * Places joints (component axes, cm) from the evidence of a frame: trunk, shoulder line, then each limb from its
 * root outwards. Every bone has the performer's length and lies where the picture has it; other points are the
 * network's own. A trunk of unknown length is the network's too.
 */
export interface BodyLift {
  /** @param sides by lifted bone, from `at`: 1 towards the camera, -1 away. */
  place(joints: readonly Vec3[], evidence: BodyEvidence, sides: Int8Array, at: number): void;
  /** Both answers for each bone, the bones before it placed by their likelier one. */
  weigh(out: Candidates, evidence: BodyEvidence): void;
}

export function createBodyLift(performer: Performer, focal: number): BodyLift {
  const lift = createBoneLift(focal);
  const bone: BoneEvidence = {
    ...{ length: 0, errors: ERRORS.shoulders, fromX: 0, fromY: 0, toX: 0, toY: 0, fromDepth: 0 },
  };
  const direction = vec3();
  const world = vec3();
  const fused = { ...ERRORS.forearm };
  const from = vec3();
  const to = vec3();
  const joints = Array.from({ length: POSE_LANDMARKS }, () => vec3());

  /** False for a bone of unknown length. */
  const prepare = (joints: readonly Vec3[], evidence: BodyEvidence, k: number): boolean => {
    const { from: start, to: end, length, hand } = LIFTED_BONES[k]!;
    const known = performer[length];
    if (known === null) return false;
    bone.length = known;
    bone.errors = ERRORS[length];
    middleOf(from, evidence.world, start);
    middleOf(to, evidence.world, end);
    subVec(world, to, from);
    bone.fromX = meanOf(evidence.x, start);
    bone.fromY = meanOf(evidence.y, start);
    bone.toX = meanOf(evidence.x, end);
    bone.toY = meanOf(evidence.y, end);
    const startDepth = middleOf(from, joints, start)[1]!;
    bone.fromDepth = evidence.depth - startDepth;
    if (hand !== undefined && evidence.onFace[hand] > 0) {
      const cost = Math.min(lift(direction, bone, world, 1), lift(direction, bone, world, -1));
      const depth = joints[NOSE]![1]! + BEFORE_NOSE - startDepth;
      bone.errors = fused;
      const doubt = Math.min(1, Math.max(0, (cost - AGREES) / (DISAGREES - AGREES)));
      fused.along = reachFace(world, depth, evidence.onFace[hand] * doubt);
    }
    return true;
  };
  const extend = createBoneExtender(performer);

  return {
    place: (joints, evidence, sides, at) => {
      copyPoints(joints, evidence.world);
      for (let k = 0; k < LIFTED_BONES.length; k++) {
        if (!prepare(joints, evidence, k)) continue;
        lift(direction, bone, world, sides[at + k]! < 0 ? -1 : 1);
        extend(joints, k, direction);
      }
      for (const side of SIDES) {
        subVec(world, joints[ANKLE[side]]!, evidence.world[ANKLE[side]]!);
        for (const point of [HEEL[side], TOE[side]]) addVec(joints[point]!, joints[point]!, world);
      }
    },
    weigh: (out, evidence) => {
      copyPoints(joints, evidence.world);
      for (let k = 0; k < LIFTED_BONES.length; k++) {
        if (!prepare(joints, evidence, k)) continue;
        const [towards, away] = out[k]!;
        const weighSide = (candidate: Candidate, side: DepthSide): void => {
          candidate.cost = lift(candidate.direction, bone, world, side);
        };
        weighSide(towards, 1);
        weighSide(away, -1);
        extend(joints, k, (towards.cost <= away.cost ? towards : away).direction);
      }
    },
  };
}

/** Puts the end of a bone, and what hangs on it, where its direction has it. */
function createBoneExtender(performer: Performer): (joints: readonly Vec3[], k: number, along: Vec3) => void {
  const from = vec3();
  const to = vec3();
  return (joints, k, along) => {
    const { from: start, to: end, length } = LIFTED_BONES[k]!;
    const size = performer[length]!;
    middleOf(from, joints, start);
    middleOf(to, joints, end);
    if (length === 'trunk') {
      addScaledVec(from, from, along, size);
      subVec(from, from, to);
      for (let point = 0; point < UPPER_BODY; point++) addVec(joints[point]!, joints[point]!, from);
    } else if (length === 'shoulders') {
      mixVec(from, from, to, 0.5);
      addScaledVec(joints[start[0]!]!, from, along, -size / 2);
      addScaledVec(joints[end[0]!]!, from, along, size / 2);
    } else addScaledVec(joints[end[0]!]!, from, along, size);
  };
}

/**
 * Draws a forearm's metric depth to that of a hand before the face; returns the error along the view of both together.
 *
 * @param depth of the wrist from the elbow, towards the camera, cm. @param trust in the face, 0 to 1.
 */
function reachFace(world: Vec3, depth: number, trust: number): number {
  const own = 1 / ERRORS.forearm.along ** 2;
  const face = trust / BEFORE_NOSE_ERROR ** 2;
  world[1] = (world[1]! * own + depth * face) / (own + face);
  return 1 / Math.sqrt(own + face);
}

function copyPoints(out: readonly Vec3[], points: readonly Vec3[]): void {
  for (let k = 0; k < out.length; k++) copyVec(out[k]!, points[k]!);
}

function middleOf(out: Vec3, points: readonly Vec3[], [a, b]: readonly number[]): Vec3 {
  if (b === undefined) copyVec(out, points[a!]!);
  else mixVec(out, points[a!]!, points[b]!, 0.5);
  return out;
}

function meanOf(values: Float64Array, [a, b]: readonly number[]): number {
  return b === undefined ? values[a!]! : (values[a!]! + values[b]!) / 2;
}
