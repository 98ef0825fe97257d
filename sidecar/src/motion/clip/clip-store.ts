import {
  FACE_LANDMARKS,
  HAND_LANDMARKS,
  type LandmarkFrame,
  POSE_LANDMARKS,
} from '../../protocol/landmarks.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import type { FaceSampler, FramedFace } from '../face/face-sampler.ts';
import { FACE_SAMPLE } from '../face/face-sampler.ts';

/** Where each part of a frame starts in its row of floats. */
export const ROW = {
  /** 33 of x, y (normalised to the picture), visibility. */
  pose: 0,
  /** 33 of x, y, z, metres. */
  world: POSE_LANDMARKS * 3,
  /** 21 of x, y, z, normalised to the picture. */
  hand: { l: POSE_LANDMARKS * 6, r: POSE_LANDMARKS * 6 + HAND_LANDMARKS * 3 },
  /** 21 of x, y, z, metres. */
  handWorld: { l: POSE_LANDMARKS * 6 + HAND_LANDMARKS * 6, r: POSE_LANDMARKS * 6 + HAND_LANDMARKS * 9 },
  face: POSE_LANDMARKS * 6 + HAND_LANDMARKS * 12,
  size: POSE_LANDMARKS * 6 + HAND_LANDMARKS * 12 + FACE_SAMPLE.size,
} as const;

/** Bits of what a frame holds. */
export const HAS = {
  pose: 1,
  hand: { l: 2, r: 4 },
  handWorld: { l: 8, r: 16 },
  face: 32,
  blendshapes: 64,
  /** A new scene begins with it. */
  cut: 128,
} as const;

export const CONFIDENCE = ['body', 'leftHand', 'rightHand', 'face'] as const;

const CHUNK_FRAMES = 256;
const SIDES: readonly (readonly [Side, 'leftHand' | 'rightHand', 'leftHandWorld' | 'rightHandWorld'])[] = [
  ['l', 'leftHand', 'leftHandWorld'],
  ['r', 'rightHand', 'rightHandWorld'],
];

/** A clip's landmarks as rows of floats, about 2.2 kB a frame: 10 minutes at 30 fps take 40 MB. */
export interface ClipStore {
  readonly length: number;
  /** Adds a frame. `blendshapes`: the 52 values of the MediaPipe blendshape model in its order, or null. */
  append(frame: LandmarkFrame, blendshapes: Float32Array | null): void;
  /** Adds a frame of another store. */
  copy(from: ClipStore, index: number): void;
  /** The floats that hold a frame; its row starts at {@link rowOf}. */
  values(index: number): Float32Array;
  rowOf(index: number): number;
  has(index: number): number;
  time(index: number): number;
  confidence(index: number, part: number): number;
  /** Lets go of the frames before one; nothing of them may be read again. */
  release(before: number): void;
}

interface Chunk {
  readonly rows: Float32Array;
  readonly times: Float64Array;
  readonly has: Uint8Array;
  readonly confidence: Float32Array;
}

export function createClipStore(faces: FaceSampler): ClipStore {
  const chunks = new Map<number, Chunk>();
  let length = 0;
  let kept = 0;
  const chunkOf = (index: number): Chunk => chunks.get(Math.floor(index / CHUNK_FRAMES))!;

  /** Place of the next frame, which then counts. */
  const next = (): { chunk: Chunk; at: number } => {
    const at = length % CHUNK_FRAMES;
    if (at === 0) chunks.set(length / CHUNK_FRAMES, createChunk());
    const chunk = chunkOf(length);
    length++;
    return { chunk, at };
  };

  return {
    get length() {
      return length;
    },
    append: (frame, blendshapes) => {
      const { chunk, at } = next();
      chunk.times[at] = frame.time;
      CONFIDENCE.forEach((part, k) => {
        chunk.confidence[at * CONFIDENCE.length + k] = frame.confidence[part];
      });
      const row = at * ROW.size;
      chunk.has[at] = writeBody(chunk.rows, row, frame) | writeHands(chunk.rows, row, frame);
      if (frame.cut) chunk.has[at]! |= HAS.cut;
      if (hasFace(frame)) {
        faces.sample(chunk.rows, row + ROW.face, frame, blendshapes);
        chunk.has[at]! |= HAS.face | (blendshapes === null ? 0 : HAS.blendshapes);
      }
    },
    copy: (from, index) => {
      const { chunk, at } = next();
      const row = from.rowOf(index);
      chunk.rows.set(from.values(index).subarray(row, row + ROW.size), at * ROW.size);
      chunk.times[at] = from.time(index);
      chunk.has[at] = from.has(index);
      CONFIDENCE.forEach((_, k) => {
        chunk.confidence[at * CONFIDENCE.length + k] = from.confidence(index, k);
      });
    },
    values: (index) => chunkOf(index).rows,
    rowOf: (index) => (index % CHUNK_FRAMES) * ROW.size,
    has: (index) => chunkOf(index).has[index % CHUNK_FRAMES]!,
    time: (index) => chunkOf(index).times[index % CHUNK_FRAMES]!,
    confidence: (index, part) =>
      chunkOf(index).confidence[(index % CHUNK_FRAMES) * CONFIDENCE.length + part]!,
    release: (before) => {
      for (const last = Math.floor(before / CHUNK_FRAMES); kept < last; kept++) chunks.delete(kept);
    },
  };
}

function hasFace(frame: LandmarkFrame): frame is FramedFace {
  return frame.face !== null && frame.face.length === FACE_LANDMARKS;
}

function createChunk(): Chunk {
  return {
    rows: new Float32Array(CHUNK_FRAMES * ROW.size),
    times: new Float64Array(CHUNK_FRAMES),
    has: new Uint8Array(CHUNK_FRAMES),
    confidence: new Float32Array(CHUNK_FRAMES * CONFIDENCE.length),
  };
}

function writeBody(rows: Float32Array, row: number, frame: LandmarkFrame): number {
  if (frame.pose === null || frame.world === null) return 0;
  let at = row + ROW.pose;
  for (const [x, y, , visibility] of frame.pose) {
    rows[at++] = x;
    rows[at++] = y;
    rows[at++] = visibility;
  }
  writePoints(rows, row + ROW.world, frame.world);
  return HAS.pose;
}

function writeHands(rows: Float32Array, row: number, frame: LandmarkFrame): number {
  let has = 0;
  for (const [side, image, world] of SIDES) {
    const points = frame[image];
    if (points === null) continue;
    writePoints(rows, row + ROW.hand[side], points);
    has |= HAS.hand[side];
    const metres = frame[world];
    if (metres === null) continue;
    writePoints(rows, row + ROW.handWorld[side], metres);
    has |= HAS.handWorld[side];
  }
  return has;
}

function writePoints(rows: Float32Array, start: number, points: readonly (readonly number[])[]): void {
  let at = start;
  for (const point of points) {
    rows[at++] = point[0]!;
    rows[at++] = point[1]!;
    rows[at++] = point[2]!;
  }
}
