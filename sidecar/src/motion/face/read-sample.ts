import type { ClipStore } from '../clip/clip-store.ts';
import { ROW } from '../clip/clip-store.ts';
import { FACE_SAMPLE } from './face-sampler.ts';

/** One number of a frame's face. */
export function sampleOf(clip: ClipStore, frame: number, place: number): number {
  return clip.values(frame)[clip.rowOf(frame) + ROW.face + place]!;
}

/** Whether a frame's points have the shape of a face at all: collapsed ones can be fitted to nothing. */
export function hasShape(clip: ClipStore, frame: number): boolean {
  return Number.isFinite(sampleOf(clip, frame, FACE_SAMPLE.strain));
}

/** Whether a hand lies over any part of a frame's face. */
export function isCovered(clip: ClipStore, frame: number): boolean {
  return sampleOf(clip, frame, FACE_SAMPLE.covered) !== 0;
}

/** How far a face is turned to the performer's left of the camera, radians. */
export function headYaw(clip: ClipStore, frame: number): number {
  const at = clip.rowOf(frame) + ROW.face + FACE_SAMPLE.head;
  const values = clip.values(frame);
  const x = values[at]!;
  const y = values[at + 1]!;
  const z = values[at + 2]!;
  const w = values[at + 3]!;
  // The turned forward axis (+y): its share to the left over its share towards the camera.
  return Math.atan2(2 * (x * y - w * z), 1 - 2 * (x * x + z * z));
}

/** Copies some columns of the face's part of a frame's row. */
export function copySample(
  out: Float32Array,
  at: number,
  { clip, frame, from, count }: { clip: ClipStore; frame: number; from: number; count: number },
): void {
  const start = clip.rowOf(frame) + ROW.face + from;
  out.set(clip.values(frame).subarray(start, start + count), at);
}
