import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import { createPose, placeBone, type Rig } from '../../skeleton/rig.ts';
import { addVec, copyVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { type RotationTracks, readRotation } from '../time/rotation-tracks.ts';
import type { TimeFilter } from '../time/time-filter.ts';

/**
 * Below this rate the pelvis follows the picture, above it the standing foot, Hz: the picture's path does not
 * drift but trembles with the distance, the legs' path is smooth but drifts.
 */
const PICTURE_HERTZ = 0.4;
/** Cut-off of the path itself, Hz. */
const PATH_HERTZ = 5;
/** Back of the sole behind the ankle, cm. */
const HEEL_BACK = 4;

/** Where the hips were seen, and in what size. */
export interface HipPath {
  /** Character's axes, cm of the performer: x, y, z a frame. */
  readonly values: Float32Array;
  /** The skeleton's leg over the performer's. */
  readonly scale: number;
  /** A byte a frame: 1 where hips and legs were seen. */
  readonly seen: Uint8Array;
}

export interface PelvisPath {
  /** Translation of the pelvis, cm: x, y, z a frame. */
  readonly pelvis: Float32Array;
  /** How far picture and standing feet disagree about the path across the floor, cm of the skeleton, RMS. */
  readonly uncertainty: number;
}

/** Path of the pelvis over a window; goes on from the window before. */
export type RootSolver = (tracks: RotationTracks, path: HipPath, filter: TimeFilter) => PelvisPath;

/**
 * The lower sole stands on the floor, and the foot that stands stays where it is; over seconds the path is the
 * picture's. Starts above the reference pose's feet.
 */
export function createRootSolver(rig: Rig): RootSolver {
  const soles = createSoles(rig);
  const rest = rig.translations[rig.bone.pelvis]!;
  const walked = vec3(rest[0], rest[1], 0);
  const before = { l: vec3(), r: vec3() };
  const origin = vec3();
  const gone = new Float64Array(2);
  let started = false;
  let located = false;

  const walk = (now: Readonly<Record<Side, Vec3>>): Vec3 => {
    const standing: Side = now.l[2]! <= now.r[2]! ? 'l' : 'r';
    if (started) {
      walked[0]! -= now[standing][0]! - before[standing][0]!;
      walked[1]! -= now[standing][1]! - before[standing][1]!;
    }
    started = true;
    for (const side of SIDES) copyVec(before[side], now[side]);
    return now[standing];
  };
  const locate = ({ values, scale, seen }: HipPath, i: number): void => {
    if (seen[i] === 0) return;
    if (!located) setVec(origin, values[i * 3]!, values[i * 3 + 1]!, values[i * 3 + 2]!);
    located = true;
    for (const k of [0, 1]) {
      gone[k] = rest[k]! + (values[i * 3 + k]! - origin[k]!) * scale - walked[k]!;
    }
  };

  return (tracks, path, filter) => {
    const { frames } = tracks;
    const out = new Float32Array(frames * 3);
    const drift = new Float32Array(frames * 2);
    for (let i = 0; i < frames; i++) {
      out[i * 3 + 2] = -walk(soles(tracks, i))[2]!;
      locate(path, i);
      for (const k of [0, 1]) {
        out[i * 3 + k] = walked[k]!;
        drift[i * 2 + k] = gone[k]!;
      }
    }
    const told = drift.slice();
    filter.numbers('drift', drift, { stride: 2, offsets: [0, 1] }, PICTURE_HERTZ);
    for (let i = 0; i < frames; i++) for (const k of [0, 1]) out[i * 3 + k]! += drift[i * 2 + k]!;
    filter.numbers('pelvis', out, { stride: 3, offsets: [0, 1, 2] }, PATH_HERTZ);
    const squares = told.reduce((sum, value, k) => sum + (value - drift[k]!) ** 2, 0);
    return { pelvis: out, uncertainty: frames > 0 ? Math.sqrt(squares / frames) : 0 };
  };
}

/** The lowest point of each foot with the pelvis at the origin; overwritten by the next call. */
function createSoles(rig: Rig): (tracks: RotationTracks, frame: number) => Readonly<Record<Side, Vec3>> {
  const { bone } = rig;
  const pose = createPose(rig);
  const chains = SIDES.map((s) => [
    bone[`thigh_${s}`],
    bone[`calf_${s}`],
    bone[`foot_${s}`],
    bone[`ball_${s}`],
  ]);
  const soles = { l: vec3(), r: vec3() };
  const points = { l: solePoints(rig, 'l'), r: solePoints(rig, 'r') };
  const point = vec3();
  const pelvis = bone.pelvis;

  return (tracks, frame) => {
    readRotation(pose.global[pelvis]!, tracks, frame, pelvis);
    pose.position[pelvis]!.fill(0);
    for (const chain of chains) {
      for (const index of chain) {
        readRotation(pose.local[index]!, tracks, frame, index);
        placeBone(rig, pose, index);
      }
    }
    for (const side of SIDES) {
      const foot = bone[`foot_${side}`];
      soles[side][2] = Number.POSITIVE_INFINITY;
      for (const offset of points[side]) {
        rotateVec(point, pose.global[foot]!, offset);
        addVec(point, point, pose.position[foot]!);
        if (point[2]! < soles[side][2]!) copyVec(soles[side], point);
      }
    }
    return soles;
  };
}

/** Heel and ball on the floor of the reference pose, in the foot bone's frame, cm. */
function solePoints(rig: Rig, side: Side): Vec3[] {
  const foot = rig.bone[`foot_${side}`];
  const ankle = rig.referencePositions[foot]!;
  const ball = rig.referencePositions[rig.bone[`ball_${side}`]]!;
  const length = Math.hypot(ball[0]! - ankle[0]!, ball[1]! - ankle[1]!);
  const heel = vec3(
    ankle[0]! - ((ball[0]! - ankle[0]!) / length) * HEEL_BACK,
    ankle[1]! - ((ball[1]! - ankle[1]!) / length) * HEEL_BACK,
    0,
  );
  return [heel, vec3(ball[0], ball[1], 0)].map((floor) => {
    const out = vec3();
    subVec(out, floor, ankle);
    unrotateVec(out, rig.referenceRotations[foot]!, out);
    return out;
  });
}
