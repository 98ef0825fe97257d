import { join, toCone, toEllipsoid } from './distances.ts';
import type { Posed } from './forward-kinematics.ts';
import type { FacePose } from './pose.ts';
import type { Proportions } from './skeleton.ts';
import { add, inverse, rotate, scale, subtract, type Vec3 } from './vector.ts';

const JAW_HINGE: Vec3 = [0, -0.006, 0.002];
/** Radians at jaw = 1. */
const JAW_OPENING = 0.27;

/** Distance of a point to a skin, metres; negative inside. */
type Skin = (p: Vec3) => number;

/** The head's skin as `shader/head.glsl` draws it, but for ears, hair, lips and lids. */
export function headFlesh({ position, turn }: Posed, face: FacePose, { head: size }: Proportions): Skin {
  const back = inverse(turn.head!);
  return (p) => skull(scale(rotate(back, subtract(p, position.head!)), 1 / size), face) * size;
}

function skull(p: Vec3, { jaw, smile }: FacePose): number {
  const m: Vec3 = [Math.abs(p[0]), p[1], p[2]];
  const j = turnJaw(p, -jaw * JAW_OPENING);
  const jm: Vec3 = [Math.abs(j[0]), j[1], j[2]];
  let chin = toEllipsoid(j, [0, -0.05, 0.028], [0.05, 0.046, 0.052]);
  chin = join(chin, toCone(jm, { from: [0.045, -0.036, 0.01], to: [0.013, -0.08, 0.06], thick: 0.018, thin: 0.015 }), 0.03); // biome-ignore format: one row a piece
  chin = join(chin, toEllipsoid(j, [0, -0.084, 0.066], [0.02, 0.014, 0.016]), 0.022);
  let nose = toCone(p, { from: [0, 0.026, 0.079], to: [0, -0.012, 0.102], thick: 0.007, thin: 0.0082 });
  nose = join(nose, toEllipsoid(p, [0, -0.0175, 0.1045], [0.0105, 0.0092, 0.0105]), 0.012);
  let d = toEllipsoid(p, [0, 0.045, -0.012], [0.0745, 0.09, 0.094]);
  d = join(d, toEllipsoid(p, [0, -0.01, 0.026], [0.061, 0.058, 0.06]), 0.035);
  d = join(d, toEllipsoid(m, [0.041, -0.006 + 0.004 * smile, 0.056], [0.022, 0.019, 0.019]), 0.026);
  d = join(d, chin, 0.028);
  d = join(d, toCone(m, { from: [0.012, 0.0385, 0.0815], to: [0.047, 0.0395, 0.061], thick: 0.009, thin: 0.008 }), 0.022); // biome-ignore format: one row a piece
  d = join(d, toEllipsoid(p, [0, -0.043, 0.068], [0.029, 0.017, 0.0195]), 0.018);
  return join(d, nose, 0.011);
}

function turnJaw(p: Vec3, angle: number): Vec3 {
  const [x, y, z] = subtract(p, JAW_HINGE);
  const [s, c] = [Math.sin(angle), Math.cos(angle)];
  return add([x, y * c - z * s, y * s + z * c], JAW_HINGE);
}

/** The shirt over the trunk, without sleeves and collar, as `ribcage` of `shader/body.glsl` draws it. */
export function trunkFlesh({ position, turn }: Posed, { width }: Proportions): Skin {
  const into = (joint: string) => {
    const back = inverse(turn[joint]!);
    return (p: Vec3): Vec3 => rotate(back, subtract(p, position[joint]!));
  };
  const [chest, belly, hips] = [into('spine_05'), into('spine_03'), into('pelvis')];
  return (p) => {
    const c = chest(p);
    const m: Vec3 = [Math.sqrt(c[0] * c[0] + 6e-4), c[1], c[2]];
    const [x, y, z] = chest(position[c[0] < 0 ? 'upperarm_r' : 'upperarm_l']!);
    const shoulder: Vec3 = [Math.abs(x) - 0.025 * width, y + 0.001, z - 0.002];
    const collar = { from: [0.02, 0.102, -0.022], to: shoulder, thick: 0.038, thin: 0.046 } as const;
    let d = toEllipsoid(c, [0, -0.07, -0.005], [0.15 * width, 0.2, 0.102]);
    d = join(d, toEllipsoid(m, [0.07 * width, -0.01, 0.05], [0.072, 0.06, 0.044]), 0.05);
    d = join(d, toEllipsoid(m, [0.085 * width, 0, -0.055], [0.075, 0.1, 0.045]), 0.05);
    d = join(d, toCone(m, collar), 0.06);
    d = join(d, toEllipsoid(belly(p), [0, 0.02, 0.01], [0.14 * width, 0.17, 0.097]), 0.08);
    return join(d, toEllipsoid(hips(p), [0, 0.02, 0.004], [0.153 * width, 0.12, 0.106]), 0.07);
  };
}
