import { join, resolve } from 'node:path';
import { unrealLine } from '../bake/unreal-line.ts';
import { type BakeOptions, writeBake } from '../bake/write-bake.ts';
import { extractAudio } from '../video/extract-audio.ts';
import { OUTPUT_FILES } from './output-files.ts';
import type { RunContext } from './run-context.ts';
import type { SolvedMotion } from './solve-motion.ts';
import { writtenMotion } from './written-motion.ts';

/**
 * Writes the motion file and, of the same frames, the Unreal script with its data; returns the line that runs it
 * from where it will finally lie.
 */
export async function bakeMotion(run: RunContext, motion: SolvedMotion): Promise<string> {
  const { workDir, outDir } = run.job;
  run.meter.start('bake', motion.header.frameCount);
  await run.clock.time('bake', async () => {
    const { name, ...choices } = run.job.asset ?? {};
    const references = {
      audio: choices.audio ? await writeSound(run, motion) : undefined,
      video: choices.video ? { path: resolve(run.job.input), startSeconds: startOf(run) } : undefined,
    };
    const baked = { header: motion.header, frames: writtenMotion(run, motion) };
    await writeBake(baked, workDir, { name, choices, ...references, signal: run.signal });
  });
  run.meter.finish();
  return unrealLine(join(outDir, OUTPUT_FILES.script));
}

/** The sound of the clip beside the script, as long as the motion. */
async function writeSound(run: RunContext, { header }: SolvedMotion): Promise<BakeOptions['audio']> {
  const sound = await extractAudio({
    file: run.job.input,
    path: join(run.job.workDir, OUTPUT_FILES.audio),
    from: startOf(run),
    duration: header.frameCount / header.fps,
    signal: run.signal,
  });
  if (sound !== null) return { file: OUTPUT_FILES.audio, ...sound };
  run.warn('The clip has no sound that can be read: none goes to Unreal.');
  return undefined;
}

const startOf = (run: RunContext): number => run.job.options.from ?? 0;
