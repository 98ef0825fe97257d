// The head of the rendered performer, as tests/synthetic/shader/head.glsl has it, but for ears, lips and lids.
import { add, dot, rotate, subtract } from './small-vectors.mjs';

/** From the neck's joint to the head's of a head of default size, metres. */
const NECK = 0.117;
const JAW_HINGE = [0, -0.006, 0.002];
/** Radians at jaw = 1. */
const JAW_OPENING = 0.27;

/** Distance of a point to the skin of the head in a frame of a truth, metres; negative inside. */
export function headDistance({ joints, rot, face }, point) {
  const size = Math.hypot(...subtract(joints.head, joints.neck_01)) / NECK;
  const [x, y, z, w] = rot.head;
  const local = rotate([-x, -y, -z, w], subtract(point, joints.head)).map((value) => value / size);
  return skin(local, face) * size;
}

function skin(p, { jaw, smile }) {
  const m = [Math.abs(p[0]), p[1], p[2]];
  const chin = turnJaw(p, -jaw * JAW_OPENING);
  const side = [Math.abs(chin[0]), chin[1], chin[2]];
  let d = ellipsoid(p, [0, 0.045, -0.012], [0.0745, 0.09, 0.094]);
  d = join(d, ellipsoid(p, [0, -0.01, 0.026], [0.061, 0.058, 0.06]), 0.035);
  d = join(d, ellipsoid(m, [0.041, -0.006 + 0.004 * smile, 0.056], [0.022, 0.019, 0.019]), 0.026);
  let low = ellipsoid(chin, [0, -0.05, 0.028], [0.05, 0.046, 0.052]);
  low = join(low, cone(side, { from: [0.045, -0.036, 0.01], to: [0.013, -0.08, 0.06] }, 0.018, 0.015), 0.03);
  low = join(low, ellipsoid(chin, [0, -0.084, 0.066], [0.02, 0.014, 0.016]), 0.022);
  d = join(d, low, 0.028);
  d = join(d, cone(m, { from: [0.012, 0.0385, 0.0815], to: [0.047, 0.0395, 0.061] }, 0.009, 0.008), 0.022);
  d = join(d, ellipsoid(p, [0, -0.043, 0.068], [0.029, 0.017, 0.0195]), 0.018);
  let nose = cone(p, { from: [0, 0.026, 0.079], to: [0, -0.012, 0.102] }, 0.007, 0.0082);
  nose = join(nose, ellipsoid(p, [0, -0.0175, 0.1045], [0.0105, 0.0092, 0.0105]), 0.012);
  return join(d, nose, 0.011);
}

function turnJaw(p, angle) {
  const [x, y, z] = subtract(p, JAW_HINGE);
  const [s, c] = [Math.sin(angle), Math.cos(angle)];
  return add([x, y * c - z * s, y * s + z * c], JAW_HINGE);
}

function ellipsoid(p, middle, radii) {
  const q = subtract(p, middle);
  const out = Math.hypot(...q.map((value, k) => value / radii[k]));
  const slope = Math.hypot(...q.map((value, k) => value / radii[k] ** 2));
  return (out * (out - 1)) / Math.max(slope, 1e-6);
}

function cone(p, { from, to }, thick, thin) {
  const along = subtract(to, from);
  const q = subtract(p, from);
  const share = Math.min(1, Math.max(0, dot(q, along) / dot(along, along)));
  return Math.hypot(...q.map((value, k) => value - along[k] * share)) - (thick + (thin - thick) * share);
}

/** The smaller of two distances, rounded where they meet. */
function join(a, b, round) {
  const near = Math.max(round - Math.abs(a - b), 0) / round;
  return Math.min(a, b) - near * near * round * 0.25;
}
