import { join } from 'node:path';
import type { Solver } from '../motion/create-solver.ts';
import { createMotionEncoder } from '../protocol/encode-frames.ts';
import { createJsonlWriter, type WrittenFile } from '../protocol/jsonl-file.ts';
import { OUTPUT_FILES } from './output-files.ts';
import type { RunContext } from './run-context.ts';

/** A solved clip: its frames can be read more than once. */
export interface SolvedMotion extends ReturnType<Solver['finish']> {
  readonly file: WrittenFile;
}

/** Solves the clip and writes its motion file. */
export async function solveMotion(run: RunContext, solver: Solver): Promise<SolvedMotion> {
  return await run.clock.time('solve', async () => {
    run.meter.start('solve', null);
    const motion = solver.finish();
    run.signal.throwIfAborted();
    run.meter.start('solve', motion.header.frameCount);
    const file = await writeMotion(run, motion);
    return { ...motion, file };
  });
}

async function writeMotion(
  run: RunContext,
  { header, frames }: ReturnType<Solver['finish']>,
): Promise<WrittenFile> {
  const writer = await createJsonlWriter(join(run.job.workDir, OUTPUT_FILES.motion), header);
  const encode = createMotionEncoder();
  try {
    for (const frame of frames) {
      run.signal.throwIfAborted();
      await writer.write(encode(frame));
      run.meter.step();
    }
    run.meter.finish();
    return await writer.close();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}
