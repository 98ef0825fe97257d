import { POSE_LANDMARKS } from '../../protocol/landmarks.ts';
import { SIDES } from '../../skeleton/body-bones.ts';
import { addScaledVec, addVec, copyVec, mixVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { ANKLE, HEEL, HIP, TOE } from '../clip/landmark-points.ts';
import type { Performer } from '../clip/measure-performer.ts';
import type { BodyEvidence } from './body-evidence.ts';
import { type BoneErrors, type BoneEvidence, createBoneLift, type DepthSide } from './lift-bone.ts';
import { LIFTED_BONES, middleOf } from './lifted-bones.ts';

/** Metric depth is better the nearer to the trunk. */
const ERRORS: Readonly<Record<keyof Performer, BoneErrors>> = {
  trunk: { picture: 3, across: 4, along: 8 },
  shoulders: { picture: 2, across: 4, along: 4 },
  upperArm: { picture: 2, across: 3.5, along: 4 },
  forearm: { picture: 2, across: 4, along: 7 },
  thigh: { picture: 1.5, across: 5, along: 6 },
  calf: { picture: 2, across: 3, along: 4 },
};

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
  /** Where the bone before ends in the picture, pixels. */
  let endX = 0;
  let endY = 0;
  const from = vec3();
  const joints = Array.from({ length: POSE_LANDMARKS }, () => vec3());

  /** False for a bone of unknown length. */
  const prepare = (joints: readonly Vec3[], evidence: BodyEvidence, k: number): boolean => {
    const { from: start, to: end, length, hand } = LIFTED_BONES[k]!;
    const known = performer[length];
    if (known === null) return false;
    bone.length = known;
    bone.errors = ERRORS[length];
    copyVec(world, evidence.bones[k]!);
    bone.fromX = meanOf(evidence.x, start);
    bone.fromY = meanOf(evidence.y, start);
    if (hand !== undefined) {
      // a learnt elbow is where its upper arm ends: the picture shows its outer side
      bone.fromX += (endX - bone.fromX) * evidence.learnt[hand];
      bone.fromY += (endY - bone.fromY) * evidence.learnt[hand];
    }
    bone.toX = meanOf(evidence.x, end);
    bone.toY = meanOf(evidence.y, end);
    bone.fromDepth = evidence.depth - middleOf(from, joints, start)[1]!;
    return true;
  };
  const extendBone = createBoneExtender(performer);
  const extend = (joints: readonly Vec3[], k: number, along: Vec3): void => {
    const { length, fromDepth } = bone;
    const depth = fromDepth - length * along[1]!;
    endX = (bone.fromX * fromDepth + along[0]! * length * focal) / depth;
    endY = (bone.fromY * fromDepth + along[2]! * length * focal) / depth;
    extendBone(joints, k, along);
  };

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

function copyPoints(out: readonly Vec3[], points: readonly Vec3[]): void {
  for (let k = 0; k < out.length; k++) copyVec(out[k]!, points[k]!);
}

function meanOf(values: Float64Array, ends: readonly number[]): number {
  const first = values[ends[0]!]!;
  return ends.length === 1 ? first : (first + values[ends[1]!]!) / 2;
}
