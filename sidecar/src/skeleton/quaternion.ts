import { dotVec, lengthOf, setVec, type Vec3 } from './vector.ts';

/**
 * x, y, z, w of a unit quaternion. Functions write their first argument and may be given the same
 * quaternion twice. `multiply(a, b)` applies b first. The formulas hold in left-handed space as they are.
 */
export type Quat = Float64Array;

export function quat(x = 0, y = 0, z = 0, w = 1): Quat {
  return Float64Array.of(x, y, z, w);
}

export function setQuat(out: Quat, x: number, y: number, z: number, w: number): void {
  out[0] = x;
  out[1] = y;
  out[2] = z;
  out[3] = w;
}

export function multiplyQuat(out: Quat, a: Quat, b: Quat): void {
  const ax = a[0]!;
  const ay = a[1]!;
  const az = a[2]!;
  const aw = a[3]!;
  const bx = b[0]!;
  const by = b[1]!;
  const bz = b[2]!;
  const bw = b[3]!;
  out[0] = aw * bx + ax * bw + ay * bz - az * by;
  out[1] = aw * by - ax * bz + ay * bw + az * bx;
  out[2] = aw * bz + ax * by - ay * bx + az * bw;
  out[3] = aw * bw - ax * bx - ay * by - az * bz;
}

export function conjugateQuat(out: Quat, a: Quat): void {
  setQuat(out, -a[0]!, -a[1]!, -a[2]!, a[3]!);
}

/** out = inverse of a, then b: what takes the frame a to the frame b, seen from a. */
export function relativeQuat(out: Quat, a: Quat, b: Quat): void {
  const ax = -a[0]!;
  const ay = -a[1]!;
  const az = -a[2]!;
  const aw = a[3]!;
  const bx = b[0]!;
  const by = b[1]!;
  const bz = b[2]!;
  const bw = b[3]!;
  out[0] = aw * bx + ax * bw + ay * bz - az * by;
  out[1] = aw * by - ax * bz + ay * bw + az * bx;
  out[2] = aw * bz + ax * by - ay * bx + az * bw;
  out[3] = aw * bw - ax * bx - ay * by - az * bz;
}

export function normalizeQuat(out: Quat, a: Quat): void {
  const length = Math.sqrt(a[0]! * a[0]! + a[1]! * a[1]! + a[2]! * a[2]! + a[3]! * a[3]!);
  if (length === 0) setQuat(out, 0, 0, 0, 1);
  else setQuat(out, a[0]! / length, a[1]! / length, a[2]! / length, a[3]! / length);
}

export function rotateVec(out: Vec3, q: Quat, p: Vec3): void {
  const x = q[0]!;
  const y = q[1]!;
  const z = q[2]!;
  const w = q[3]!;
  const tx = 2 * (y * p[2]! - z * p[1]!);
  const ty = 2 * (z * p[0]! - x * p[2]!);
  const tz = 2 * (x * p[1]! - y * p[0]!);
  setVec(
    out,
    p[0]! + w * tx + y * tz - z * ty,
    p[1]! + w * ty + z * tx - x * tz,
    p[2]! + w * tz + x * ty - y * tx,
  );
}

/** Rotates by the inverse of q. */
export function unrotateVec(out: Vec3, q: Quat, p: Vec3): void {
  const x = -q[0]!;
  const y = -q[1]!;
  const z = -q[2]!;
  const w = q[3]!;
  const tx = 2 * (y * p[2]! - z * p[1]!);
  const ty = 2 * (z * p[0]! - x * p[2]!);
  const tz = 2 * (x * p[1]! - y * p[0]!);
  setVec(
    out,
    p[0]! + w * tx + y * tz - z * ty,
    p[1]! + w * ty + z * tx - x * tz,
    p[2]! + w * tz + x * ty - y * tx,
  );
}

/** Rotation by `angle` radians about the unit vector `axis`. */
export function axisAngleQuat(out: Quat, axis: Vec3, angle: number): void {
  const s = Math.sin(angle / 2);
  setQuat(out, axis[0]! * s, axis[1]! * s, axis[2]! * s, Math.cos(angle / 2));
}

/** The shortest rotation from the unit vector a to the unit vector b; any axis when they are opposite. */
export function betweenQuat(out: Quat, a: Vec3, b: Vec3): void {
  const ax = a[0]!;
  const ay = a[1]!;
  const az = a[2]!;
  const cosine = dotVec(a, b);
  // nearer than this, the axis that the cross product gives is noise
  if (cosine < -1 + 1e-13) {
    if (Math.abs(ax) < 0.8) setQuat(out, 0, -az, ay, 0);
    else setQuat(out, -ay, ax, 0, 0);
  } else {
    const bx = b[0]!;
    const by = b[1]!;
    const bz = b[2]!;
    setQuat(out, ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx, 1 + cosine);
  }
  normalizeQuat(out, out);
}

/**
 * The frame whose x axis is the unit vector `x` and whose y axis lies in the plane of x and `towards`.
 * Keeps `out` when the two are parallel; returns whether they were not.
 */
export function frameQuat(out: Quat, x: Vec3, towards: Vec3): boolean {
  const along = dotVec(x, towards);
  let yx = towards[0]! - along * x[0]!;
  let yy = towards[1]! - along * x[1]!;
  let yz = towards[2]! - along * x[2]!;
  const length = lengthOf(yx, yy, yz);
  if (length < 1e-9) return false;
  yx /= length;
  yy /= length;
  yz /= length;
  const zx = x[1]! * yz - x[2]! * yy;
  const zy = x[2]! * yx - x[0]! * yz;
  const zz = x[0]! * yy - x[1]! * yx;
  setFromAxes(out, x[0]!, x[1]!, x[2]!, yx, yy, yz, zx, zy, zz);
  return true;
}

/** Spherical interpolation along the shorter arc. */
export function slerpQuat(out: Quat, a: Quat, b: Quat, t: number): void {
  let cosine = a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]! + a[3]! * b[3]!;
  const sign = cosine < 0 ? -1 : 1;
  cosine *= sign;
  let ka = 1 - t;
  let kb = t * sign;
  if (cosine < 0.9995) {
    const angle = Math.acos(cosine);
    const scale = 1 / Math.sin(angle);
    ka = Math.sin((1 - t) * angle) * scale;
    kb = Math.sin(t * angle) * scale * sign;
  }
  setQuat(
    out,
    a[0]! * ka + b[0]! * kb,
    a[1]! * ka + b[1]! * kb,
    a[2]! * ka + b[2]! * kb,
    a[3]! * ka + b[3]! * kb,
  );
  normalizeQuat(out, out);
}

/** The share `t` of the rotation q, by the shorter way. */
export function powQuat(out: Quat, q: Quat, t: number): void {
  const sign = q[3]! < 0 ? -1 : 1;
  const sine = Math.hypot(q[0]!, q[1]!, q[2]!);
  if (sine < 1e-12) {
    setQuat(out, 0, 0, 0, 1);
    return;
  }
  const half = Math.atan2(sine, q[3]! * sign) * t;
  const k = (Math.sin(half) / sine) * sign;
  setQuat(out, q[0]! * k, q[1]! * k, q[2]! * k, Math.cos(half));
}

/** Angle of the turn that q makes about its own x axis (swing, then twist), radians in (-pi, pi]. */
export function twistAboutX(q: Quat): number {
  const angle = 2 * Math.atan2(q[0]!, q[3]!);
  if (angle > Math.PI) return angle - 2 * Math.PI;
  return angle <= -Math.PI ? angle + 2 * Math.PI : angle;
}

/** Angle between two orientations, radians, 0 to pi. */
export function angleQuat(a: Quat, b: Quat): number {
  const dot = Math.abs(a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]! + a[3]! * b[3]!);
  return 2 * Math.acos(Math.min(1, dot));
}

/** From the columns of a rotation matrix: x, y and z axis. */
function setFromAxes(
  out: Quat,
  xx: number,
  xy: number,
  xz: number,
  yx: number,
  yy: number,
  yz: number,
  zx: number,
  zy: number,
  zz: number,
): void {
  const trace = xx + yy + zz;
  if (trace > 0) setQuat(out, yz - zy, zx - xz, xy - yx, 1 + trace);
  else if (xx >= yy && xx >= zz) setQuat(out, 1 + xx - yy - zz, yx + xy, zx + xz, yz - zy);
  else if (yy >= zz) setQuat(out, yx + xy, 1 + yy - xx - zz, zy + yz, zx - xz);
  else setQuat(out, zx + xz, zy + yz, 1 + zz - xx - yy, xy - yx);
  normalizeQuat(out, out);
}
