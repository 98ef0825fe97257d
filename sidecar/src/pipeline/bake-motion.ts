import { join } from 'node:path';
import { unrealLine } from '../bake/unreal-line.ts';
import { writeBake } from '../bake/write-bake.ts';
import { OUTPUT_FILES } from './output-files.ts';
import type { RunContext } from './run-context.ts';
import type { SolvedMotion } from './solve-motion.ts';

/** Writes the Unreal script with its data; returns the line that runs it from where it will finally lie. */
export async function bakeMotion(run: RunContext, motion: SolvedMotion): Promise<string> {
  const { workDir, outDir } = run.job;
  run.meter.start('bake', motion.header.frameCount);
  await run.clock.time('bake', () => writeBake(motion, workDir, { ...run.job.asset, signal: run.signal }));
  return unrealLine(join(outDir, OUTPUT_FILES.script));
}
