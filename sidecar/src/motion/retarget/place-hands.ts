import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import { createPose, type Pose, type Rig } from '../../skeleton/rig.ts';
import {
  addScaledVec,
  addVec,
  lengthVec,
  scaleVec,
  setVec,
  subVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';
import { createLimbReach } from '../contacts/reach-limb.ts';
import { createTargetHand, type TargetHand } from '../contacts/target-hand.ts';
import { createTargetSurfaces } from '../contacts/target-surfaces.ts';
import { armBones } from '../solve/solve-limb.ts';
import { layPose, type RotationTracks, writeRotation } from '../time/rotation-tracks.ts';
import type { TimeFilter } from '../time/time-filter.ts';
import { REACH, REACH_ROW, sharesOnBody } from './measure-reach.ts';

/** Cut-offs of where a hand is and of how much it belongs there, Hz. */
const PLACE_HERTZ = 8;
const BELONGS_HERTZ = 3;
/** The columns of where they are, and of how much they belong there. */
const PLACES = columnsOf((part) => part < REACH.toHead);
const BELONGS = columnsOf((part) => part >= REACH.toHead);

function columnsOf(wanted: (part: number) => boolean) {
  const all = Array.from({ length: REACH_ROW }, (_, k) => k);
  return { stride: REACH_ROW, offsets: all.filter((k) => wanted(k % REACH.size)) };
}

/** A hand is moved no further than this, cm: the rest is the tracker's error, not the proportions'. */
const FURTHEST = 15;
/** Less than this is not worth moving a hand for. */
const LEAST_SHARE = 0.02;

/**
 * Keeps hands near face and trunk where they were against them, whatever the proportions: rotations alone would
 * put a hand that was at the chin before the eyes of a short neck. In place.
 *
 * @param rows of `REACH`, left and right hand, a frame; filtered in place.
 */
export type HandPlacer = (tracks: RotationTracks, rows: Float32Array, filter: TimeFilter) => void;

export function createHandPlacer(rig: Rig): HandPlacer {
  const pose = createPose(rig);
  const place = createHandPlacement(rig);

  return (tracks, rows, filter) => {
    filter.numbers('reach', rows, PLACES, PLACE_HERTZ);
    filter.numbers('belongs', rows, BELONGS, BELONGS_HERTZ);
    for (let i = 0; i < tracks.frames; i++) {
      const shares = sharesOnBody(rows, i);
      if (Math.max(...shares) < LEAST_SHARE) continue;
      layPose(rig, pose, tracks, i);
      SIDES.forEach((side, k) => {
        if (shares[k]! < LEAST_SHARE) return;
        place(
          pose,
          rows.subarray(i * REACH_ROW + k * REACH.size, i * REACH_ROW + (k + 1) * REACH.size),
          side,
        );
        for (const bone of Object.values(armBones(rig, side)))
          writeRotation(tracks, i, bone, pose.local[bone]!);
      });
    }
  };
}

function createHandPlacement(rig: Rig): (pose: Pose, row: Float32Array, side: Side) => void {
  const surfaces = createTargetSurfaces(rig);
  const hands = { l: createTargetHand(rig, 'l'), r: createTargetHand(rig, 'r') };
  const reach = {
    l: createLimbReach(rig, armBones(rig, 'l')),
    r: createLimbReach(rig, armBones(rig, 'r')),
  };
  const tips = vec3();
  const goal = vec3();
  const way = vec3();

  return (pose, row, side) => {
    tipsOf(tips, pose, hands[side]);
    setVec(way, 0, 0, 0);
    const toHead = row[REACH.toHead]!;
    const { turn } = surfaces.nose(goal, pose);
    subVec(goal, tips, goal);
    unrotateVec(goal, turn, goal);
    // before the face the arm's own depth is kept: a camera tells it worse than the arm's length does
    setVec(goal, row[REACH.head]! - goal[0]!, 0, row[REACH.head + 2]! - goal[2]!);
    rotateVec(goal, turn, goal);
    addScaledVec(way, way, goal, toHead);
    const trunk = surfaces.trunk(pose);
    const [across, before, up] = row.subarray(REACH.trunk, REACH.trunk + 3) as unknown as [
      number,
      number,
      number,
    ];
    setVec(goal, across * trunk.radii[0]!, before + trunk.radii[1]!, up * trunk.half);
    rotateVec(goal, trunk.turn, goal);
    addVec(goal, goal, trunk.middle);
    subVec(goal, goal, tips);
    addScaledVec(way, way, goal, row[REACH.toTrunk]! * (1 - toHead));
    const length = lengthVec(way);
    if (length > FURTHEST) scaleVec(way, way, FURTHEST / length);
    addVec(goal, pose.position[rig.bone[`hand_${side}`]]!, way);
    reach[side](pose, goal);
  };
}

/** The middle of the fingertips that stand for the hand. */
function tipsOf(out: Vec3, pose: Pose, hand: TargetHand): void {
  const tip = vec3();
  setVec(out, 0, 0, 0);
  for (const digit of ['index', 'middle'] as const) {
    hand.point(tip, pose, digit);
    addScaledVec(out, out, tip, 0.5);
  }
}
