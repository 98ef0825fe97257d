import { dirname, join, relative } from 'node:path';
import type { BakeBatch } from '../protocol/bake-job.ts';
import { AppError } from '../protocol/errors.ts';
import { assembleScript } from './assemble-script.ts';
import { writeAtomicText } from './atomic-file.ts';
import { unrealLine } from './unreal-line.ts';

const STEM = 'build_all';

/**
 * Writes one script that bakes many clips: `build_all.py` and, beside it, the list of their job files by
 * relative path, so that the folder can move as a whole. One failed clip does not stop the others.
 *
 * @param jobs job files that `writeBake` wrote, at least one.
 */
export async function writeBakeBatch(
  jobs: readonly string[],
  outDir: string,
): Promise<{ script: string; job: string; unrealLine: string }> {
  if (jobs.length === 0) throw new AppError('usage.invalid', 'There is no clip to bake.');
  const script = join(outDir, `${STEM}.py`);
  const job = join(outDir, `${STEM}.json`);
  const batch: BakeBatch = {
    format: 'avatar-tracker.bake-batch',
    version: 1,
    jobs: jobs.map((path) => relative(dirname(job), path).replaceAll('\\', '/')),
  };
  await writeAtomicText(script, await assembleScript());
  await writeAtomicText(job, `${JSON.stringify(batch, null, 1)}\n`);
  return { script, job, unrealLine: unrealLine(script) };
}
