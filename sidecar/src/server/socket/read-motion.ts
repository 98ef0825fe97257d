import type { Readable } from 'node:stream';
import { openJsonl } from '../../protocol/jsonl-file.ts';
import { CONFIDENCE_ORDER, MAX_FLAGS } from '../../protocol/keyframes.ts';
import { type MotionFrame, type MotionHeader, MotionHeaderSchema } from '../../protocol/motion.ts';
import { type MotionChunk, type MotionTables, rowLayout } from '../../protocol/motion-chunk.ts';
import { ARKIT_NAMES } from '../../skeleton/arkit.ts';

/** A motion file as chunks. */
export interface MotionReader {
  /** `flags` grows while the file is read: names come in the order in which they are met. */
  readonly tables: MotionTables & { readonly flags: string[] };
  readonly chunks: AsyncIterable<MotionChunk>;
}

/**
 * Reads `motion.jsonl.gz` in chunks of `size` frames; a frame of another program may miss ARKit shapes, which
 * are 0 then.
 * @throws AppError `input.invalid` for a file that is damaged.
 */
export async function readMotion(file: Readable, size: number): Promise<MotionReader> {
  const { header, frames } = await openJsonl({ gzip: file, name: 'motion.jsonl.gz' }, MotionHeaderSchema);
  const tables = tablesOf(header);
  return { tables, chunks: chunksOf(frames as AsyncIterable<MotionFrame>, tables, size) };
}

function tablesOf({ fps, skeleton, curves }: MotionHeader): MotionReader['tables'] {
  const { bones } = skeleton;
  return {
    fps,
    bones: bones.map(({ name }) => name),
    parents: bones.map(({ parent }) => parent),
    rest: Float32Array.from(bones.flatMap(({ translation, rotation }) => [...translation, ...rotation])),
    curves,
    arkit: ARKIT_NAMES,
    flags: [],
  };
}

async function* chunksOf(
  frames: AsyncIterable<MotionFrame>,
  tables: MotionReader['tables'],
  size: number,
): AsyncGenerator<MotionChunk> {
  const layout = rowLayout(tables);
  const fresh = () => ({
    times: new Float64Array(size),
    values: new Float32Array(size * layout.size),
    flags: new Uint32Array(size),
  });
  let firstFrame = 0;
  let count = 0;
  let buffer = fresh();
  const chunk = (): MotionChunk => ({
    firstFrame,
    count,
    times: buffer.times.subarray(0, count),
    values: buffer.values.subarray(0, count * layout.size),
    flags: buffer.flags.subarray(0, count),
  });
  for await (const frame of frames) {
    buffer.times[count] = frame.time;
    buffer.flags[count] = flagBits(frame.flags, tables.flags);
    writeRow(buffer.values.subarray(count * layout.size, (count + 1) * layout.size), frame, layout);
    if (++count < size) continue;
    yield chunk();
    firstFrame += count;
    count = 0;
    buffer = fresh();
  }
  if (count > 0) yield chunk();
}

function writeRow(row: Float32Array, frame: MotionFrame, layout: ReturnType<typeof rowLayout>): void {
  row.set(frame.pelvis, layout.pelvis);
  for (let i = 0; i < frame.rotations.length; i++) row.set(frame.rotations[i]!, layout.rotations + 4 * i);
  row.set(frame.curves, layout.curves);
  for (let i = 0; i < ARKIT_NAMES.length; i++) row[layout.arkit + i] = frame.arkit[ARKIT_NAMES[i]!] ?? 0;
  for (let i = 0; i < CONFIDENCE_ORDER.length; i++)
    row[layout.confidence + i] = frame.confidence[CONFIDENCE_ORDER[i]!];
}

/** A name beyond the bits of a flag word has none. */
function flagBits(flags: readonly string[], names: string[]): number {
  let bits = 0;
  for (const flag of flags) {
    let bit = names.indexOf(flag);
    if (bit < 0 && names.length < MAX_FLAGS) bit = names.push(flag) - 1;
    if (bit >= 0) bits |= 1 << bit;
  }
  return bits >>> 0;
}
