import { dotVec, setVec, type Vec3 } from './vector.ts';

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

export function copyQuat(out: Quat, a: Quat): void {
  setQuat(out, a[0]!, a[1]!, a[2]!, a[3]!);
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
  const length = Math.hypot(a[0]!, a[1]!, a[2]!, a[3]!);
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
  if (cosine < -0.999999) {
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

/** The rotation whose columns are the unit vectors x, y, z, with z = x cross y. */
export function basisQuat(out: Quat, x: Vec3, y: Vec3, z: Vec3): void {
  const trace = x[0]! + y[1]! + z[2]!;
  if (trace > 0) {
    setQuat(out, y[2]! - z[1]!, z[0]! - x[2]!, x[1]! - y[0]!, 1 + trace);
  } else if (x[0]! >= y[1]! && x[0]! >= z[2]!) {
    setQuat(out, 1 + x[0]! - y[1]! - z[2]!, y[0]! + x[1]!, z[0]! + x[2]!, y[2]! - z[1]!);
  } else if (y[1]! >= z[2]!) {
    setQuat(out, y[0]! + x[1]!, 1 + y[1]! - x[0]! - z[2]!, z[1]! + y[2]!, z[0]! - x[2]!);
  } else {
    setQuat(out, z[0]! + x[2]!, z[1]! + y[2]!, 1 + z[2]! - x[0]! - y[1]!, x[1]! - y[0]!);
  }
  normalizeQuat(out, out);
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
