import { add, dot, length, scale, subtract, type Vec3 } from './vector.ts';

/** A round cone: thickness `thick` at `from`, `thin` at `to`; its middle swells by `bulge`. Metres. */
export interface Cone {
  readonly from: Vec3;
  readonly to: Vec3;
  readonly thick: number;
  readonly thin: number;
  readonly bulge?: number;
}

/** Distance to a cone's skin, negative inside; as `cone` of `shader/primitives.glsl`. */
export function toCone(p: Vec3, { from, to, thick, thin, bulge = 0 }: Cone): number {
  const axis = subtract(to, from);
  const h = Math.max(0, Math.min(1, dot(subtract(p, from), axis) / dot(axis, axis)));
  const belly = h * (1 - h) * (1 - h) * 6.75;
  return length(subtract(p, add(from, scale(axis, h)))) - thick - (thin - thick) * h - bulge * belly;
}

/** Distance to an ellipsoid, exact near its skin; as in the shader. */
export function toEllipsoid(p: Vec3, middle: Vec3, radii: Vec3): number {
  const q = subtract(p, middle);
  const over = (k: 1 | 2): number => Math.hypot(...q.map((x, i) => x / radii[i]! ** k));
  return (over(1) * (over(1) - 1)) / Math.max(over(2), 1e-6);
}

/** Union of two distances with a fillet of width k; as in the shader. */
export function join(a: number, b: number, k: number): number {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - (h * h * k) / 4;
}
