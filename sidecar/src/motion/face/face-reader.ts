import type { FaceCalibration } from '../../protocol/calibration.ts';
import { ARKIT_INDEX, ARKIT_NAMES } from '../../skeleton/arkit.ts';
import { type ClipStore, HAS } from '../clip/clip-store.ts';
import { type BlendshapeNeutral, createBlendshapeFace } from './arkit-from-blendshapes.ts';
import { createGeometryFace, shownBy } from './arkit-from-geometry.ts';
import { FEATURE_COUNT } from './face-features.ts';
import { FACE_SAMPLE } from './face-sampler.ts';
import type { GeometryNeutral } from './geometry-neutral.ts';
import { copySample, hasShape, headYaw, isCovered, sampleOf } from './read-sample.ts';
import { outsideZone } from './value-range.ts';

const COUNT = ARKIT_NAMES.length;
const BLENDSHAPES = FACE_SAMPLE.features - FACE_SAMPLE.blendshapes;
/**
 * A head turned this far from how the performer mostly holds it, radians, makes the zones twice as wide where a
 * turn looks like an expression; gaps between lips and lids do not change with it.
 */
const UNUSUAL_YAW = 0.4;
const POSE_PRONE = ARKIT_NAMES.map((name) =>
  /^(JawOpen|EyeBlink|Mouth(Pucker|Smile)|EyeLook)/.test(name) ? 0 : 1,
);

/**
 * A mesh that a hand has pulled out of shape: its strain in those of the performer's uncovered face. From there
 * on nothing of it can be believed, neither the parts that are in sight nor the head's turn.
 */
const BROKEN_STRAIN = 1.35;

/** Reads faces frame by frame; nothing across frames. */
export interface FaceReader {
  /**
   * Writes the 52 ARKit values of a frame of `clip`, which must hold a face, from `at`: 0 at rest, 1 for an average
   * face's full expression, below 0 for the opposite. The mesh's trembling is still in them.
   */
  read(out: Float32Array, at: number, clip: ClipStore, frame: number): void;
  /** Makes such values those of the motion, in place: still at rest, the performer's range, 0 to 1. */
  shape(values: Float32Array, at: number, clip: ClipStore, frame: number): void;
  /** Whether a frame's mesh can still be the face, though a hand may cover parts of it. */
  trusts(clip: ClipStore, frame: number): boolean;
}

/**
 * From the geometry of the points and, where the blendshape model ran, from its values: each shape from the
 * one that tells it, or from both.
 *
 * @param face the performer's, from {@link measureFace}; null while none was seen: nothing may be read then.
 */
export function createFaceReader(face: FaceCalibration | null): FaceReader {
  if (face === null) return { read: () => {}, shape: () => {}, trusts: () => false };
  const { range, strain, yaw } = face;
  const read = createRawReader(face);

  return {
    read: (out, at, clip, frame) => {
      const shown = read(out, at, clip, frame);
      for (let k = 0; k < COUNT; k++) out[at + k] = shown * (out[at + k]! - range.offset[k]!);
    },
    shape: (values, at, clip, frame) => {
      const isSeen = (clip.has(frame) & HAS.face) !== 0 && hasShape(clip, frame);
      const unusual = isSeen ? Math.abs(headYaw(clip, frame) - yaw) / UNUSUAL_YAW : 0;
      for (let k = 0; k < COUNT; k++) {
        const zone = range.zone[k]! * (1 + POSE_PRONE[k]! * unusual);
        values[at + k] = Math.min(1, range.gain[k]! * outsideZone(values[at + k]!, zone));
      }
    },
    trusts: (clip, frame) =>
      strain === null ||
      !isCovered(clip, frame) ||
      sampleOf(clip, frame, FACE_SAMPLE.strain) <= BROKEN_STRAIN * strain,
  };
}

/** Lids close together; one that closes alone is a wink from the second value on, the mesh's doing up to the first. */
const NO_WINK = 0.5;
const WINK = 0.85;

function pairLids(out: Float32Array, at: number): void {
  const { EyeBlinkLeft, EyeBlinkRight } = ARKIT_INDEX;
  const both = Math.min(out[at + EyeBlinkLeft]!, out[at + EyeBlinkRight]!);
  for (const lid of [EyeBlinkLeft, EyeBlinkRight]) {
    const own = out[at + lid]!;
    const alone = Math.min(1, Math.max(0, (own - NO_WINK) / (WINK - NO_WINK)));
    out[at + lid] = both + (own - both) * alone;
  }
}

/** Writes a frame's values; returns how far the face's size lets expressions be seen, 0 to 1. */
export type RawReader = (out: Float32Array, at: number, clip: ClipStore, frame: number) => number;

/** Values against the performer's neutral face alone. Holds scratch. */
export function createRawReader({
  geometry,
  model,
}: {
  readonly geometry: GeometryNeutral;
  readonly model: BlendshapeNeutral | null;
}): RawReader {
  const features = new Float32Array(FEATURE_COUNT);
  const blendshapes = new Float32Array(BLENDSHAPES);
  const yaw = new Float32Array(1);
  const fromGeometry = createGeometryFace({ values: features, stride: FEATURE_COUNT, yaw }, geometry);
  const fromModel = model && createBlendshapeFace({ values: blendshapes, stride: BLENDSHAPES }, model);

  return (out, at, clip, frame) => {
    copySample(features, 0, { clip, frame, from: FACE_SAMPLE.features, count: FEATURE_COUNT });
    yaw[0] = headYaw(clip, frame);
    out.fill(0, at, at + COUNT);
    fromGeometry(out, at, 0);
    if (fromModel !== null && (clip.has(frame) & HAS.blendshapes) !== 0) {
      copySample(blendshapes, 0, { clip, frame, from: FACE_SAMPLE.blendshapes, count: BLENDSHAPES });
      fromModel(out, at, 0, yaw[0]!);
    }
    pairLids(out, at);
    return shownBy(sampleOf(clip, frame, FACE_SAMPLE.pixels));
  };
}
