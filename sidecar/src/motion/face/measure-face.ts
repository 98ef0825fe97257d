import { FACE_MEASURES_VERSION, type FaceCalibration } from '../../protocol/calibration.ts';
import { ARKIT_NAMES } from '../../skeleton/arkit.ts';
import { type ClipStore, HAS } from '../clip/clip-store.ts';
import { measureAgreement, measureBias } from './arkit-from-blendshapes.ts';
import { FEATURE_COUNT } from './face-features.ts';
import { createRawReader } from './face-reader.ts';
import { FACE_SAMPLE } from './face-sampler.ts';
import { type FeatureRows, type GeometryNeutral, measureGeometry } from './geometry-neutral.ts';
import { copySample, hasShape, headYaw, isCovered } from './read-sample.ts';
import { restingFrames } from './resting-frames.ts';
import { columnQuantile, type Rows } from './robust-neutral.ts';
import { measureRange } from './value-range.ts';

/** Frames that are looked at, at most: spread over the clip. */
const MOST_FRAMES = 1024;
/** With fewer frames whose face nothing covers, covered ones tell of the performer too. */
const LEAST_FRAMES = 10;
const COUNT = ARKIT_NAMES.length;
const BLENDSHAPES = FACE_SAMPLE.features - FACE_SAMPLE.blendshapes;

/**
 * One performer's face from a clip: its resting geometry and values, how much they tremble at rest, and how far its
 * strongest expressions go.
 *
 * @param seen a byte a frame: 1 where there is a face. @param aspect width of the picture over its height.
 * @returns null where there is none in the whole clip.
 */
export function measureFace(clip: ClipStore, seen: Uint8Array, aspect: number): FaceCalibration | null {
  const frames = framesToRead(clip, seen);
  if (frames.length === 0) return null;
  const rows: FeatureRows = {
    ...columns(clip, frames, { from: FACE_SAMPLE.features, count: FEATURE_COUNT }),
    yaw: Float32Array.from(frames, (frame) => headYaw(clip, frame)),
  };
  const resting = restingFrames(clip, frames, aspect);
  const geometry = measureGeometry(rows, resting);
  const model = measureModel(clip, frames, { geometry, aspect });
  const strains = columns(clip, frames, { from: FACE_SAMPLE.strain, count: 1 });
  const strain = columnQuantile(strains, 0, 0.5, 0);
  return {
    version: FACE_MEASURES_VERSION,
    geometry,
    model,
    range: rangeOf(clip, frames, { geometry, model }, resting),
    strain: strain > 0 && !frames.some((frame) => isCovered(clip, frame)) ? strain : null,
    yaw: columnQuantile({ values: rows.yaw, stride: 1, use: rows.use }, 0, 0.5, 0),
  };
}

/** Frames with a face in full sight, or with any where there are few of those. */
function framesToRead(clip: ClipStore, seen: Uint8Array): number[] {
  const all: number[] = [];
  for (let i = 0; i < seen.length; i++) if (seen[i] === 1 && hasShape(clip, i)) all.push(i);
  const open = all.filter((frame) => !isCovered(clip, frame));
  const told = open.length >= LEAST_FRAMES ? open : all;
  const step = Math.max(1, Math.floor(told.length / MOST_FRAMES));
  return told.filter((_, k) => k % step === 0);
}

function columns(
  clip: ClipStore,
  frames: readonly number[],
  { from, count }: { readonly from: number; readonly count: number },
): Rows {
  const values = new Float32Array(frames.length * count);
  frames.forEach((frame, row) => {
    copySample(values, row * count, { clip, frame, from, count });
  });
  return { values, stride: count, use: new Uint8Array(frames.length).fill(1) };
}

/** What the blendshape model makes of the performer; null where it never ran. */
function measureModel(
  clip: ClipStore,
  frames: readonly number[],
  { geometry, aspect }: { readonly geometry: GeometryNeutral; readonly aspect: number },
): FaceCalibration['model'] {
  const modelled = frames.filter((frame) => (clip.has(frame) & HAS.blendshapes) !== 0);
  if (modelled.length === 0) return null;
  const rows = columns(clip, modelled, { from: FACE_SAMPLE.blendshapes, count: BLENDSHAPES });
  const read = createRawReader({ geometry, model: null });
  const arkit = new Float32Array(modelled.length * COUNT);
  modelled.forEach((frame, row) => {
    read(arkit, row * COUNT, clip, frame);
  });
  const resting = { ...rows, use: restingFrames(clip, modelled, aspect) };
  return { bias: measureBias(resting), agreement: measureAgreement(rows, arkit) };
}

function rangeOf(
  clip: ClipStore,
  frames: readonly number[],
  neutral: Parameters<typeof createRawReader>[0],
  resting: Uint8Array,
): FaceCalibration['range'] {
  const read = createRawReader(neutral);
  const lists = ARKIT_NAMES.map((): number[] => []);
  const out = new Float32Array(COUNT);
  for (const frame of frames) {
    read(out, 0, clip, frame);
    lists.forEach((list, k) => {
      list.push(out[k]!);
    });
  }
  return measureRange(lists, resting);
}
