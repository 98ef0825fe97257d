import { AppError } from './errors.ts';
import { type MotionChunk, type MotionTables, rowLayout } from './motion-chunk.ts';
import { bytesOf, float32Of, float64Of, uint32Of } from './typed-bytes.ts';

/** Which face values a subscriber gets: the 52 of ARKit, or MetaHuman's `CTRL_expressions_*`. */
export const FACE_KINDS = ['arkit', 'ctrl'] as const;
export type FaceKind = (typeof FACE_KINDS)[number];

/** Regions of the four confidence values that end a row, 0 (not seen) to 1. */
export const CONFIDENCE_ORDER = ['body', 'leftHand', 'rightHand', 'face'] as const;

/** Frames in a chunk of a recorded stream, but for the last one: sequence number s starts at frame 30 s. */
export const RECORDED_CHUNK_FRAMES = 30;

/** Flags are the bits of a uint32. */
export const MAX_FLAGS = 32;

/** The binary part of a `keyframes` message. */
export interface KeyframeBytes {
  /** float64 a frame: seconds from the clip's first frame. */
  readonly times: Uint8Array;
  /** float32, a row a frame: see {@link keyframeLayout}. */
  readonly values: Uint8Array;
  /** uint32 a frame: bit i is flag i of the tables. */
  readonly flags: Uint8Array;
}

/** Positions of the parts of one row, in values of four bytes. */
export interface KeyframeLayout {
  /** Parent-local translation of the pelvis, cm: 3 values. */
  readonly pelvis: 0;
  /** Parent-local rotation of bone i at `rotations + 4 * i`: x, y, z, w. */
  readonly rotations: 3;
  readonly face: number;
  /** 4 values, see {@link CONFIDENCE_ORDER}. */
  readonly confidence: number;
  /** Values of a row. */
  readonly size: number;
}

/** The row of a stream with so many bones and face values. */
export function keyframeLayout(bones: number, faces: number): KeyframeLayout {
  const face = 3 + 4 * bones;
  return { pelvis: 0, rotations: 3, face, confidence: face + faces, size: face + faces + 4 };
}

/** Names of the face values of a stream. */
export function faceNames(tables: MotionTables, face: FaceKind): readonly string[] {
  return face === 'arkit' ? tables.arkit : tables.curves;
}

/** The wire form of a chunk with one kind of face; its rows are copies. */
export function packKeyframes(chunk: MotionChunk, tables: MotionTables, face: FaceKind): KeyframeBytes {
  const from = rowLayout(tables);
  const to = keyframeLayout(tables.bones.length, faceNames(tables, face).length);
  const faceFrom = face === 'arkit' ? from.arkit : from.curves;
  const faceCount = to.confidence - to.face;
  const values = new Float32Array(chunk.count * to.size);
  for (let frame = 0; frame < chunk.count; frame++) {
    const row = chunk.values.subarray(frame * from.size, (frame + 1) * from.size);
    const at = frame * to.size;
    values.set(row.subarray(0, to.face), at);
    values.set(row.subarray(faceFrom, faceFrom + faceCount), at + to.face);
    values.set(row.subarray(from.confidence, from.size), at + to.confidence);
  }
  return { times: bytesOf(chunk.times), values: bytesOf(values), flags: bytesOf(chunk.flags) };
}

export interface Keyframes {
  readonly times: Float64Array;
  readonly values: Float32Array;
  readonly flags: Uint32Array;
}

/**
 * The numbers of a `keyframes` message; they may share memory with it. The sizes are checked, the numbers not.
 * @throws AppError `message.malformed` when the sizes do not fit `count` rows.
 */
export function unpackKeyframes(bytes: KeyframeBytes & { count: number }, layout: KeyframeLayout): Keyframes {
  const times = float64Of(bytes.times);
  const values = float32Of(bytes.values);
  const flags = uint32Of(bytes.flags);
  const { count } = bytes;
  if (times?.length !== count || flags?.length !== count || values?.length !== count * layout.size)
    throw new AppError('message.malformed', `The keyframes are not ${count} rows of ${layout.size} values.`);
  return { times, values, flags };
}
