import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import { createPose, placeBone, type Rig } from '../../skeleton/rig.ts';
import { addVec, copyVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { type RotationTracks, readRotation } from '../time/rotation-tracks.ts';
import type { TrackSmoother } from '../time/smooth-rotations.ts';

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

/**
 * Translation of the pelvis, cm, x, y, z a frame: the lower sole stands on the floor, and the foot that stands
 * stays where it is; over seconds the path is the picture's. Starts above the reference pose's feet.
 */
export function solveRoot(
  tracks: RotationTracks,
  rig: Rig,
  path: HipPath,
  smoother: TrackSmoother,
): Float32Array {
  const { frames } = tracks;
  const out = new Float32Array(frames * 3);
  const drift = new Float32Array(frames * 2);
  const soles = createSoles(rig);
  const rest = rig.translations[rig.bone.pelvis]!;
  const first = Math.max(0, path.seen.indexOf(1));
  const walked = vec3(rest[0], rest[1], 0);
  const before = { l: vec3(), r: vec3() };
  for (let i = 0; i < frames; i++) {
    const now = soles(tracks, i);
    const standing: Side = now.l[2]! <= now.r[2]! ? 'l' : 'r';
    if (i > 0) {
      walked[0]! -= now[standing][0]! - before[standing][0]!;
      walked[1]! -= now[standing][1]! - before[standing][1]!;
    }
    for (const side of SIDES) copyVec(before[side], now[side]);
    for (let k = 0; k < 2; k++) {
      out[i * 3 + k] = walked[k]!;
      const seen = (path.values[i * 3 + k]! - path.values[first * 3 + k]!) * path.scale;
      if (path.seen[i] === 1) drift[i * 2 + k] = rest[k]! + seen - walked[k]!;
      else drift[i * 2 + k] = i > 0 ? drift[(i - 1) * 2 + k]! : 0;
    }
    out[i * 3 + 2] = -now[standing][2]!;
  }
  for (const k of [0, 1]) smoother.numbers(drift, 2, k, PICTURE_HERTZ);
  for (let i = 0; i < frames; i++) for (let k = 0; k < 2; k++) out[i * 3 + k]! += drift[i * 2 + k]!;
  for (const k of [0, 1, 2]) smoother.numbers(out, 3, k, PATH_HERTZ);
  return out;
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
