import {
  FACE_LANDMARKS,
  HAND_LANDMARKS,
  type LandmarkFrame,
  POSE_LANDMARKS,
} from '../../protocol/landmarks.ts';
import { REGIONS } from '../../protocol/report.ts';

/** Parts of a frame in record order: how many points, and numbers a point. */
export const PARTS = [
  ['pose', POSE_LANDMARKS, 4],
  ['world', POSE_LANDMARKS, 3],
  ['leftHand', HAND_LANDMARKS, 3],
  ['rightHand', HAND_LANDMARKS, 3],
  ['leftHandWorld', HAND_LANDMARKS, 3],
  ['rightHandWorld', HAND_LANDMARKS, 3],
  ['face', FACE_LANDMARKS, 3],
] as const satisfies readonly (readonly [keyof LandmarkFrame, number, number])[];

const BLENDSHAPES = 52;
const POINT_FLOATS = PARTS.reduce((sum, [, points, size]) => sum + points * size, 0);
const FLOATS = POINT_FLOATS + BLENDSHAPES;
/**
 * Time and confidences as float64; frame number, parts that are there (and whether a scene begins) and points of the
 * face (a plain mesh lacks the irises) as uint32.
 */
const HEAD_BYTES = (1 + REGIONS.length) * 8 + 3 * 4;
const ALIGNMENT = 8;
const BLENDSHAPES_BIT = 1 << PARTS.length;
const CUT_BIT = BLENDSHAPES_BIT << 1;

/** Bytes of one frame. */
export const RECORD_BYTES = Math.ceil((HEAD_BYTES + FLOATS * 4) / ALIGNMENT) * ALIGNMENT;

/** One tracked frame without its picture. */
export interface TrackedLandmarks {
  readonly landmarks: LandmarkFrame;
  readonly blendshapes: Float32Array | null;
}

/**
 * A frame as bytes, machine order: float32 for the points, which hold no more (`landmarkFrame`), float64 for time
 * and confidences. What is written is read back bit for bit.
 */
export function encodeRecord({ landmarks, blendshapes }: TrackedLandmarks): Uint8Array {
  const bytes = new Uint8Array(RECORD_BYTES);
  const doubles = new Float64Array(bytes.buffer, 0, 1 + REGIONS.length);
  const counts = new Uint32Array(bytes.buffer, doubles.byteLength, 3);
  const floats = new Float32Array(bytes.buffer, HEAD_BYTES, FLOATS);
  doubles[0] = landmarks.time;
  REGIONS.forEach((region, i) => {
    doubles[1 + i] = landmarks.confidence[region];
  });
  let at = 0;
  let parts = 0;
  PARTS.forEach(([part, points, size], i) => {
    const values = landmarks[part];
    if (values !== null) parts |= 1 << i;
    for (let k = 0; k < (values?.length ?? 0); k++)
      for (let axis = 0; axis < size; axis++) floats[at + k * size + axis] = values![k]![axis]!;
    at += points * size;
  });
  if (blendshapes !== null) {
    parts |= BLENDSHAPES_BIT;
    floats.set(blendshapes, at);
  }
  if (landmarks.cut) parts |= CUT_BIT;
  counts.set([landmarks.frame, parts, landmarks.face?.length ?? 0]);
  return bytes;
}

/** @param bytes one record, at a multiple of 8 in its buffer */
export function decodeRecord(bytes: Uint8Array): TrackedLandmarks {
  const { buffer, byteOffset } = bytes;
  const doubles = new Float64Array(buffer, byteOffset, 1 + REGIONS.length);
  const [frame, parts, facePoints] = new Uint32Array(buffer, byteOffset + doubles.byteLength, 3);
  const floats = new Float32Array(buffer, byteOffset + HEAD_BYTES, FLOATS);
  let at = 0;
  const read = PARTS.map(([part, points, size], i) => {
    const start = at;
    at += points * size;
    if ((parts! & (1 << i)) === 0) return [part, null] as const;
    const count = part === 'face' ? facePoints! : points;
    return [part, rowsOf(floats, start, { count, size })] as const;
  });
  const confidence = Object.fromEntries(REGIONS.map((region, i) => [region, doubles[1 + i]!]));
  const cut = (parts! & CUT_BIT) === 0 ? {} : { cut: true };
  return {
    landmarks: { frame, time: doubles[0], ...Object.fromEntries(read), confidence, ...cut } as LandmarkFrame,
    blendshapes: (parts! & BLENDSHAPES_BIT) === 0 ? null : floats.slice(at, at + BLENDSHAPES),
  };
}

/** Points as lists; plain loops, because a clip has half a million of them a minute. */
function rowsOf(
  values: Float32Array,
  start: number,
  { count, size }: { count: number; size: number },
): number[][] {
  const rows = new Array<number[]>(count);
  for (let k = 0; k < count; k++) {
    const row = new Array<number>(size);
    for (let axis = 0; axis < size; axis++) row[axis] = values[start + k * size + axis]!;
    rows[k] = row;
  }
  return rows;
}
