import { uprightToComponent } from '../../skeleton/component-space.ts';
import { quat } from '../../skeleton/quaternion.ts';
import type { Camera } from '../lift/view-ray.ts';
import { createFaceMeasure, FEATURE_COUNT } from './face-features.ts';
import { createHeadFitter } from './fit-head.ts';

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
  size: 5 + BLENDSHAPES + FEATURE_COUNT,
} as const;

/** Reduces a frame's 478 points to what the solve needs, so that a clip of any length stays small. */
export interface FaceSampler {
  sample(
    out: Float32Array,
    at: number,
    face: readonly (readonly [number, number, number])[],
    blendshapes: Float32Array | null,
  ): void;
}

export function createFaceSampler(camera: Camera): FaceSampler {
  const fitter = createHeadFitter(camera);
  const measure = createFaceMeasure(fitter);
  const rotation = quat();
  return {
    sample: (out, at, face, blendshapes) => {
      fitter.fit(face);
      uprightToComponent(rotation, fitter.head.rotation);
      out.set(rotation, at + FACE_SAMPLE.head);
      if (blendshapes !== null) out.set(blendshapes, at + FACE_SAMPLE.blendshapes);
      measure(out, at + FACE_SAMPLE.features, face);
      const { scale, translation } = fitter.head;
      out[at + FACE_SAMPLE.pixels] = (camera.focal * scale) / -translation[2]!;
    },
  };
}
