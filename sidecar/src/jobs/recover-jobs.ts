import { readdir, rm } from 'node:fs/promises';
import { queueEntry, type RunnerTools } from './job-runner.ts';
import type { StoredJob } from './store/job-store.ts';

/** Jobs that are looked at together. */
const PAGE = 500;

/**
 * Takes up what an earlier process left. A job that it was running is done when its artifacts are in place, and
 * waits again otherwise; every waiting job is in the queue; a folder without a job is removed.
 * @returns the jobs that are done now, of which nobody has been told
 */
export async function recoverJobs({
  store,
  queue,
  artifacts,
  workspace,
  log,
}: RunnerTools): Promise<StoredJob[]> {
  const ended: StoredJob[] = [];
  for (const state of ['running', 'queued'] as const) {
    let before: string | undefined;
    for (;;) {
      const page = await store.list({ state, before, limit: PAGE });
      // the queue keeps the order of pushing, the list gives the newest first
      for (const job of page.toReversed()) {
        if (job.state === 'queued') await queue.push(job.id, queueEntry(job));
        else if ((await artifacts.list(job.id)).length > 0) {
          const finishedAt = new Date().toISOString();
          const done = await store.change(job.id, ['running'], { state: 'done', finishedAt });
          if (done !== null) ended.push(done);
        } else {
          const waiting = await store.change(job.id, ['running'], { state: 'queued' });
          if (waiting !== null) await queue.push(job.id, queueEntry(waiting));
        }
        log.info({ job: job.id, state }, 'job taken up again');
      }
      if (page.length < PAGE) break;
      before = page.at(-1)!.id;
    }
  }
  for (const id of await readdir(workspace.jobs))
    if ((await store.get(id)) === null) await rm(workspace.job(id), { recursive: true, force: true });
  return ended;
}
