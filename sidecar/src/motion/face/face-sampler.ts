import type { LandmarkFrame } from '../../protocol/landmarks.ts';
import { uprightToComponent } from '../../skeleton/component-space.ts';
import { quat, rotateVec } from '../../skeleton/quaternion.ts';
import { addScaledVec, vec3 } from '../../skeleton/vector.ts';
import type { Camera } from '../lift/view-ray.ts';
import { createFaceMeasure, FEATURE_COUNT } from './face-features.ts';
import { CHEEK_POINTS, FACE_REGIONS, REGION_POINTS } from './face-regions.ts';
import { createHeadFitter, type Hidden } from './fit-head.ts';
import { createHandCover } from './hand-cover.ts';

const BLENDSHAPES = 52;

/** What is kept of a face: places in a row of floats. */
export const FACE_SAMPLE = {
  /** Head rotation, component axes, camera frame: x, y, z, w. */
  head: 0,
  /** The blendshape model's values in its own order, where it ran. */
  blendshapes: 4,
  /** Measures of {@link createFaceMeasure}. */
  features: 4 + BLENDSHAPES,
  /** How large the face is in the picture, pixels for each cm of the canonical face. */
  pixels: 4 + BLENDSHAPES + FEATURE_COUNT,
  /** What a hand lies over: bit i for region i of {@link FACE_REGIONS}, the next one for the cheeks. */
  covered: 5 + BLENDSHAPES + FEATURE_COUNT,
  /** How far the points that no expression moves lie off a face's shape, canonical cm. */
  strain: 6 + BLENDSHAPES + FEATURE_COUNT,
  /** Where the head sits on the neck: pixels right of the optical axis and above it. */
  skull: 7 + BLENDSHAPES + FEATURE_COUNT,
  size: 9 + BLENDSHAPES + FEATURE_COUNT,
} as const;

/**
 * Where a skull turns on its neck, in the face's own frame, canonical cm: of the points behind the face, the one that lies
 * stillest against the true joint of rendered heads (3 to 4 mm).
 */
const SKULL = vec3(0, 0, -5);

/** A part counts as covered from this share of its points on. */
const COVERED_SHARE = 0.25;

/** Reduces a frame's 478 points to what the solve needs, so that a clip of any length stays small. */
export interface FaceSampler {
  /** @param frame with a face of 478 points. @param blendshapes 52 values in the model's own order. */
  sample(out: Float32Array, at: number, frame: FramedFace, blendshapes: Float32Array | null): void;
}

export type FramedFace = LandmarkFrame & { readonly face: NonNullable<LandmarkFrame['face']> };

export function createFaceSampler(camera: Camera): FaceSampler {
  const fitter = createHeadFitter(camera);
  const measure = createFaceMeasure(fitter);
  const cover = createHandCover(camera);
  const rotation = quat();
  const skull = vec3();
  const pixels = (): number => (camera.focal * fitter.head.scale) / -fitter.head.translation[2]!;

  return {
    sample: (out, at, frame, blendshapes) => {
      const { face } = frame;
      fitter.fit(face);
      let covered = 0;
      if (cover.read(frame, pixels())) {
        covered = coveredParts(face, cover.covers);
        if (covered !== 0) fitter.fit(face, cover.covers);
      }
      uprightToComponent(rotation, fitter.head.rotation);
      out.set(rotation, at + FACE_SAMPLE.head);
      if (blendshapes !== null) out.set(blendshapes, at + FACE_SAMPLE.blendshapes);
      measure(out, at + FACE_SAMPLE.features, face);
      out[at + FACE_SAMPLE.pixels] = pixels();
      out[at + FACE_SAMPLE.covered] = covered;
      out[at + FACE_SAMPLE.strain] = fitter.head.strain;
      rotateVec(skull, fitter.head.rotation, SKULL);
      addScaledVec(skull, fitter.head.translation, skull, fitter.head.scale);
      out[at + FACE_SAMPLE.skull] = (camera.focal * skull[0]!) / -skull[2]!;
      out[at + FACE_SAMPLE.skull + 1] = (camera.focal * skull[1]!) / -skull[2]!;
    },
  };
}

function coveredParts(face: FramedFace['face'], hidden: Hidden): number {
  let bits = 0;
  const isHidden = (point: number): boolean => hidden(face[point]![0], face[point]![1]);
  FACE_REGIONS.forEach((part, k) => {
    const { all, keys } = REGION_POINTS[part];
    const isCovered = all.filter(isHidden).length >= all.length * COVERED_SHARE || keys.some(isHidden);
    if (isCovered) bits |= 1 << k;
  });
  if (CHEEK_POINTS.some(isHidden)) bits |= 1 << FACE_REGIONS.length;
  return bits;
}
