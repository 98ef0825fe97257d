import { ARKIT_INDEX, ARKIT_NAMES, type ArkitName } from '../../skeleton/arkit.ts';
import { type ClipStore, HAS, ROW } from '../clip/clip-store.ts';
import { createBlendshapeFace } from './arkit-from-blendshapes.ts';
import { createGeometryFace, shownBy } from './arkit-from-geometry.ts';
import { FEATURE_COUNT } from './face-features.ts';
import { FACE_SAMPLE } from './face-sampler.ts';
import { columnQuantile, restOf } from './robust-neutral.ts';

const COUNT = ARKIT_NAMES.length;
/**
 * Changes up to the dead zone are the mesh's own trembling, not an expression; from twice the zone on they are
 * taken in full. The zone is this many scatters of the value's rest on this performer, within limits.
 */
const SCATTERS = 3;
const LEAST_ZONE = 0.06;
const LARGEST_ZONE = 0.2;
/** Values that are read from depth or from a few points of the mesh tremble more: their least zone. */
const UNSURE_ZONE = 0.25;
/** Lips that are pressed or puckered a little look like lips at rest: theirs. */
const LIP_ZONE = 0.15;
const LIPS = /^Mouth(Pucker|Funnel|Roll|Press|Close)/;
const UNSURE =
  /^(Jaw(Forward|Left|Right)|EyeWide|CheekPuff|NoseSneer|MouthShrug|MouthLowerDown|MouthStretch)/;
/**
 * A head turned this far from how the performer mostly holds it, radians, makes the zones twice as wide where a
 * turn looks like an expression; gaps between lips and lids do not change with it.
 */
const UNUSUAL_YAW = 0.4;
const POSE_PRONE = ARKIT_NAMES.map((name) => (/^(JawOpen|EyeBlink|MouthSmile|EyeLook)/.test(name) ? 0 : 1));
/** Rest of a value that reads off zero, which is taken off; more is an expression that is held. */
const LARGEST_OFFSET = 0.25;
/** Frames that the scatter is read from, at most. */
const MOST_FRAMES = 1024;

/**
 * A mesh that a hand has pulled out of shape: its strain in those of the performer's uncovered face. From there
 * on nothing of it can be believed, neither the parts that are in sight nor the head's turn.
 */
const BROKEN_STRAIN = 1.35;

/** Reads faces frame by frame; nothing across frames. */
export interface FaceReader {
  /** Writes the 52 ARKit values of a frame of `clip`, which must hold a face, from `at`. */
  read(out: Float32Array, at: number, clip: ClipStore, frame: number): void;
  /** Whether a frame's mesh can still be the face, though a hand may cover parts of it. */
  trusts(clip: ClipStore, frame: number): boolean;
}

/**
 * From the geometry of the points and, where the blendshape model ran, from its values: each shape from the
 * one that tells it, or from both. Around rest lies a dead zone as wide as this performer's face scatters.
 *
 * @param known a clip of the same performer that tells the resting face; may be the one that is read.
 * @param seen of `known`, a byte a frame.
 */
export function createFaceReader(known: ClipStore, seen: Uint8Array): FaceReader {
  const read = createRawReader(known, seen);
  const rest = measureRest(read, known, seen);
  const strains = createColumns(known, FACE_SAMPLE.strain, 1);
  const inSight = seen.map((face, i) =>
    face === 1 && sampleOf(known, i, FACE_SAMPLE.covered) === 0 ? 1 : 0,
  );
  const strain = columnQuantile({ ...strains, use: inSight }, 0, 0.5, Number.POSITIVE_INFINITY);

  const yaws = Float32Array.from({ length: known.length }, (_, i) => (seen[i] === 1 ? headYaw(known, i) : 0));
  const yaw = columnQuantile({ values: yaws, stride: 1, use: seen }, 0, 0.5, 0);

  return {
    read: (out, at, clip, frame) => {
      const shown = read(out, at, clip, frame);
      const unusual = Math.abs(headYaw(clip, frame) - yaw) / UNUSUAL_YAW;
      for (let k = 0; k < COUNT; k++) {
        const value = out[at + k]! - rest.offset[k]!;
        const t = Math.min(1, Math.max(0, value / (rest.zone[k]! * (1 + POSE_PRONE[k]! * unusual)) - 1));
        out[at + k] = shown * Math.min(1, value * t * t * (3 - 2 * t));
      }
      closeLips(out, at);
    },
    trusts: (clip, frame) =>
      sampleOf(clip, frame, FACE_SAMPLE.covered) === 0 ||
      sampleOf(clip, frame, FACE_SAMPLE.strain) <= BROKEN_STRAIN * strain,
  };
}

/** Lips can be held together against an opened jaw only, and as far as it is open. */
function closeLips(out: Float32Array, at: number): void {
  const close = at + ARKIT_INDEX.MouthClose;
  out[close] = Math.min(out[close]!, out[at + ARKIT_INDEX.JawOpen]!);
}

/** Values that are 0 at rest and may be below; returns how far the face's size lets expressions be seen. */
type RawReader = (out: Float32Array, at: number, clip: ClipStore, frame: number) => number;

function createRawReader(known: ClipStore, seen: Uint8Array): RawReader {
  const spare = known.length;
  const modelled = new Uint8Array(spare);
  for (let i = 0; i < spare; i++) modelled[i] = seen[i]! & ((known.has(i) & HAS.blendshapes) === 0 ? 0 : 1);
  const features = createColumns(known, FACE_SAMPLE.features, FEATURE_COUNT);
  const blendshapes = createColumns(
    known,
    FACE_SAMPLE.blendshapes,
    FACE_SAMPLE.features - FACE_SAMPLE.blendshapes,
  );
  const yaw = new Float32Array(spare + 1);
  const fromGeometry = createGeometryFace({ ...features, use: seen, yaw });
  const fromModel = createBlendshapeFace({ ...blendshapes, use: modelled });

  return (out, at, clip, frame) => {
    for (const columns of [features, blendshapes]) columns.copy(spare, clip, frame);
    yaw[spare] = headYaw(clip, frame);
    out.fill(0, at, at + COUNT);
    fromGeometry(out, at, spare);
    if ((clip.has(frame) & HAS.blendshapes) !== 0) fromModel(out, at, spare, yaw[spare]!);
    return shownBy(sampleOf(clip, frame, FACE_SAMPLE.pixels));
  };
}

/** Where each value rests on this performer and how wide its dead zone is. */
function measureRest(
  read: RawReader,
  known: ClipStore,
  seen: Uint8Array,
): { readonly offset: Float64Array; readonly zone: Float64Array } {
  const step = Math.max(1, Math.floor(known.length / MOST_FRAMES));
  const columns = ARKIT_NAMES.map((): number[] => []);
  const row = new Float32Array(COUNT);
  for (let i = 0; i < known.length; i += step) {
    if (seen[i] === 0) continue;
    read(row, 0, known, i);
    for (let k = 0; k < COUNT; k++) columns[k]!.push(row[k]!);
  }
  const offset = new Float64Array(COUNT);
  const zone = new Float64Array(COUNT);
  columns.forEach((column, k) => {
    const least = leastZone(ARKIT_NAMES[k]!);
    zone[k] = least;
    if (column.length === 0) return;
    const { centre, scatter } = restOf(column.sort((a, b) => a - b));
    offset[k] = Math.abs(centre) <= LARGEST_OFFSET ? centre : 0;
    zone[k] = Math.max(least, Math.min(LARGEST_ZONE, SCATTERS * scatter));
  });
  return { offset, zone };
}

function leastZone(name: ArkitName): number {
  if (UNSURE.test(name)) return UNSURE_ZONE;
  return LIPS.test(name) ? LIP_ZONE : LEAST_ZONE;
}

/** One number of a frame's face. */
export function sampleOf(clip: ClipStore, frame: number, place: number): number {
  return clip.values(frame)[clip.rowOf(frame) + ROW.face + place]!;
}

/** How far a face is turned to the performer's left of the camera, radians. */
function headYaw(clip: ClipStore, frame: number): number {
  const at = clip.rowOf(frame) + ROW.face + FACE_SAMPLE.head;
  const values = clip.values(frame);
  const x = values[at]!;
  const y = values[at + 1]!;
  const z = values[at + 2]!;
  const w = values[at + 3]!;
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
