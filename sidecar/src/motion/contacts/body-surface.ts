import { frameQuat, type Quat, quat, rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import {
  addVec,
  crossVec,
  lengthOf,
  normalizeVec,
  setVec,
  subVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';

/** Half thickness of a finger's end, of a thumb's and of a palm, cm of an adult. */
export const FINGER_RADIUS = 0.7;
export const THUMB_RADIUS = 0.85;
export const PALM_RADIUS = 1.2;
/** From wrist to knuckle of the middle finger of the hand that these are for, cm. */
export const USUAL_PALM = 9;

/** Nose tip from the middle of the head, in the head's axes (left, forward, up), cm of an adult. */
export const NOSE_FROM_MIDDLE = [0, 10.5, -2.5] as const;
/** Half axes of a head with its face, of an adult, cm: left, forward, up. */
export const HEAD_RADII = [7.5, 10.5, 12] as const;
/** Half of a trunk's depth over half of the distance between the shoulder joints. */
export const TRUNK_DEPTH = 0.62;
/** Half of a trunk's breadth over half of the distance between the shoulder joints. */
export const TRUNK_BREADTH = 0.95;

/** A rounded part of a body: an ellipsoid, or an elliptic cylinder along z where `radii[2]` is infinite. */
export interface Surface {
  readonly middle: Vec3;
  readonly turn: Quat;
  readonly radii: Vec3;
}

export function createSurface(): Surface {
  return { middle: vec3(), turn: quat(), radii: vec3(1, 1, 1) };
}

/**
 * How far a point is outside of a surface seen from its front, cm: across the silhouette, and before it along
 * the surface's forward axis; 0 within or behind.
 */
export function gapsTo(
  { middle, turn, radii }: Surface,
  point: Vec3,
  local: Vec3,
): [across: number, before: number] {
  subVec(local, point, middle);
  unrotateVec(local, turn, local);
  const x = local[0]!;
  const y = local[1]!;
  const z = local[2]!;
  const out = lengthOf(x / radii[0]!, z / radii[2]!);
  const size = lengthOf(x, z);
  const across = out > 1 ? size * (1 - 1 / out) : 0;
  const front = radii[1]! * Math.sqrt(Math.max(0, 1 - out * out));
  return [across, Math.max(0, y - front)];
}

const STEPS = 4;

/**
 * The way from a point to the surface, at a distance of `radius` from it; zero for a point behind the middle,
 * which no hand touches from the front. Along the surface's own slope, so that it does not slide.
 */
export function wayToSurface(out: Vec3, surface: Surface, point: Vec3, radius: number): void {
  const { middle, turn, radii } = surface;
  const local = vec3();
  const slope = vec3();
  subVec(local, point, middle);
  unrotateVec(local, turn, local);
  setVec(out, 0, 0, 0);
  if (local[1]! < 0) return;
  const [a, b, c] = [radii[0]! + radius, radii[1]! + radius, radii[2]! + radius];
  const start = local.slice();
  for (let k = 0; k < STEPS; k++) {
    const x = local[0]!;
    const y = local[1]!;
    const z = local[2]!;
    const value = (x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2;
    if (value === 0) return;
    // f = sqrt(value) - 1; a Newton step along its slope
    const root = Math.sqrt(value);
    setVec(slope, x / a / a / root, y / b / b / root, z / c / c / root);
    const square = slope[0]! ** 2 + slope[1]! ** 2 + slope[2]! ** 2;
    const step = (1 - root) / square;
    setVec(local, x + slope[0]! * step, y + slope[1]! * step, z + slope[2]! * step);
  }
  subVec(out, local, start);
  rotateVec(out, turn, out);
}

/** Lays a head's surface by its nose tip. @param turn from facing forward. */
export function layHead(out: Surface, nose: Vec3, turn: Quat): void {
  const [x, y, z] = NOSE_FROM_MIDDLE;
  out.turn.set(turn);
  setVec(out.middle, -x, -y, -z);
  rotateVec(out.middle, turn, out.middle);
  addVec(out.middle, out.middle, nose);
  out.radii.set(HEAD_RADII);
}

/** Joints that a trunk hangs on. */
export interface TrunkJoints {
  readonly shoulders: readonly [left: Vec3, right: Vec3];
  readonly hips: readonly [left: Vec3, right: Vec3];
}

/** Lays a trunk's surface, a cylinder along the spine; returns half of its height, cm. */
export function layTrunk(out: Surface, { shoulders, hips }: TrunkJoints): number {
  const across = vec3();
  const up = vec3();
  const forward = vec3();
  addVec(up, shoulders[0], shoulders[1]);
  subVec(up, up, hips[0]);
  subVec(up, up, hips[1]);
  const half = normalizeVec(up, up) / 4;
  subVec(across, shoulders[0], shoulders[1]);
  const breadth = normalizeVec(across, across) / 2;
  // left-handed axes: forward is up cross left
  crossVec(forward, up, across);
  normalizeVec(forward, forward);
  frameQuat(out.turn, across, forward);
  for (let k = 0; k < 3; k++)
    out.middle[k] = (shoulders[0][k]! + shoulders[1][k]! + hips[0][k]! + hips[1][k]!) / 4;
  setVec(out.radii, breadth * TRUNK_BREADTH, breadth * TRUNK_DEPTH, Number.POSITIVE_INFINITY);
  return half;
}
