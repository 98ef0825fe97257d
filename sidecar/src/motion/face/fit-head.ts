import { createRotationFitter } from '../../skeleton/fit-rotation.ts';
import { type Quat, quat, rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import { addScaledVec, dotVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { Camera } from '../lift/view-ray.ts';
import canonical from './canonical-face.data.json' with { type: 'json' };

/** Landmarks of the canonical mesh; the irises that follow are no part of it. */
const MESH_POINTS = 468;

interface BasisPoint {
  readonly landmark: number;
  readonly weight: number;
  readonly position: Vec3;
}

/** Where the head is, in axes x right in the picture, y up, z towards the camera; cm from the camera. */
export interface HeadFit {
  readonly rotation: Quat;
  readonly translation: Vec3;
  /** Size of this face in canonical faces. */
  scale: number;
}

type Landmarks = readonly (readonly [number, number, number])[];

/** Fits the canonical face model to one frame's face landmarks. Holds scratch: one for each clip. */
export interface HeadFitter {
  /** Last fit; written by {@link HeadFitter.fit}. */
  readonly head: HeadFit;
  fit(face: Landmarks): void;
  /** A landmark in the face's own frame (canonical cm: x the performer's left, y up, z out of the face). */
  toFace(out: Vec3, landmark: readonly [number, number, number]): void;
}

/**
 * MediaPipe's face geometry: the landmarks are unprojected through a pinhole camera at a depth that makes
 * them as large as the canonical face, then fitted by weighted Procrustes over its 33 basis points.
 * Source: geometry_pipeline.cc and procrustes_solver.cc of google/mediapipe.
 */
export function createHeadFitter(camera: Camera): HeadFitter {
  const basis: readonly BasisPoint[] = canonical.basis.map(([landmark, weight, x, y, z]) => ({
    landmark: landmark!,
    weight: weight!,
    position: vec3(x, y, z),
  }));
  const points = basis.map(() => vec3());
  const procrustes = createProcrustes(basis);
  const head: HeadFit = { rotation: quat(), translation: vec3(), scale: 1 };
  /** Size of the picture at a distance of 1. */
  const height = camera.height / camera.focal;
  const width = camera.width / camera.focal;
  let depthOffset = 0;
  let depthScale = 1;

  const unproject = (out: Vec3, [x, y, z]: readonly [number, number, number]): void => {
    const depth = (z * width - depthOffset + 1) / depthScale;
    setVec(out, (x - 0.5) * width * depth, (0.5 - y) * height * depth, -depth);
  };
  const fitAt = (face: Landmarks, scale: number): void => {
    depthScale = scale;
    for (let k = 0; k < points.length; k++) unproject(points[k]!, face[basis[k]!.landmark]!);
    procrustes(head, points);
  };

  return {
    head,
    fit: (face) => {
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

function createProcrustes(basis: readonly BasisPoint[]): (head: HeadFit, points: readonly Vec3[]) => void {
  const fitter = createRotationFitter();
  const total = basis.reduce((sum, point) => sum + point.weight, 0);
  const centre = vec3();
  for (const { position, weight } of basis) addScaledVec(centre, centre, position, weight / total);
  const centred = basis.map(({ position }) => {
    const out = vec3();
    subVec(out, position, centre);
    return out;
  });
  const spread = centred.reduce((sum, p, k) => sum + basis[k]!.weight * dotVec(p, p), 0);
  const mean = vec3();
  const offset = vec3();

  return (head, points) => {
    setVec(mean, 0, 0, 0);
    for (let k = 0; k < points.length; k++) addScaledVec(mean, mean, points[k]!, basis[k]!.weight / total);
    fitter.reset();
    for (let k = 0; k < points.length; k++) {
      subVec(offset, points[k]!, mean);
      fitter.add(centred[k]!, offset, basis[k]!.weight);
    }
    fitter.solve(head.rotation);
    let along = 0;
    for (let k = 0; k < points.length; k++) {
      rotateVec(offset, head.rotation, centred[k]!);
      along += basis[k]!.weight * (dotVec(offset, points[k]!) - dotVec(offset, mean));
    }
    head.scale = along / spread;
    rotateVec(offset, head.rotation, centre);
    addScaledVec(head.translation, mean, offset, -head.scale);
  };
}
