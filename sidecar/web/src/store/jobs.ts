import type { Job } from '../../../src/protocol/job.ts';
import type { Progress } from '../../../src/protocol/worker-messages.ts';
import type { Problem } from './app-state.ts';

/** The list with one job put in or replaced, newest first. */
export function withJob(jobs: readonly Job[], job: Job): readonly Job[] {
  const at = jobs.findIndex(({ id }) => id === job.id);
  if (at >= 0) return jobs.map((other, i) => (i === at ? job : other));
  const before = jobs.findIndex(({ createdAt }) => createdAt <= job.createdAt);
  return before < 0 ? [...jobs, job] : [...jobs.slice(0, before), job, ...jobs.slice(before)];
}

/**
 * The list with a job that the service gave in answer to a request. One that is known stays as it is: the stream of
 * news is in order, and an answer may come later than the news that followed it.
 */
export function withAnswer(jobs: readonly Job[], job: Job): readonly Job[] {
  return jobs.some(({ id }) => id === job.id) ? jobs : withJob(jobs, job);
}

/** The list with one job's progress replaced; the same list when the job is not in it or does not run. */
export function withProgress(jobs: readonly Job[], id: string, progress: Progress): readonly Job[] {
  if (!jobs.some((job) => job.id === id && job.state === 'running')) return jobs;
  return jobs.map((job) => (job.id === id ? { ...job, progress } : job));
}

/** Why a job failed, with its clip by the name that people know; null of a job that did not fail. */
export function failureOf({ state, error, input }: Job): Problem | null {
  if (state !== 'failed' || error === null) return null;
  return { message: error.message.replaceAll(input.path, input.name), fix: error.fix };
}

/** What is worth saying aloud when a job changes; null when nothing is. */
export function newsOf(before: Job | undefined, job: Job): string | null {
  if (before?.state === job.state) return null;
  switch (job.state) {
    case 'queued':
      return before === undefined ? `${job.name} is in the queue` : `${job.name} is in the queue again`;
    case 'running':
      return `${job.name} is being tracked`;
    case 'failed':
      return `${job.name} failed: ${failureOf(job)?.message ?? 'no reason was given'}`;
    default:
      return `${job.name} is ${job.state}`;
  }
}
