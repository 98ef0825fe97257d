import { join } from 'node:path';
import { createMotionEncoder } from '../protocol/encode-frames.ts';
import { createJsonlWriter } from '../protocol/jsonl-file.ts';
import { OUTPUT_FILES } from './output-files.ts';
import type { RunContext } from './run-context.ts';
import type { SolvedMotion } from './solve-motion.ts';

/** Writes the motion file. */
export async function writeMotion(run: RunContext, motion: SolvedMotion): Promise<void> {
  run.meter.start('bake', motion.header.frameCount);
  await run.clock.time('bake', () => writeFrames(run, motion));
  run.meter.finish();
}

async function writeFrames(run: RunContext, { header, frames }: SolvedMotion): Promise<void> {
  const writer = await createJsonlWriter(join(run.job.workDir, OUTPUT_FILES.motion), header);
  const encode = createMotionEncoder();
  try {
    for (const frame of frames) {
      run.signal.throwIfAborted();
      await writer.write(encode(frame));
      run.meter.step();
    }
    await writer.close();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}
