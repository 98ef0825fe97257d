import { ARKIT_NAMES } from '../../skeleton/arkit.ts';
import { type ClipStore, HAS, ROW } from '../clip/clip-store.ts';
import type { TimeFilter } from '../time/time-filter.ts';
import { createBlendshapeFace } from './arkit-from-blendshapes.ts';
import { createGeometryFace } from './arkit-from-geometry.ts';
import { FEATURE_COUNT } from './face-features.ts';
import { FACE_SAMPLE } from './face-sampler.ts';

/** Cut-off of the face's low-pass, Hz: a blink lasts 0.15 s and shall close. */
const FACE_HERTZ = 7;
const COUNT = ARKIT_NAMES.length;

/** Face values of a clip at its own frames. */
export interface SolvedFace {
  /** The 52 ARKit values a frame, Apple's order, 0 to 1. */
  readonly arkit: Float32Array;
  /** A byte a frame: see `STATE`. */
  readonly states: Uint8Array;
}

/** Writes the 52 ARKit values of a frame of `clip`, which must hold a face, from `at`; nothing across frames. */
export type FaceReader = (out: Float32Array, at: number, clip: ClipStore, frame: number) => void;

/**
 * From the blendshape model's values where they came with the frame, else from the geometry of the points.
 *
 * @param known a clip of the same performer that tells the resting face; may be the one that is read.
 * @param seen of `known`, a byte a frame.
 */
export function createFaceReader(known: ClipStore, seen: Uint8Array): FaceReader {
  const spare = known.length;
  const modelled = new Uint8Array(spare);
  for (let i = 0; i < spare; i++) modelled[i] = seen[i]! & ((known.has(i) & HAS.blendshapes) === 0 ? 0 : 1);
  const features = createColumns(known, FACE_SAMPLE.features, FEATURE_COUNT);
  const blendshapes = createColumns(
    known,
    FACE_SAMPLE.blendshapes,
    FACE_SAMPLE.features - FACE_SAMPLE.blendshapes,
  );
  const pixels = createColumns(known, FACE_SAMPLE.pixels, 1);
  const yaw = new Float32Array(spare + 1);
  for (let i = 0; i < spare; i++) if (seen[i] === 1) yaw[i] = headYaw(known, i);
  const fromGeometry = createGeometryFace({ ...features, use: seen, yaw, pixels: pixels.values });
  const fromModel = createBlendshapeFace({ ...blendshapes, use: modelled });

  return (out, at, clip, frame) => {
    for (const columns of [features, blendshapes, pixels]) columns.copy(spare, clip, frame);
    yaw[spare] = headYaw(clip, frame);
    fromGeometry(out, at, spare);
    if ((clip.has(frame) & HAS.blendshapes) !== 0) fromModel(out, at, spare);
  };
}

/** Face values of frames that follow each other; `frames` is the window's place in the clip. */
export function solveFace(
  read: FaceReader,
  clip: ClipStore,
  { from, seen }: { readonly from: number; readonly seen: Uint8Array },
  filter: TimeFilter,
): SolvedFace {
  const arkit = new Float32Array(seen.length * COUNT);
  for (let i = 0; i < seen.length; i++) if (seen[i] === 1) read(arkit, i * COUNT, clip, from + i);
  const bridge = filter.bridge('face', seen);
  bridge.numbers(arkit, COUNT);
  for (let k = 0; k < COUNT; k++)
    filter.numbers(`face ${k}`, arkit, { stride: COUNT, offset: k }, FACE_HERTZ);
  return { arkit, states: bridge.states };
}

/** How far a face is turned to the performer's left of the camera, radians. */
function headYaw(clip: ClipStore, frame: number): number {
  const at = clip.rowOf(frame) + ROW.face + FACE_SAMPLE.head;
  const [x, y, z, w] = clip.values(frame).subarray(at, at + 4) as unknown as [number, number, number, number];
  // The turned forward axis (+y): its share to the left over its share towards the camera.
  return Math.atan2(2 * (x * y - w * z), 1 - 2 * (x * x + z * z));
}

interface Columns {
  readonly values: Float32Array;
  readonly stride: number;
  copy(row: number, clip: ClipStore, frame: number): void;
}

/** Some columns of the face's part of each row, and a spare row at the end. */
function createColumns(known: ClipStore, from: number, stride: number): Columns {
  const values = new Float32Array((known.length + 1) * stride);
  const copy = (row: number, clip: ClipStore, frame: number): void => {
    const start = clip.rowOf(frame) + ROW.face + from;
    values.set(clip.values(frame).subarray(start, start + stride), row * stride);
  };
  for (let i = 0; i < known.length; i++) copy(i, known, i);
  return { values, stride, copy };
}
