import {
  betweenQuat,
  conjugateQuat,
  frameQuat,
  multiplyQuat,
  type Quat,
  quat,
  rotateVec,
  setQuat,
} from '../../skeleton/quaternion.ts';
import { type Pose, type Rig, restBone, turnBone } from '../../skeleton/rig.ts';
import { addVec, normalizeVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { createSpread, type TurnShares } from './spread-rotation.ts';

/**
 * Part of the bend between pelvis and chest that each spine bone has made, bottom up: the lumbar bones are
 * short, and most of a trunk's axial turn is thoracic (White and Panjabi, ranges by level).
 */
export const SPINE_SHARES = [0.12, 0.3, 0.55, 0.8, 1] as const;

/** What is seen of the trunk, component space. Lines are unit vectors from the performer's right to left. */
export interface TrunkView {
  readonly shoulderLine: Vec3;
  /** Null when the pelvis holds its base pose. */
  readonly hipLine: Vec3 | null;
  /** From the middle of the hips to the middle of the shoulders; null when the hips are out of view. */
  readonly chord: Vec3 | null;
}

/** Places root, pelvis, spine and clavicles. */
export type TrunkSolver = (pose: Pose, view: TrunkView) => void;

/**
 * The shoulder line is met exactly, and the hip line where the pelvis is seen; between them the spine turns
 * by the shortest way. What neither line shows, the pitch, is the chord's: made by the pelvis where it is
 * seen, by the spine where the pelvis holds its base pose.
 */
export function createTrunkSolver(rig: Rig): TrunkSolver {
  const spread = createSpread(rig);
  const { bone } = rig;
  const spine: TurnShares = SPINE_SHARES.map((share, k) => [
    bone[`spine_0${(k + 1) as 1 | 2 | 3 | 4 | 5}`],
    share,
  ]);
  const ends = ['upperarm_l', 'upperarm_r', 'thigh_l', 'thigh_r'].map((name) => bone[name as 'thigh_l']);
  const turnBetween = createFrameTurn();
  const restShoulders = vec3();
  const restChord = vec3();
  lineOf(restShoulders, rig.referencePositions, bone.upperarm_r, bone.upperarm_l);
  chordOf(restChord, rig.referencePositions, ends);
  const pelvis = quat();
  const turn = quat();
  const step = quat();
  const line = vec3();

  const place = (pose: Pose): void => {
    restBone(rig, pose, bone.root);
    multiplyQuat(step, pelvis, rig.referenceRotations[bone.pelvis]!);
    turnBone(rig, pose, bone.pelvis, step);
    spread(pose, spine, pelvis, turn);
    restBone(rig, pose, bone.clavicle_l);
    restBone(rig, pose, bone.clavicle_r);
    for (const end of ends) restBone(rig, pose, end);
  };

  return (pose, { shoulderLine, hipLine, chord: seen }) => {
    if (hipLine === null) {
      setQuat(pelvis, 0, 0, 0, 1);
      turnBetween(turn, restShoulders, restChord, shoulderLine, seen ?? restChord);
      place(pose);
      return;
    }
    turnBetween(pelvis, restShoulders, restChord, hipLine, seen ?? restChord);
    rotateVec(line, pelvis, restShoulders);
    betweenQuat(turn, line, shoulderLine);
    place(pose);
  };
}

/** The turn that takes the frame of two directions to the frame of two others; the first pair exactly. */
function createFrameTurn(): (out: Quat, x: Vec3, y: Vec3, toX: Vec3, toY: Vec3) => void {
  const from = quat();
  const to = quat();
  return (out, x, y, toX, toY) => {
    frameQuat(from, x, y);
    if (!frameQuat(to, toX, toY)) betweenQuat(to, x, toX);
    conjugateQuat(from, from);
    multiplyQuat(out, to, from);
  };
}

function lineOf(out: Vec3, positions: readonly Vec3[], from: number, to: number): void {
  subVec(out, positions[to]!, positions[from]!);
  normalizeVec(out, out);
}

function chordOf(out: Vec3, positions: readonly Vec3[], [a, b, c, d]: readonly number[]): void {
  addVec(out, positions[a!]!, positions[b!]!);
  subVec(out, out, positions[c!]!);
  subVec(out, out, positions[d!]!);
}
