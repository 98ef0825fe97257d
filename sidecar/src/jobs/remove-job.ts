import { rm } from 'node:fs/promises';
import type { RunnerTools } from './job-runner.ts';

/** Removes an ended job with everything that belongs to it alone. */
export async function removeJob(
  id: string,
  { store, artifacts, workspace }: Pick<RunnerTools, 'store' | 'artifacts' | 'workspace'>,
): Promise<void> {
  // the row last: what is left after a crash is found again
  await artifacts.remove(id);
  await rm(workspace.job(id), { recursive: true, force: true });
  await store.remove(id);
}
