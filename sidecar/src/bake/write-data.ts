import { AppError } from '../protocol/errors.ts';
import type { MotionFrame, MotionHeader } from '../protocol/motion.ts';
import type { AtomicFile } from './atomic-file.ts';
import type { BakePlan } from './plan-bake.ts';

const MAGIC = 'ATBK';
const VERSION = 1;
const HEADER_BYTES = 16;
/** Rows are collected to about this many bytes for one write. */
const CHUNK_BYTES = 1 << 20;
/** Squared length of a rotation before it is made a unit one: further off is no rotation. */
const LENGTH_BOUNDS = [0.5, 2] as const;

export type MotionFrames = Iterable<MotionFrame> | AsyncIterable<MotionFrame>;

export interface WriteDataOptions {
  readonly plan: BakePlan;
  /** Sees each frame of the motion once it was found sound. */
  readonly onFrame: (frame: MotionFrame) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes the data file of a clip (layout: `BakeJobSchema`) as frames come; memory does not grow with the clip.
 * @throws AppError `input.invalid` when frames do not fit their header, `job.cancelled` on abort.
 */
export async function writeData(
  file: AtomicFile,
  { header, frames }: { header: MotionHeader; frames: MotionFrames },
  { plan, signal, onFrame }: WriteDataOptions,
): Promise<void> {
  await file.write(encodeHeader(plan));
  const rowBytes = 4 * plan.floatsPerKey;
  const rows = Math.max(1, Math.floor(CHUNK_BYTES / rowBytes));
  const chunk = new DataView(new ArrayBuffer(rows * rowBytes));
  let written = 0;
  const push = async (fill: (offset: number) => void): Promise<void> => {
    const row = written % rows;
    fill(row * rowBytes);
    written++;
    if (row === rows - 1) await file.write(new Uint8Array(chunk.buffer));
  };

  let last: MotionFrame | null = null;
  for await (const frame of frames) {
    if (signal?.aborted) throw new AppError('job.cancelled', 'Stopped by the user.');
    checkFrame(frame, written, header);
    await push((offset) => encodeFrame(chunk, offset, frame, plan));
    onFrame(frame);
    last = frame;
  }
  if (last === null || written !== header.frameCount) {
    throw mismatch(`its header states ${header.frameCount} frames and ${written} came`);
  }
  const held = last;
  while (written < plan.keys) await push((offset) => encodeFrame(chunk, offset, held, plan));
  const rest = written % rows;
  if (rest > 0) await file.write(new Uint8Array(chunk.buffer, 0, rest * rowBytes));
}

function encodeHeader({ keys, floatsPerKey }: BakePlan): Uint8Array {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write(MAGIC, 'latin1');
  bytes.writeUInt32LE(VERSION, 4);
  bytes.writeUInt32LE(keys, 8);
  bytes.writeUInt32LE(floatsPerKey, 12);
  return bytes;
}

function checkFrame(frame: MotionFrame, index: number, { skeleton, curves, frameCount }: MotionHeader): void {
  if (index >= frameCount) throw mismatch(`more than the ${frameCount} frames of its header came`);
  if (frame.frame !== index) throw mismatch(`frame ${frame.frame} came where ${index} was due`);
  if (frame.rotations.length !== skeleton.bones.length || frame.curves.length !== curves.length) {
    throw mismatch(`frame ${index} does not have the bones and curves of the header`);
  }
}

function encodeFrame(out: DataView, start: number, frame: MotionFrame, plan: BakePlan): void {
  let at = start;
  let sum = 0;
  for (let i = 0; i < 3; i++, at += 4) {
    sum += frame.pelvis[i]!;
    out.setFloat32(at, frame.pelvis[i]!, true);
  }
  for (let i = 0; i < plan.boneIndices.length; i++, at += 16) {
    const rotation = frame.rotations[plan.boneIndices[i]!]!;
    if (!encodeRotation(out, at, rotation)) {
      throw mismatch(`frame ${frame.frame} has no rotation for ${plan.bones[i]}: ${rotation.join(', ')}`);
    }
  }
  for (let i = 0; i < plan.curveIndices.length; i++, at += 4) {
    const value = frame.curves[plan.curveIndices[i]!]!;
    sum += value;
    out.setFloat32(at, value, true);
  }
  if (!Number.isFinite(sum)) throw mismatch(`frame ${frame.frame} holds a number that is not finite`);
}

/** False when the four numbers are no rotation, which NaN and infinity are not either. */
function encodeRotation(out: DataView, at: number, rotation: readonly number[]): boolean {
  const [x, y, z, w] = rotation as [number, number, number, number];
  const square = x * x + y * y + z * z + w * w;
  if (!(square >= LENGTH_BOUNDS[0] && square <= LENGTH_BOUNDS[1])) return false;
  const scale = 1 / Math.sqrt(square);
  out.setFloat32(at, x * scale, true);
  out.setFloat32(at + 4, y * scale, true);
  out.setFloat32(at + 8, z * scale, true);
  out.setFloat32(at + 12, w * scale, true);
  return true;
}

function mismatch(what: string): AppError {
  return new AppError('input.invalid', `The motion cannot be baked: ${what}.`);
}
