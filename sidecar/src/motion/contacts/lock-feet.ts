import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { type Quat, quat, slerpQuat } from '../../skeleton/quaternion.ts';
import { createPose, type Pose, placeBone, type Rig, turnBone } from '../../skeleton/rig.ts';
import { addScaledVec, mixVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { legBones } from '../solve/solve-limb.ts';
import { easeShare } from '../time/bridge-gaps.ts';
import { type RotationTracks, readRotation, writeRotation } from '../time/rotation-tracks.ts';
import { carryPelvis } from './carry-pelvis.ts';
import { createLimbReach } from './reach-limb.ts';

/** A foot stands when it is slower than this, and no longer when it is faster than that, cm a second. */
const STANDS = 14;
const GOES = 30;
/** The same for its ankle's height over where the foot stood last, cm: heels lift, soles press. */
const LOW = 4;
const HIGH = 7;
/** A foot stands at least this long, seconds. */
const SHORTEST = 0.15;
/** How far around a frame the foot's speed is looked at, seconds, and at least a frame. */
const AROUND = 0.05;
/** Time before and after in which the lock comes and goes, seconds. */
const EASE = 0.12;

/** A foot on the floor: frames `from` to `to`, exclusive. */
export interface FootSpan {
  readonly side: Side;
  readonly from: number;
  readonly to: number;
}

export interface Footing {
  /** Parent-local translation of the pelvis, cm: x, y, z a frame. */
  readonly pelvis: Float32Array;
  readonly times: Float64Array;
  /** Frames in which each leg was seen, a byte a frame. */
  readonly seen: Readonly<Record<Side, Uint8Array>>;
}

/**
 * Finds when each foot stands and holds it there: where it stood on the mean, turned as it was; in place. The
 * pelvis goes along as far as it can, the legs bend for the rest.
 */
export function lockFeet(tracks: RotationTracks, rig: Rig, footing: Footing): FootSpan[] {
  const legs = createLegs(rig, footing.pelvis);
  const paths = { l: pathOf(legs, tracks, 'l'), r: pathOf(legs, tracks, 'r') };
  const spans = SIDES.flatMap((side) => findFooting(paths[side], side, footing));
  carryPelvis(footing.pelvis, { spans, paths, times: footing.times });
  for (const span of spans) holdFoot(legs, tracks, span, footing.times);
  return spans.sort((a, b) => a.from - b.from);
}

/** Frames of one foot's ankle, x, y, z, cm. */
function pathOf(legs: Legs, tracks: RotationTracks, side: Side): Float64Array {
  const path = new Float64Array(tracks.frames * 3);
  for (let i = 0; i < tracks.frames; i++) path.set(legs.place(tracks, i, side).ankle, i * 3);
  return path;
}

function findFooting(path: Float64Array, side: Side, { times, seen }: Footing): FootSpan[] {
  const frames = times.length;
  const floor = lowest(path, seen[side]);
  const spans: FootSpan[] = [];
  let from = -1;
  const close = (to: number): void => {
    if (from >= 0 && times[to - 1]! - times[from]! >= SHORTEST) spans.push({ side, from, to });
    from = -1;
  };
  for (let i = 0; i < frames; i++) {
    const speed = speedAt(path, times, i);
    const height = path[i * 3 + 2]! - floor;
    const stands = from < 0 ? speed < STANDS && height < LOW : speed < GOES && height < HIGH;
    if (stands && seen[side][i] === 1) from = from < 0 ? i : from;
    else close(i);
  }
  close(frames);
  return spans;
}

/** Height of an ankle that stands: the lowest tenth of what was seen. */
function lowest(path: Float64Array, seen: Uint8Array): number {
  const heights = Array.from(seen).flatMap((value, i) => (value === 1 ? [path[i * 3 + 2]!] : []));
  heights.sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 10)] ?? 0;
}

/** Of a foot across the floor and up, cm a second. */
function speedAt(path: Float64Array, times: Float64Array, i: number): number {
  let a = Math.max(0, i - 1);
  let b = Math.min(times.length - 1, i + 1);
  while (a > 0 && times[i]! - times[a - 1]! <= AROUND) a--;
  while (b + 1 < times.length && times[b + 1]! - times[i]! <= AROUND) b++;
  if (a === b) return Number.POSITIVE_INFINITY;
  const moved = Math.hypot(...[0, 1, 2].map((k) => path[b * 3 + k]! - path[a * 3 + k]!));
  return moved / (times[b]! - times[a]!);
}

function holdFoot(
  legs: Legs,
  tracks: RotationTracks,
  { side, from, to }: FootSpan,
  times: Float64Array,
): void {
  const ankle = vec3();
  const turn = quat(0, 0, 0, 0);
  for (let i = from; i < to; i++) {
    const leg = legs.place(tracks, i, side);
    addScaledVec(ankle, ankle, leg.ankle, 1 / (to - from));
    addTurn(turn, leg.turn);
  }
  const size = Math.hypot(...turn);
  for (let k = 0; k < 4; k++) turn[k]! /= size;
  const goal = vec3();
  const sole = quat();
  const hold = (i: number, share: number): void => {
    const leg = legs.place(tracks, i, side);
    mixVec(goal, leg.ankle, ankle, share);
    slerpQuat(sole, leg.turn, turn, share);
    legs.set(tracks, i, { side, ankle: goal, turn: sole });
  };
  for (let i = from; i < to; i++) hold(i, 1);
  for (let i = from - 1; i >= 0 && times[from]! - times[i]! < EASE; i--)
    hold(i, easeShare(1 - (times[from]! - times[i]!) / EASE));
  for (let i = to; i < tracks.frames && times[i]! - times[to - 1]! < EASE; i++)
    hold(i, easeShare(1 - (times[i]! - times[to - 1]!) / EASE));
}

function addTurn(sum: Quat, q: Quat): void {
  let dot = 0;
  for (let k = 0; k < 4; k++) dot += sum[k]! * q[k]!;
  for (let k = 0; k < 4; k++) sum[k]! += dot < 0 ? -q[k]! : q[k]!;
}

interface Legs {
  /** Where a foot is and how it is turned, component space; overwritten by the next call. */
  place(tracks: RotationTracks, frame: number, side: Side): { readonly ankle: Vec3; readonly turn: Quat };
  /** Moves the foot that was placed last; writes its leg. */
  set(tracks: RotationTracks, frame: number, foot: { side: Side; ankle: Vec3; turn: Quat }): void;
}

function createLegs(rig: Rig, pelvis: Float32Array): Legs {
  const pose: Pose = createPose(rig);
  const bonesOf = {
    l: legBones(rig, 'l'),
    r: legBones(rig, 'r'),
  };
  const reach = { l: createLimbReach(rig, bonesOf.l), r: createLimbReach(rig, bonesOf.r) };
  const { pelvis: hip, root } = rig.bone;

  return {
    place: (tracks, frame, side) => {
      const { upper, lower, tip } = bonesOf[side];
      placeBone(rig, pose, root);
      readRotation(pose.global[hip]!, tracks, frame, hip);
      for (let k = 0; k < 3; k++) pose.position[hip]![k] = pelvis[frame * 3 + k]!;
      for (const bone of [upper, lower, tip]) {
        readRotation(pose.local[bone]!, tracks, frame, bone);
        placeBone(rig, pose, bone);
      }
      return { ankle: pose.position[tip]!, turn: pose.global[tip]! };
    },
    set: (tracks, frame, { side, ankle, turn }) => {
      const { upper, lower, tip } = bonesOf[side];
      reach[side](pose, ankle);
      turnBone(rig, pose, tip, turn);
      for (const bone of [upper, lower, tip]) writeRotation(tracks, frame, bone, pose.local[bone]!);
    },
  };
}
