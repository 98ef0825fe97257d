import { ARKIT_NAMES } from '../../skeleton/arkit.ts';
import { type ClipStore, HAS, ROW } from '../clip/clip-store.ts';
import { baseShare, findGaps, statesOf } from '../time/bridge-gaps.ts';
import { createTrackSmoother } from '../time/smooth-rotations.ts';
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

/** From the blendshape model's values where they came with the frame, else from the geometry of the points. */
export function solveFace(clip: ClipStore, seen: Uint8Array, times: Float64Array): SolvedFace {
  const gaps = findGaps(seen, times);
  const arkit = new Float32Array(clip.length * COUNT);
  const modelled = new Uint8Array(clip.length);
  for (let i = 0; i < clip.length; i++)
    modelled[i] = seen[i]! & ((clip.has(i) & HAS.blendshapes) === 0 ? 0 : 1);
  const measures = copyColumns(clip, FACE_SAMPLE.features, FEATURE_COUNT);
  const blendshapes = copyColumns(
    clip,
    FACE_SAMPLE.blendshapes,
    FACE_SAMPLE.features - FACE_SAMPLE.blendshapes,
  );
  const fromGeometry = createGeometryFace({
    ...measures,
    use: seen,
    yaw: headYaws(clip, seen),
    pixels: copyColumns(clip, FACE_SAMPLE.pixels, 1).values,
  });
  const fromModel = createBlendshapeFace({ ...blendshapes, use: modelled });
  for (let i = 0; i < clip.length; i++) {
    if (seen[i] === 1) fromGeometry(arkit, i * COUNT, i);
    if (modelled[i] === 1) fromModel(arkit, i * COUNT, i);
  }
  for (const gap of gaps) {
    for (let i = gap.from; i < gap.to; i++) {
      for (let k = 0; k < COUNT; k++) {
        const before = gap.from > 0 ? arkit[(gap.from - 1) * COUNT + k]! : 0;
        const after = gap.to < clip.length ? arkit[gap.to * COUNT + k]! : 0;
        const share = (i - gap.from + 1) / (gap.to - gap.from + 1);
        if (gap.bridged) arkit[i * COUNT + k] = before + (after - before) * share;
        else arkit[i * COUNT + k] = (share < 0.5 ? before : after) * (1 - baseShare(gap, times, i));
      }
    }
  }
  const smoother = createTrackSmoother(times);
  for (let k = 0; k < COUNT; k++) smoother.numbers(arkit, COUNT, k, FACE_HERTZ);
  return { arkit, states: statesOf(gaps, clip.length) };
}

/** How far each face is turned to the performer's left of the camera, radians. */
function headYaws(clip: ClipStore, seen: Uint8Array): Float32Array {
  const yaws = new Float32Array(clip.length);
  for (let i = 0; i < clip.length; i++) {
    if (seen[i] === 0) continue;
    const at = clip.rowOf(i) + ROW.face + FACE_SAMPLE.head;
    const [x, y, z, w] = clip.values(i).subarray(at, at + 4) as unknown as [number, number, number, number];
    // The turned forward axis (+y): its share to the left over its share towards the camera.
    yaws[i] = Math.atan2(2 * (x * y - w * z), 1 - 2 * (x * x + z * z));
  }
  return yaws;
}

/** Some columns of the face's part of each row. */
function copyColumns(
  clip: ClipStore,
  from: number,
  stride: number,
): { values: Float32Array; stride: number } {
  const values = new Float32Array(clip.length * stride);
  for (let i = 0; i < clip.length; i++) {
    const start = clip.rowOf(i) + ROW.face + from;
    values.set(clip.values(i).subarray(start, start + stride), i * stride);
  }
  return { values, stride };
}
