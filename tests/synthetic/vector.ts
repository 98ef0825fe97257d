/**
 * Vectors and quaternions of the synthetic performer. Deliberately apart from the sidecar's own algebra: what
 * makes the truth shares no code with what is measured against it.
 *
 * Frame: metres, right-handed, x = the performer's left, y up, z = towards a front camera.
 * Quaternions are x, y, z, w and unit; `multiply(a, b)` turns by b first, then by a.
 */
export type Vec3 = readonly [number, number, number];
export type Quat = readonly [number, number, number, number];

export const IDENTITY: Quat = [0, 0, 0, 1];

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, k: number): Vec3 => [a[0] * k, a[1] * k, a[2] * k];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const length = (a: Vec3): number => Math.hypot(a[0], a[1], a[2]);
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Unit vector of `a`; throws on a zero vector, which no clip has a use for. */
export function normalize(a: Vec3): Vec3 {
  const size = length(a);
  if (size < 1e-12) throw new Error('A direction of length zero cannot be normalised.');
  return scale(a, 1 / size);
}

/** Between `a` and `b`, t in 0..1. */
export const mixVec = (a: Vec3, b: Vec3, t: number): Vec3 => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

/** The part of `a` at right angles to the unit vector `axis`, made unit. */
export const orthogonalTo = (axis: Vec3, a: Vec3): Vec3 => normalize(subtract(a, scale(axis, dot(a, axis))));

/** Turn by `degrees` about `axis`, by the right-hand rule. */
export function turn(axis: Vec3, degrees: number): Quat {
  const half = (degrees * Math.PI) / 360;
  const [x, y, z] = scale(normalize(axis), Math.sin(half));
  return [x, y, z, Math.cos(half)];
}

export const turnX = (degrees: number): Quat => turn([1, 0, 0], degrees);
export const turnY = (degrees: number): Quat => turn([0, 1, 0], degrees);
export const turnZ = (degrees: number): Quat => turn([0, 0, 1], degrees);

export const multiply = (a: Quat, b: Quat): Quat => [
  a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
  a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
  a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
  a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
];

/** Product of several turns, the last one applied first. */
export const chain = (...turns: Quat[]): Quat => turns.reduce(multiply, IDENTITY);

export const inverse = (a: Quat): Quat => [-a[0], -a[1], -a[2], a[3]];

/** The same turn seen in a mirror across the performer's middle plane (x = 0). */
export const mirror = (a: Quat): Quat => [a[0], -a[1], -a[2], a[3]];

export function rotate(turned: Quat, p: Vec3): Vec3 {
  const axis: Vec3 = [turned[0], turned[1], turned[2]];
  const twice = scale(cross(axis, p), 2);
  return add(add(p, scale(twice, turned[3])), cross(axis, twice));
}

/** Turn that carries the x, y, z axes onto three orthonormal right-handed columns (Shepperd's method). */
export function fromAxes(x: Vec3, y: Vec3, z: Vec3): Quat {
  const trace = x[0] + y[1] + z[2];
  const four: Quat = [1 + x[0] - y[1] - z[2], 1 - x[0] + y[1] - z[2], 1 - x[0] - y[1] + z[2], 1 + trace];
  const largest = four.indexOf(Math.max(...four));
  const r = Math.sqrt(four[largest] ?? 1) / 2;
  const k = 1 / (4 * r);
  if (largest === 0) return [r, (x[1] + y[0]) * k, (x[2] + z[0]) * k, (y[2] - z[1]) * k];
  if (largest === 1) return [(x[1] + y[0]) * k, r, (y[2] + z[1]) * k, (z[0] - x[2]) * k];
  if (largest === 2) return [(x[2] + z[0]) * k, (y[2] + z[1]) * k, r, (x[1] - y[0]) * k];
  return [(y[2] - z[1]) * k, (z[0] - x[2]) * k, (x[1] - y[0]) * k, r];
}

/** Shortest-way spherical interpolation, t in 0..1. */
export function slerp(a: Quat, b: Quat, t: number): Quat {
  const cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
  const sign = cosine < 0 ? -1 : 1;
  const angle = Math.acos(Math.min(1, Math.abs(cosine)));
  const sine = Math.sin(angle);
  const ka = sine < 1e-6 ? 1 - t : Math.sin((1 - t) * angle) / sine;
  const kb = (sine < 1e-6 ? t : Math.sin(t * angle) / sine) * sign;
  const mixed: Quat = [
    a[0] * ka + b[0] * kb,
    a[1] * ka + b[1] * kb,
    a[2] * ka + b[2] * kb,
    a[3] * ka + b[3] * kb,
  ];
  const size = Math.hypot(...mixed);
  return [mixed[0] / size, mixed[1] / size, mixed[2] / size, mixed[3] / size];
}
