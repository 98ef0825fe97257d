import { SIDES } from '../../skeleton/body-bones.ts';
import { type Quat, rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import type { Pose, Rig } from '../../skeleton/rig.ts';
import {
  addScaledVec,
  distanceVec,
  lengthVec,
  scaleVec,
  setVec,
  subVec,
  vec3,
} from '../../skeleton/vector.ts';
import { createLimbReach } from '../contacts/reach-limb.ts';
import { armBones } from '../solve/solve-limb.ts';
import type { TimeFilter } from '../time/time-filter.ts';
import { APART } from './measure-apart.ts';

/** Cut-offs of how the hands lie, of how large they look, and of how much they belong to each other, Hz. */
const PLACE_HERTZ = 8;
const SIZE_HERTZ = 0.3;
const BELONGS_HERTZ = 3;
/** The length of a palm between the tracker's points over that between joints: its wrist lies nearer to the knuckles. */
const POINTS_OF_JOINTS = 0.88;
/** How far the arms are off in the distance between the hands along the view, cm, standard deviation. */
const ALONG_VIEW = 6;
/** And how far one hand is before the other where they belong to each other, since people work side by side. */
const BEFORE = 3;
/** Hands are moved by no more than this to each other, cm: the rest is the tracker's error, not the proportions'. */
const FURTHEST = 15;

/** Less than this of what a frame would tell is as if it told nothing. */
const LEAST_TOLD = 0.05;

/** How the hands of a window lie to each other. */
export interface HandsApart {
  /** How much the hands of a frame belong to each other, 0 to 1. */
  near(frame: number): number;
  /** Moves the hands to each other; `held` tells by side how much a hand belongs where it is, 0 to 1. */
  place(pose: Pose, frame: number, held: readonly number[]): void;
}

/**
 * @param rows of `APART`, filled and filtered in place. @param turn from the camera's axes to the character's.
 * @param seen a byte a frame: whether both hands are.
 */
export type ApartKeeper = (
  rows: Float32Array,
  window: { readonly turn: Quat; readonly seen: Uint8Array },
  filter: TimeFilter,
) => HandsApart;

/**
 * Keeps hands that are near each other where they were against each other, in sizes of the hand: on a body with broader
 * shoulders or shorter arms they would miss each other or pass through. Across the view the picture tells where; along it
 * the arms do, roughly.
 *
 * @param mendsArms whether the tracker's errors are taken into account: false for points that are known exactly.
 */
export function createApartKeeper(rig: Rig, mendsArms: boolean): ApartKeeper {
  const knuckles = SIDES.map((side) => rig.bone[`middle_01_${side}`]);
  const wrists = SIDES.map((side) => rig.bone[`hand_${side}`]);
  const reach = SIDES.map((side) => createLimbReach(rig, armBones(rig, side)));
  const { referencePositions: rest } = rig;
  const palm = distanceVec(rest[wrists[0]!]!, rest[knuckles[0]!]!) * (mendsArms ? POINTS_OF_JOINTS : 1);
  const way = vec3();
  const goal = vec3();
  const view = vec3();

  return (rows, { turn, seen }, filter) => {
    filter.bridge('apart', seen).numbers(rows, APART.size);
    const steady = (key: string, offsets: readonly number[], hertz: number): void =>
      filter.numbers(key, rows, { stride: APART.size, offsets }, hertz);
    steady('apart', [0, 1, 2, 3], PLACE_HERTZ);
    steady('palms', [APART.palm, APART.palm + 1], SIZE_HERTZ);
    steady('near', [APART.near], BELONGS_HERTZ);
    setVec(view, 0, 1, 0);
    rotateVec(view, turn, view);
    const near = (frame: number): number => {
      const row = rows.subarray(frame * APART.size);
      return row[APART.near]! * Math.min(1, row[3]! / LEAST_TOLD);
    };

    /** What is left between the knuckles, from right to left. */
    const measure = (pose: Pose, frame: number): void => {
      const row = rows.subarray(frame * APART.size);
      setVec(goal, row[0]!, row[1]!, row[2]!);
      scaleVec(goal, goal, ((palm / row[3]!) * row[APART.palm + 1]!) / row[APART.palm]!);
      const [l, r] = knuckles.map((bone) => pose.position[bone]!);
      subVec(way, l!, r!);
      subVec(way, goal, way);
      unrotateVec(way, turn, way);
      setVec(way, way[0]!, 0, way[2]!);
      rotateVec(way, turn, way);
      const before = l![1]! - r![1]! + way[1]!;
      const slope = mendsArms ? view[1]! / BEFORE ** 2 : 0;
      addScaledVec(way, way, view, (-before * slope) / (1 / ALONG_VIEW ** 2 + view[1]! * slope));
      const length = lengthVec(way);
      if (length > FURTHEST) scaleVec(way, way, FURTHEST / length);
    };

    return {
      near,
      place: (pose, frame, held) => {
        measure(pose, frame);
        const free = held.map((share) => 1.01 - share);
        SIDES.forEach((_, k) => {
          const share = (near(frame) * free[k]!) / (free[0]! + free[1]!);
          addScaledVec(goal, pose.position[wrists[k]!]!, way, k === 0 ? share : -share);
          reach[k]!(pose, goal);
        });
      },
    };
  };
}
