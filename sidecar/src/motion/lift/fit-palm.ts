import { createRotationFitter } from '../../skeleton/fit-rotation.ts';
import { axisAngleQuat, multiplyQuat, type Quat, quat, rotateVec } from '../../skeleton/quaternion.ts';
import {
  addScaledVec,
  mixVec,
  normalizeVec,
  setVec,
  subVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';
import type { HandEvidence } from './hand-evidence.ts';
import { PALM_POINTS } from './palm.ts';

/**
 * Weights (1 over variance, relative) of the two accounts of a palm point, across the view and along it:
 * the picture is sharp across and poor along, the metric points are middling in both.
 */
const PICTURE_ACROSS = 1;
const PICTURE_ALONG = 0.1;
const WORLD_ACROSS = 0.36;
const WORLD_ALONG = 0.36;
const STEPS = 5;

/** How far the picture's depth and the metric points are believed, 0 to 1. */
export interface Trust {
  readonly picture: number;
  readonly world: number;
}

/** The palm's turn from its own frame to the view along the hand's ray. */
export type PalmFit = (out: Quat, evidence: HandEvidence, trust: Trust) => void;

/**
 * Lays the performer's rigid palm over what is seen: Gauss-Newton from the plain rotation fit, each axis of
 * each account by its own weight. A rigid shape turns sharp positions across the view into sharp tilt.
 *
 * @param shape the palm's points in its own frame, order of `PALM_POINTS`.
 */
export function createPalmFit(shape: readonly Vec3[]): PalmFit {
  const count = PALM_POINTS.length;
  const centre = vec3();
  for (const point of shape) addScaledVec(centre, centre, point, 1 / count);
  const rest = shape.map((point) => {
    const out = vec3();
    subVec(out, point, centre);
    return out;
  });
  const seen = shape.map(() => vec3());
  const fitter = createRotationFitter();
  const point = vec3();
  const moved = vec3();
  const turn = quat();
  const normal = new Float64Array(9);
  const slope = vec3();

  let across = 0;
  let along = 0;

  const gather = ({ picture, world }: HandEvidence, trust: Trust): void => {
    const pictureAlong = PICTURE_ALONG * trust.picture;
    const worldAlong = WORLD_ALONG * trust.world;
    const worldAcross = WORLD_ACROSS * trust.world;
    across = PICTURE_ACROSS + worldAcross;
    along = pictureAlong + worldAlong;
    setVec(centre, 0, 0, 0);
    for (let k = 0; k < count; k++) {
      const a = picture[PALM_POINTS[k]!]!;
      const b = world[PALM_POINTS[k]!]!;
      mixVec(seen[k]!, a, b, worldAcross / across);
      seen[k]![1] = (pictureAlong * a[1]! + worldAlong * b[1]!) / along;
      addScaledVec(centre, centre, seen[k]!, 1 / count);
    }
    for (const p of seen) subVec(p, p, centre);
  };
  const addPoint = (k: number, rotation: Quat): void => {
    rotateVec(moved, rotation, rest[k]!);
    subVec(point, seen[k]!, moved);
    const x = moved[0]!;
    const y = moved[1]!;
    const z = moved[2]!;
    // Rows of the cross-product matrix of a small turn, one for each axis of the view.
    addRow(normal, slope, 0, z, -y, point[0]!, across);
    addRow(normal, slope, -z, 0, x, point[1]!, along);
    addRow(normal, slope, y, -x, 0, point[2]!, across);
  };

  return (out, evidence, trust) => {
    gather(evidence, trust);
    fitter.reset();
    for (let k = 0; k < count; k++) fitter.add(rest[k]!, seen[k]!, 1);
    fitter.solve(out);
    // Without metric points the size is unknown, and only the scale-free fit holds.
    if (!evidence.metric) return;
    for (let step = 0; step < STEPS; step++) {
      normal.fill(0);
      setVec(slope, 0, 0, 0);
      for (let k = 0; k < count; k++) addPoint(k, out);
      if (!solveSymmetric(point, normal, slope)) return;
      const angle = normalizeVec(point, point);
      axisAngleQuat(turn, point, angle);
      multiplyQuat(out, turn, out);
    }
  };
}

function addRow(
  normal: Float64Array,
  slope: Vec3,
  a: number,
  b: number,
  c: number,
  error: number,
  weight: number,
): void {
  normal[0]! += weight * a * a;
  normal[1]! += weight * a * b;
  normal[2]! += weight * a * c;
  normal[4]! += weight * b * b;
  normal[5]! += weight * b * c;
  normal[8]! += weight * c * c;
  slope[0]! += weight * a * error;
  slope[1]! += weight * b * error;
  slope[2]! += weight * c * error;
}

/** Solves a symmetric 3x3 system given by its upper half (Cramer); false when it is singular. */
function solveSymmetric(out: Vec3, m: Float64Array, v: Vec3): boolean {
  const a = m[0]!;
  const b = m[1]!;
  const c = m[2]!;
  const d = m[4]!;
  const e = m[5]!;
  const f = m[8]!;
  const da = d * f - e * e;
  const db = c * e - b * f;
  const dc = b * e - c * d;
  const determinant = a * da + b * db + c * dc;
  if (Math.abs(determinant) < 1e-9) return false;
  const dd = a * f - c * c;
  const de = b * c - a * e;
  const df = a * d - b * b;
  setVec(
    out,
    (da * v[0]! + db * v[1]! + dc * v[2]!) / determinant,
    (db * v[0]! + dd * v[1]! + de * v[2]!) / determinant,
    (dc * v[0]! + de * v[1]! + df * v[2]!) / determinant,
  );
  return true;
}
