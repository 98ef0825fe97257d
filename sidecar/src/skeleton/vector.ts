/** x, y, z. Every function writes its first argument and may be given the same vector twice. */
export type Vec3 = Float64Array;

export function vec3(x = 0, y = 0, z = 0): Vec3 {
  return Float64Array.of(x, y, z);
}

export function setVec(out: Vec3, x: number, y: number, z: number): void {
  out[0] = x;
  out[1] = y;
  out[2] = z;
}

export function copyVec(out: Vec3, a: Vec3): void {
  setVec(out, a[0]!, a[1]!, a[2]!);
}

export function addVec(out: Vec3, a: Vec3, b: Vec3): void {
  setVec(out, a[0]! + b[0]!, a[1]! + b[1]!, a[2]! + b[2]!);
}

export function subVec(out: Vec3, a: Vec3, b: Vec3): void {
  setVec(out, a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);
}

export function scaleVec(out: Vec3, a: Vec3, factor: number): void {
  setVec(out, a[0]! * factor, a[1]! * factor, a[2]! * factor);
}

/** out = a + b * factor. */
export function addScaledVec(out: Vec3, a: Vec3, b: Vec3, factor: number): void {
  setVec(out, a[0]! + b[0]! * factor, a[1]! + b[1]! * factor, a[2]! + b[2]! * factor);
}

/** The point a share `t` of the way from a to b. */
export function mixVec(out: Vec3, a: Vec3, b: Vec3, t: number): void {
  setVec(out, a[0]! + (b[0]! - a[0]!) * t, a[1]! + (b[1]! - a[1]!) * t, a[2]! + (b[2]! - a[2]!) * t);
}

export function dotVec(a: Vec3, b: Vec3): number {
  return a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
}

/** The algebraic cross product (x cross y is z), whatever the handedness of the space. */
export function crossVec(out: Vec3, a: Vec3, b: Vec3): void {
  setVec(out, a[1]! * b[2]! - a[2]! * b[1]!, a[2]! * b[0]! - a[0]! * b[2]!, a[0]! * b[1]! - a[1]! * b[0]!);
}

export function lengthVec(a: Vec3): number {
  return Math.sqrt(dotVec(a, a));
}

/** Length of a vector of two or three numbers. `Math.hypot` says the same at ten times the price, and allocates. */
export function lengthOf(x: number, y: number, z = 0): number {
  return Math.sqrt(x * x + y * y + z * z);
}

export function distanceVec(a: Vec3, b: Vec3): number {
  return lengthOf(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);
}

/** Scales to unit length; a zero vector stays zero. Returns the length that it had. */
export function normalizeVec(out: Vec3, a: Vec3): number {
  const length = lengthVec(a);
  scaleVec(out, a, length > 0 ? 1 / length : 0);
  return length;
}

/** Angle between two vectors of any length, radians, 0 when one is zero. */
export function angleVec(a: Vec3, b: Vec3): number {
  const scale = lengthVec(a) * lengthVec(b);
  if (scale === 0) return 0;
  return Math.acos(Math.min(1, Math.max(-1, dotVec(a, b) / scale)));
}
