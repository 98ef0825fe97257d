import { rm } from 'node:fs/promises';
import { AppError } from '../protocol/errors.ts';
import { ENDED_STATES, type Job } from '../protocol/job.ts';
import { type JobRunner, queueEntry, type RunnerTools } from './job-runner.ts';
import type { JobService } from './job-service.ts';
import { removeJob } from './remove-job.ts';
import type { ServiceEvents } from './service-events.ts';
import type { StoredJob } from './store/job-store.ts';
import { takeJob } from './take-job.ts';

/** Jobs of a list unless it says how many. */
const PAGE = 100;

/** A job as clients see it. */
export function visibleJob({ failures: _, ...job }: StoredJob, events: ServiceEvents): Job {
  return {
    ...job,
    warnings: [...job.warnings, ...events.warnings(job.id)],
    progress: events.progress(job.id),
  };
}

/** The service but for its end. */
export function serviceMethods(
  tools: RunnerTools,
  runner: JobRunner,
  mostQueued: number,
): Omit<JobService, 'close'> {
  const { store, queue, artifacts, skeletons, events, pool, workspace, announce } = tools;
  const seen = (job: StoredJob) => visibleJob(job, events);
  const known = async (id: string): Promise<StoredJob> => {
    const job = await store.get(id);
    if (job !== null) return job;
    throw new AppError('job.not-found', `There is no job "${id}".`);
  };
  const enqueue = async (job: StoredJob): Promise<Job> => {
    await queue.push(job.id, queueEntry(job));
    announce(job);
    runner.wake();
    return seen(job);
  };
  return {
    uploadDir: workspace.uploads,
    async submit(request, { upload } = {}) {
      if ((await queue.size()) >= mostQueued)
        throw new AppError('queue.full', `${mostQueued} jobs wait already.`);
      const job = await takeJob(request, { upload, tools });
      try {
        await store.insert(job);
      } catch (error) {
        await rm(workspace.job(job.id), { recursive: true, force: true });
        throw error;
      }
      return await enqueue(job);
    },
    get: async (id) => seen(await known(id)),
    list: async (query = {}) => (await store.list({ ...query, limit: query.limit ?? PAGE })).map(seen),
    async cancel(id) {
      await known(id);
      await queue.remove(id);
      const ended = { state: 'cancelled', finishedAt: new Date().toISOString() } as const;
      const waiting = await store.change(id, ['queued'], ended);
      if (waiting !== null) announce(waiting);
      else await runner.cancel(id);
      return seen(await known(id));
    },
    async retry(id) {
      const fresh = { state: 'queued', finishedAt: null, notBefore: null, error: null, failures: 0 } as const;
      const job = await store.change(id, ['failed', 'cancelled'], fresh);
      if (job !== null) return await enqueue(job);
      const { state } = await known(id);
      throw new AppError(
        'job.not-ended',
        `The job ${id} is ${state}: only failed and cancelled ones are tried again.`,
      );
    },
    async remove(id) {
      const { state } = await known(id);
      if (!ENDED_STATES.some((end) => end === state))
        throw new AppError('job.not-ended', `The job ${id} is ${state}.`);
      await removeJob(id, tools);
    },
    artifacts: async (id) => await artifacts.list((await known(id)).id),
    openArtifact: async (id, name) => await artifacts.open((await known(id)).id, name),
    addSkeleton: (skeleton) => skeletons.add(skeleton),
    liveTables: (id) => events.tables(id),
    stats: async () => ({ jobs: await store.counts(), workers: pool.stats() }),
    on: (event, listener) => void events.emitter.on(event, listener as never),
    off: (event, listener) => void events.emitter.off(event, listener as never),
  };
}
