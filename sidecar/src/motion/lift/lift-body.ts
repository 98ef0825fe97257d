import { SIDES } from '../../skeleton/body-bones.ts';
import { addScaledVec, addVec, copyVec, mixVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { ANKLE, ELBOW, HEEL, HIP, KNEE, SHOULDER, TOE, WRIST } from '../clip/landmark-points.ts';
import type { Performer } from '../clip/measure-performer.ts';
import type { BodyEvidence } from './body-evidence.ts';
import { type BoneEvidence, createBoneLift } from './lift-bone.ts';

/** Joint positions (component axes, cm) from the evidence of a frame; unlifted points are the network's own. */
export type BodyLift = (joints: readonly Vec3[], evidence: BodyEvidence) => void;

/**
 * Shoulder line, then each limb from its root outwards: every bone has the performer's length, lies where
 * the picture has it and takes the side of the picture plane that the network's depth speaks for.
 */
export function createBodyLift(performer: Performer, focal: number): BodyLift {
  const lift = createBoneLift(focal);
  const bone: BoneEvidence = { length: 0, fromX: 0, fromY: 0, toX: 0, toY: 0, fromDepth: 0 };
  const direction = vec3();
  const world = vec3();
  const middle = vec3();

  /** Lifts the bone from one landmark to another, whose joint must be placed. */
  const extend = (
    joints: readonly Vec3[],
    evidence: BodyEvidence,
    from: number,
    to: number,
    length: number,
  ): void => {
    setEnds(bone, evidence, from, to);
    bone.length = length;
    bone.fromDepth = evidence.depth - joints[from]![1]!;
    subVec(world, evidence.world[to]!, evidence.world[from]!);
    lift(direction, bone, world);
    addScaledVec(joints[to]!, joints[from]!, direction, length);
  };
  const liftShoulders = (joints: readonly Vec3[], evidence: BodyEvidence): void => {
    const { l, r } = SHOULDER;
    mixVec(middle, evidence.world[l]!, evidence.world[r]!, 0.5);
    subVec(world, evidence.world[l]!, evidence.world[r]!);
    setEnds(bone, evidence, r, l);
    bone.length = performer.shoulders;
    bone.fromDepth = evidence.depth - middle[1]! + world[1]! / 2;
    lift(direction, bone, world);
    addScaledVec(joints[r]!, middle, direction, -performer.shoulders / 2);
    addScaledVec(joints[l]!, middle, direction, performer.shoulders / 2);
  };

  return (joints, evidence) => {
    for (let k = 0; k < joints.length; k++) copyVec(joints[k]!, evidence.world[k]!);
    liftShoulders(joints, evidence);
    for (const side of SIDES) {
      extend(joints, evidence, SHOULDER[side], ELBOW[side], performer.upperArm);
      extend(joints, evidence, ELBOW[side], WRIST[side], performer.forearm);
      extend(joints, evidence, HIP[side], KNEE[side], performer.thigh);
      extend(joints, evidence, KNEE[side], ANKLE[side], performer.calf);
      subVec(world, joints[ANKLE[side]]!, evidence.world[ANKLE[side]]!);
      for (const point of [HEEL[side], TOE[side]]) addVec(joints[point]!, joints[point]!, world);
    }
  };
}

function setEnds(bone: BoneEvidence, { x, y }: BodyEvidence, from: number, to: number): void {
  bone.fromX = x[from]!;
  bone.fromY = y[from]!;
  bone.toX = x[to]!;
  bone.toY = y[to]!;
}
