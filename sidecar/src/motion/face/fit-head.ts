import { createRotationFitter } from '../../skeleton/fit-rotation.ts';
import { type Quat, quat, rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import { addScaledVec, dotVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { Camera } from '../lift/view-ray.ts';
import canonical from './canonical-face.data.json' with { type: 'json' };

/**
 * Basis points that mouth, cheeks and jaw carry along: a smile lifts them, and the head would seem to nod.
 * The rest of the face follows the skull alone.
 */
const CARRIED: ReadonlySet<number> = new Set([129, 132, 136, 147, 205, 358, 361, 365, 376, 425]);

/** With less than this share of the basis in sight all of it is used, hidden or not. */
const LEAST_SHARE = 0.35;

/** Landmarks of the canonical mesh; the irises that follow are no part of it. */
const MESH_POINTS = 468;

interface BasisPoint {
  readonly landmark: number;
  readonly position: Vec3;
}

/** Whether something lies over a point of the picture. */
export type Hidden = (x: number, y: number) => boolean;

/** Where the head is, in axes x right in the picture, y up, z towards the camera; cm from the camera. */
export interface HeadFit {
  readonly rotation: Quat;
  readonly translation: Vec3;
  /** Size of this face in canonical faces. */
  scale: number;
  /** How far the points lie off the canonical face, canonical cm, root mean square. */
  strain: number;
}

type Landmarks = readonly (readonly [number, number, number])[];

/** Fits the canonical face model to one frame's face landmarks. Holds scratch: one for each clip. */
export interface HeadFitter {
  /** Last fit; written by {@link HeadFitter.fit}. */
  readonly head: HeadFit;
  /** @param hidden landmarks that are left out, while enough others remain. */
  fit(face: Landmarks, hidden?: Hidden): void;
  /** A landmark in the face's own frame (canonical cm: x the performer's left, y up, z out of the face). */
  toFace(out: Vec3, landmark: readonly [number, number, number]): void;
}

/**
 * MediaPipe's face geometry: the landmarks are unprojected through a pinhole camera at a depth that makes
 * them as large as the canonical face, then fitted by Procrustes over those of its 33 basis points that
 * no expression moves, all alike.
 * Source: geometry_pipeline.cc and procrustes_solver.cc of google/mediapipe.
 */
export function createHeadFitter(camera: Camera): HeadFitter {
  const basis: readonly BasisPoint[] = canonical.basis
    .filter(([landmark]) => !CARRIED.has(landmark!))
    .map(([landmark, , x, y, z]) => ({ landmark: landmark!, position: vec3(x, y, z) }));
  const points = basis.map(() => vec3());
  const weights = new Float64Array(basis.length);
  const procrustes = createProcrustes(basis, weights);
  const head: HeadFit = { rotation: quat(), translation: vec3(), scale: 1, strain: 0 };
  /** Size of the picture at a distance of 1. */
  const height = camera.height / camera.focal;
  const width = camera.width / camera.focal;
  let depthOffset = 0;
  let depthScale = 1;

  const unproject = (out: Vec3, [x, y, z]: readonly [number, number, number]): void => {
    const depth = (z * width - depthOffset + 1) / depthScale;
    setVec(out, (x - 0.5) * width * depth, (0.5 - y) * height * depth, -depth);
  };
  const weigh = (face: Landmarks, hidden: Hidden | undefined): void => {
    let left = 0;
    basis.forEach(({ landmark }, k) => {
      const [x, y] = face[landmark]!;
      weights[k] = hidden?.(x, y) ? 0 : 1;
      left += weights[k]!;
    });
    if (left < basis.length * LEAST_SHARE) weights.fill(1);
  };
  const fitAt = (face: Landmarks, scale: number): void => {
    depthScale = scale;
    for (let k = 0; k < points.length; k++) unproject(points[k]!, face[basis[k]!.landmark]!);
    procrustes(head, points);
  };

  return {
    head,
    fit: (face, hidden) => {
      weigh(face, hidden);
      let sum = 0;
      for (let k = 0; k < MESH_POINTS; k++) sum += face[k]![2] * width;
      depthOffset = sum / MESH_POINTS;
      for (let k = 0; k < points.length; k++) {
        const [x, y, z] = face[basis[k]!.landmark]!;
        setVec(points[k]!, (x - 0.5) * width, (0.5 - y) * height, -z * width);
      }
      procrustes(head, points);
      const first = head.scale;
      fitAt(face, first);
      fitAt(face, first * head.scale);
    },
    toFace: (out, landmark) => {
      unproject(out, landmark);
      subVec(out, out, head.translation);
      unrotateVec(out, head.rotation, out);
      setVec(out, out[0]! / head.scale, out[1]! / head.scale, out[2]! / head.scale);
    },
  };
}

/** Rotation, scale and translation that bring the basis onto points, as the weights say. */
function createProcrustes(
  basis: readonly BasisPoint[],
  weights: Float64Array,
): (head: HeadFit, points: readonly Vec3[]) => void {
  const fitter = createRotationFitter();
  const centre = vec3();
  const mean = vec3();
  const offset = vec3();
  const arms = basis.map(() => vec3());

  return (head, points) => {
    let total = 0;
    for (const weight of weights) total += weight;
    setVec(centre, 0, 0, 0);
    setVec(mean, 0, 0, 0);
    for (let k = 0; k < points.length; k++) {
      addScaledVec(centre, centre, basis[k]!.position, weights[k]! / total);
      addScaledVec(mean, mean, points[k]!, weights[k]! / total);
    }
    fitter.reset();
    for (let k = 0; k < points.length; k++) {
      subVec(arms[k]!, basis[k]!.position, centre);
      subVec(offset, points[k]!, mean);
      fitter.add(arms[k]!, offset, weights[k]!);
    }
    fitter.solve(head.rotation);
    let along = 0;
    let spread = 0;
    let reach = 0;
    for (let k = 0; k < points.length; k++) {
      rotateVec(offset, head.rotation, arms[k]!);
      along += weights[k]! * (dotVec(offset, points[k]!) - dotVec(offset, mean));
      subVec(offset, points[k]!, mean);
      reach += weights[k]! * dotVec(offset, offset);
      spread += weights[k]! * dotVec(arms[k]!, arms[k]!);
    }
    head.scale = along / spread;
    // what the best fit leaves: the squares of the points' arms less those that it explains
    head.strain = Math.sqrt(Math.max(0, reach / (head.scale * head.scale) - spread) / total);
    rotateVec(offset, head.rotation, centre);
    addScaledVec(head.translation, mean, offset, -head.scale);
  };
}
