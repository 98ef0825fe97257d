import { join } from 'node:path';
import { createMotionEncoder } from '../protocol/encode-frames.ts';
import { createJsonlWriter } from '../protocol/jsonl-file.ts';
import type { MotionFrame } from '../protocol/motion.ts';
import { OUTPUT_FILES } from './output-files.ts';
import type { RunContext } from './run-context.ts';
import type { SolvedMotion } from './solve-motion.ts';

/** Gives the frames of the motion and writes the motion file on the way; it is whole when all of them were taken. */
export async function* writtenMotion(
  run: RunContext,
  { header, frames }: SolvedMotion,
): AsyncGenerator<MotionFrame> {
  const writer = await createJsonlWriter(join(run.job.workDir, OUTPUT_FILES.motion), header);
  const encode = createMotionEncoder();
  let whole = false;
  try {
    for (const frame of frames) {
      run.signal.throwIfAborted();
      await writer.write(encode(frame));
      run.meter.step();
      yield frame;
    }
    await writer.close();
    whole = true;
  } finally {
    if (!whole) await writer.abandon();
  }
}
