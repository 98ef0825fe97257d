import {
  FACE_LANDMARKS,
  HAND_LANDMARKS,
  type LandmarkFrame,
  POSE_LANDMARKS,
} from '../../../src/protocol/landmarks.ts';
import { FACE_CHAINS, IRISES } from '../../../src/video/landmark-lines.ts';
import { shownAt } from './find-frame.ts';

/** Points of the face that are drawn, ascending; the others are not kept. */
const DRAWN_FACE = [
  ...new Set([...Object.values(FACE_CHAINS).flat(2), ...Object.values(IRISES).flat()]),
].sort((a, b) => a - b);
const FACE_SLOT = Int16Array.from({ length: FACE_LANDMARKS }, (_, point) => DRAWN_FACE.indexOf(point));

/** Where the parts of a frame lie in its row: pose x, y, visibility; hands and face x, y. */
const LEFT = POSE_LANDMARKS * 3;
const RIGHT = LEFT + HAND_LANDMARKS * 2;
const FACE = RIGHT + HAND_LANDMARKS * 2;
const ROW = FACE + DRAWN_FACE.length * 2;

export type LandmarkPart = 'pose' | 'leftHand' | 'rightHand' | 'face';

/** What the tracker saw, as far as it is drawn: normalised to the upright picture. */
export interface Landmarks {
  readonly count: number;
  append(frame: LandmarkFrame): void;
  /** The frame of the picture that a video shows at a time; -1 of none. */
  frameAt(time: number): number;
  /** Whether a part was seen. */
  has(frame: number, part: LandmarkPart): boolean;
  /** Writes x, y and visibility (1 but for the pose) of a point. */
  point(out: Float32Array, frame: number, at: { part: LandmarkPart; index: number }): void;
}

/** Keeps about 1.8 kB a frame. */
export function createLandmarks(): Landmarks {
  const rows: Float32Array[] = [];
  let times = new Float64Array(256);
  return {
    get count() {
      return rows.length;
    },
    append(frame) {
      if (rows.length === times.length) {
        const larger = new Float64Array(times.length * 2);
        larger.set(times);
        times = larger;
      }
      times[rows.length] = frame.time;
      rows.push(rowOf(frame));
    },
    frameAt: (time) => shownAt(times, rows.length, time),
    has: (frame, part) => !Number.isNaN(rows[frame]?.[STARTS[part]] ?? Number.NaN),
    point(out, frame, { part, index }) {
      const row = rows[frame];
      const wide = part === 'pose' ? 3 : 2;
      const slot = part === 'face' ? FACE_SLOT[index]! : index;
      const at = STARTS[part] + slot * wide;
      out[0] = row?.[at] ?? Number.NaN;
      out[1] = row?.[at + 1] ?? Number.NaN;
      out[2] = part === 'pose' ? (row?.[at + 2] ?? 0) : 1;
    },
  };
}

const STARTS: Readonly<Record<LandmarkPart, number>> = {
  pose: 0,
  leftHand: LEFT,
  rightHand: RIGHT,
  face: FACE,
};

/** NaN is "not seen". */
function rowOf({ pose, leftHand, rightHand, face }: LandmarkFrame): Float32Array {
  const row = new Float32Array(ROW).fill(Number.NaN);
  for (const [i, [x, y, , visibility]] of (pose ?? []).entries()) row.set([x, y, visibility], i * 3);
  for (const [i, [x, y]] of (leftHand ?? []).entries()) row.set([x, y], LEFT + i * 2);
  for (const [i, [x, y]] of (rightHand ?? []).entries()) row.set([x, y], RIGHT + i * 2);
  if (face === null) return row;
  for (const [slot, point] of DRAWN_FACE.entries()) row.set(face[point]?.slice(0, 2) ?? [], FACE + slot * 2);
  return row;
}
