import { SIDES } from '../../skeleton/body-bones.ts';
import { addScaledVec, addVec, copyVec, mixVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { ANKLE, ELBOW, HEEL, HIP, KNEE, SHOULDER, TOE, WRIST } from '../clip/landmark-points.ts';
import type { Performer } from '../clip/measure-performer.ts';
import type { BodyEvidence } from './body-evidence.ts';
import { type BoneErrors, type BoneEvidence, createBoneLift, type DepthSide } from './lift-bone.ts';

/** A bone that is lifted: its landmarks, its length. The shoulder line hangs on its middle, not on an end. */
interface LiftedBone {
  readonly from: number;
  readonly to: number;
  readonly length: keyof Performer;
}

/** Metric depth is better the nearer to the trunk. */
const ERRORS: Readonly<Record<keyof Performer, BoneErrors>> = {
  shoulders: { picture: 2, across: 4, along: 4 },
  upperArm: { picture: 2, across: 3.5, along: 4 },
  forearm: { picture: 2, across: 4, along: 7 },
  thigh: { picture: 1.5, across: 5, along: 6 },
  calf: { picture: 2, across: 3, along: 4 },
};

/** Every bone that is lifted, roots first: the order of the sides and of the candidates. */
export const LIFTED_BONES: readonly LiftedBone[] = [
  { from: SHOULDER.r, to: SHOULDER.l, length: 'shoulders' },
  ...SIDES.flatMap((side): LiftedBone[] => [
    { from: SHOULDER[side], to: ELBOW[side], length: 'upperArm' },
    { from: ELBOW[side], to: WRIST[side], length: 'forearm' },
    { from: HIP[side], to: KNEE[side], length: 'thigh' },
    { from: KNEE[side], to: ANKLE[side], length: 'calf' },
  ]),
];

/** Both answers for a bone: the unit direction towards and away from the camera, and how unlikely each is. */
export interface Candidate {
  readonly direction: Vec3;
  cost: number;
}
export type Candidates = readonly (readonly [towards: Candidate, away: Candidate])[];

export function createCandidates(): Candidates {
  return LIFTED_BONES.map(() => [
    { direction: vec3(), cost: 0 },
    { direction: vec3(), cost: 0 },
  ]);
}

/**
 * Places joints (component axes, cm) from the evidence of a frame: shoulder line, then each limb from its root
 * outwards. Every bone has the performer's length and lies where the picture has it; other points are the
 * network's own.
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
  const middle = vec3();
  const scratch = Array.from({ length: 33 }, () => vec3());

  const prepare = (
    joints: readonly Vec3[],
    { x, y, world: points, depth }: BodyEvidence,
    k: number,
  ): void => {
    const { from, to, length } = LIFTED_BONES[k]!;
    subVec(world, points[to]!, points[from]!);
    bone.fromX = x[from]!;
    bone.fromY = y[from]!;
    bone.toX = x[to]!;
    bone.toY = y[to]!;
    bone.length = performer[length];
    bone.errors = ERRORS[length];
    bone.fromDepth = depth - joints[from]![1]!;
  };
  const extend = (joints: readonly Vec3[], { world: points }: BodyEvidence, k: number, along: Vec3): void => {
    const { from, to, length } = LIFTED_BONES[k]!;
    if (k > 0) {
      addScaledVec(joints[to]!, joints[from]!, along, performer[length]);
      return;
    }
    mixVec(middle, points[from]!, points[to]!, 0.5);
    addScaledVec(joints[from]!, middle, along, -performer[length] / 2);
    addScaledVec(joints[to]!, middle, along, performer[length] / 2);
  };
  const start = (joints: readonly Vec3[], evidence: BodyEvidence): void => {
    for (let k = 0; k < joints.length; k++) copyVec(joints[k]!, evidence.world[k]!);
  };

  return {
    place: (joints, evidence, sides, at) => {
      start(joints, evidence);
      for (let k = 0; k < LIFTED_BONES.length; k++) {
        prepare(joints, evidence, k);
        lift(direction, bone, world, sides[at + k]! < 0 ? -1 : 1);
        extend(joints, evidence, k, direction);
      }
      for (const side of SIDES) {
        subVec(world, joints[ANKLE[side]]!, evidence.world[ANKLE[side]]!);
        for (const point of [HEEL[side], TOE[side]]) addVec(joints[point]!, joints[point]!, world);
      }
    },
    weigh: (out, evidence) => {
      start(scratch, evidence);
      for (let k = 0; k < LIFTED_BONES.length; k++) {
        prepare(scratch, evidence, k);
        const [towards, away] = out[k]!;
        const weighSide = (candidate: Candidate, side: DepthSide): void => {
          candidate.cost = lift(candidate.direction, bone, world, side);
        };
        weighSide(towards, 1);
        weighSide(away, -1);
        extend(scratch, evidence, k, (towards.cost <= away.cost ? towards : away).direction);
      }
    },
  };
}
