import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { flushFolder } from './flush-folder.ts';
import { decodeRecord, encodeRecord, RECORD_BYTES, type TrackedLandmarks } from './segment-record.ts';

/** What is known of a segment when it is tracked: JSON after the records, then its length as uint32. */
const SegmentEndSchema = z.object({
  format: z.literal('avatar-tracker.segment'),
  version: z.literal(1),
  /** Records in the file. */
  frames: z.number().int().nonnegative(),
  /** Hex digest of the records. */
  sha256: z.string(),
  /** How the decoding of these frames went. */
  outcome: z.object({
    framesDecoded: z.number().int().nonnegative(),
    truncated: z.boolean(),
    warnings: z.array(z.string()),
  }),
  /** The models that tracked it, in the order of their files. */
  models: z.array(z.object({ file: z.string(), sha256: z.string(), provider: z.string() })),
});
export type SegmentEnd = z.infer<typeof SegmentEndSchema>;

const LENGTH_BYTES = 4;
/** Frames that are read at a time. */
const READ_FRAMES = 32;

export interface SegmentWriter {
  write(frame: TrackedLandmarks): Promise<void>;
  /** Puts the file in place; it is on the disk when this resolves, whatever happens to the machine. */
  commit(end: Pick<SegmentEnd, 'outcome' | 'models'>): Promise<void>;
  /** Removes what was written and not committed; never throws. */
  discard(): Promise<void>;
}

/** Starts a checkpoint, which appears under its name when it is whole. */
export async function createSegmentWriter(path: string): Promise<SegmentWriter> {
  const partial = `${path}.${process.pid}.partial`;
  const file = await open(partial, 'w');
  const hash = createHash('sha256');
  let frames = 0;
  return {
    async write(frame) {
      const bytes = encodeRecord(frame);
      hash.update(bytes);
      await file.writeFile(bytes);
      frames++;
    },
    async commit(rest) {
      const sha256 = hash.digest('hex');
      const end: SegmentEnd = { format: 'avatar-tracker.segment', version: 1, frames, sha256, ...rest };
      const text = Buffer.from(JSON.stringify(end));
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32LE(text.length);
      await file.writeFile(Buffer.concat([text, length]));
      await file.sync();
      await file.close();
      await rename(partial, path);
      await flushFolder(path);
    },
    async discard() {
      await file.close().catch(() => {});
      await rm(partial, { force: true }).catch(() => {});
    },
  };
}

/**
 * How a segment ended, or null when its checkpoint is not there or is damaged, in which case the segment is
 * tracked again. Reads the whole file to check it.
 */
export async function checkSegment(path: string): Promise<SegmentEnd | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const end = await readEnd(file);
    if (end === null || end.sha256 !== (await hashRecords(path, end.frames))) return null;
    return end;
  } finally {
    await file.close();
  }
}

async function readEnd(file: FileHandle): Promise<SegmentEnd | null> {
  const { size } = await file.stat();
  const length = (await readAt(file, LENGTH_BYTES, size - LENGTH_BYTES))?.readUInt32LE() ?? size;
  const text = await readAt(file, length, size - LENGTH_BYTES - length);
  if (text === null) return null;
  const end = SegmentEndSchema.safeParse(parseJson(text.toString()));
  return end.success && end.data.frames * RECORD_BYTES + length + LENGTH_BYTES === size ? end.data : null;
}

async function readAt(file: FileHandle, length: number, position: number): Promise<Buffer | null> {
  if (position < 0) return null;
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
  return bytesRead === length ? buffer : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function hashRecords(path: string, frames: number): Promise<string> {
  const hash = createHash('sha256');
  if (frames > 0) await pipeline(createReadStream(path, { end: frames * RECORD_BYTES - 1 }), hash);
  return hash.digest('hex');
}

/** The frames of a checkpoint that {@link checkSegment} has found good. */
export async function* readSegment(path: string, { frames }: SegmentEnd): AsyncGenerator<TrackedLandmarks> {
  const file = await open(path, 'r');
  try {
    for (let at = 0; at < frames; at += READ_FRAMES) {
      const count = Math.min(READ_FRAMES, frames - at);
      const bytes = await readAt(file, count * RECORD_BYTES, at * RECORD_BYTES);
      if (bytes === null) throw new AppError('input.invalid', `${path} ends before its last frame.`);
      const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
      for (let k = 0; k < count; k++)
        yield decodeRecord(view.subarray(k * RECORD_BYTES, (k + 1) * RECORD_BYTES));
    }
  } finally {
    await file.close();
  }
}
