import type { RunnerTools } from '../job-runner.ts';
import { removeJob } from '../remove-job.ts';
import { listCheckpoints, removeCheckpoints } from './checkpoint-folders.ts';
import { DEFAULT_RETENTION, outdated, type Retention } from './retention.ts';

/** Between two rounds, ms. */
const EVERY_MS = 10 * 60_000;
/** Checkpoints that were written or opened within this time may belong to a job that runs. */
const IN_USE_MS = 60 * 60_000;

/** Removes what is kept for long enough: at once, and then now and again. */
export function startHousekeeping(
  tools: RunnerTools,
  retention: Partial<Retention> = {},
): { stop(): Promise<void> } {
  let round = Promise.resolve();
  let stopped = false;
  const start = () => {
    round = round
      .then(() => cleanUp(tools, { ...DEFAULT_RETENTION, ...retention }, () => stopped))
      .catch((error: Error) => tools.log.warn({ error: error.message }, 'the clean-up failed'));
  };
  const timer = setInterval(start, EVERY_MS);
  timer.unref();
  start();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await round;
    },
  };
}

/** One round; jobs that have not ended and checkpoints that are in use stay. */
export async function cleanUp(
  tools: RunnerTools,
  { jobDays, jobBytes, checkpointDays, checkpointBytes }: Retention,
  stopped = () => false,
): Promise<void> {
  const { store, artifacts, workspace, log } = tools;
  const now = Date.now();
  const jobs = (await store.ended()).map(async ({ id, finishedAt }) => ({
    id,
    at: Date.parse(finishedAt!),
    bytes: jobBytes === null ? 0 : await artifacts.size(id),
  }));
  for (const id of outdated(await Promise.all(jobs), { days: jobDays, bytes: jobBytes, now })) {
    if (stopped()) return;
    await removeJob(id, tools);
    log.info({ job: id }, 'job removed: it is kept for long enough');
  }
  const kept = (await listCheckpoints(workspace.checkpoints)).filter(({ at }) => now - at > IN_USE_MS);
  for (const id of outdated(kept, { days: checkpointDays, bytes: checkpointBytes, now })) {
    if (stopped()) return;
    await removeCheckpoints(workspace.checkpoints, id);
  }
}
