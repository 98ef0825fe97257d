import { SIDES } from '../../skeleton/body-bones.ts';
import { type Quat, rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import { createPose, type Pose, type Rig } from '../../skeleton/rig.ts';
import { addScaledVec, lengthVec, scaleVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { createLimbReach } from '../contacts/reach-limb.ts';
import { palmLength } from '../contacts/target-hand.ts';
import { armBones } from '../solve/solve-limb.ts';
import { layPose, type RotationTracks, writeRotation } from '../time/rotation-tracks.ts';
import type { TimeFilter } from '../time/time-filter.ts';
import { APART } from './measure-apart.ts';
import { sharesOnBody } from './measure-reach.ts';

/** Cut-offs of how large the hands look, of how much they belong to each other, and of how far they are moved, Hz. */
const SIZE_HERTZ = 0.3;
const BELONGS_HERTZ = 3;
const MOVED_HERTZ = 3;
/** Less than this is not worth moving a hand for. */
const LEAST_SHARE = 0.02;
/** The length of a palm between the tracker's points over that between joints: its wrist lies nearer to the knuckles. */
const POINTS_OF_JOINTS = 0.88;
/** How far the arms are off in the distance between the hands along the view, cm, standard deviation. */
const ALONG_VIEW = 6;
/** And how far one hand is before the other where they belong to each other, since people work side by side. */
const BEFORE = 3;
/** How far a hand is free that wholly belongs to the body, so that two such share the way. */
const LEAST_FREE = 0.01;
/** Hands are moved by no more than this to each other, cm: the rest is the tracker's error, not the proportions'. */
const FURTHEST = 15;

/**
 * Keeps hands that are near each other where they were against each other, in sizes of the hand: on a body with broader
 * shoulders or shorter arms they would miss each other or pass through. Across the view the picture tells where; along it
 * the arms do, roughly. In place.
 */
export type ApartKeeper = (
  tracks: RotationTracks,
  window: {
    /** Of `APART`; changed in place. */
    readonly rows: Float32Array;
    /** Of `REACH`: a hand that belongs to the body is moved less than the other. */
    readonly reach: Float32Array;
    /** A byte a frame: whether both hands are seen. */
    readonly seen: Uint8Array;
    /** From the camera's axes to the character's. */
    readonly turn: Quat;
  },
  filter: TimeFilter,
) => void;

/** @param mendsArms whether the tracker's errors are taken into account: false for points that are known exactly. */
export function createApartKeeper(rig: Rig, mendsArms: boolean): ApartKeeper {
  const pose = createPose(rig);
  const measure = createWayMeter(rig, mendsArms);
  const move = createHandMover(rig);
  const way = vec3();

  return (tracks, { rows, reach, seen, turn }, filter) => {
    const steady = (key: string, offsets: readonly number[], hertz: number): void =>
      filter.numbers(key, rows, { stride: APART.size, offsets }, hertz);
    const eachNear = (visit: (row: Float32Array, frame: number) => void): void => {
      for (let i = 0; i < tracks.frames; i++) {
        const row = rows.subarray(i * APART.size, (i + 1) * APART.size);
        if (row[APART.near]! < LEAST_SHARE) {
          row.fill(0, APART.across, APART.told + 1);
          continue;
        }
        layPose(rig, pose, tracks, i);
        visit(row, i);
      }
    };

    filter.bridge('apart', seen).numbers(rows, APART.size);
    steady('palms', [APART.palm, APART.palmTold], SIZE_HERTZ);
    steady('near', [APART.near], BELONGS_HERTZ);
    // proportions change slowly: what is fast is the arms' own, and the picture's trembling
    eachNear((row) => {
      const told = row[APART.told]! > 0;
      if (told) measure(way, { pose, row, turn });
      row.set(told ? [...way, 1] : [0, 0, 0, 0], APART.across);
    });
    steady('apart', [0, 1, 2, APART.told], MOVED_HERTZ);
    eachNear((row, i) => {
      setVec(way, row[0]!, row[1]!, row[2]!);
      const told = row[APART.told]!;
      scaleVec(way, way, told > 0 ? row[APART.near]! / told : 0);
      move(pose, way, sharesOnBody(reach, i));
      for (const side of SIDES)
        for (const bone of Object.values(armBones(rig, side)))
          writeRotation(tracks, i, bone, pose.local[bone]!);
    });
  };
}

/** Writes what is left between the middle knuckles, from right to left, cm. */
function createWayMeter(rig: Rig, mendsArms: boolean) {
  const knuckles = SIDES.map((side) => rig.bone[`middle_01_${side}`]);
  const palm = palmLength(rig, 'l') * (mendsArms ? POINTS_OF_JOINTS : 1);
  const goal = vec3();
  const view = vec3();

  return (way: Vec3, { pose, row, turn }: { pose: Pose; row: Float32Array; turn: Quat }) => {
    setVec(goal, row[0]!, row[1]!, row[2]!);
    scaleVec(goal, goal, ((palm / row[APART.told]!) * row[APART.palmTold]!) / row[APART.palm]!);
    const [l, r] = knuckles.map((knuckle) => pose.position[knuckle]!);
    subVec(way, l!, r!);
    subVec(way, goal, way);
    unrotateVec(way, turn, way);
    setVec(way, way[0]!, 0, way[2]!);
    rotateVec(way, turn, way);
    if (mendsArms) {
      setVec(view, 0, 1, 0);
      rotateVec(view, turn, view);
      const before = l![1]! - r![1]! + way[1]!;
      const slope = view[1]! / BEFORE ** 2;
      addScaledVec(way, way, view, (-before * slope) / (1 / ALONG_VIEW ** 2 + view[1]! * slope));
    }
    const length = lengthVec(way);
    if (length > FURTHEST) scaleVec(way, way, FURTHEST / length);
  };
}

/** Moves the left hand from the right by a way: each the less the more it belongs where it is. */
function createHandMover(rig: Rig) {
  const hands = SIDES.map((side) => ({
    wrist: rig.bone[`hand_${side}`],
    reach: createLimbReach(rig, armBones(rig, side)),
  }));
  const goal = vec3();

  return (pose: Pose, way: Vec3, held: readonly number[]): void => {
    const free = held.map((share) => 1 + LEAST_FREE - share);
    hands.forEach(({ wrist, reach }, k) => {
      const share = free[k]! / (free[0]! + free[1]!);
      addScaledVec(goal, pose.position[wrist]!, way, k === 0 ? share : -share);
      reach(pose, goal);
    });
  };
}
