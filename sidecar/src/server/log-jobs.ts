import type { JobService } from '../jobs/job-service.ts';
import type { Job } from '../protocol/job.ts';
import type { ServerLog } from './log.ts';

/** Writes a line for every change of a job's state and every stage that ends; returns what stops it. */
export function logJobs(jobs: JobService, log: ServerLog): () => void {
  const changed = ({ id, state, attempts, error }: Job) => {
    const fields = { job: id, state, attempts };
    if (error === null) log.info(fields, `job ${state}`);
    else log.warn({ ...fields, code: error.code, reason: error.message }, `job ${state}`);
  };
  const ended = (job: string, { name, seconds, frames }: { name: string; seconds: number; frames: number }) =>
    log.info({ job, stage: name, seconds, frames }, 'stage ended');
  jobs.on('job', changed);
  jobs.on('stage', ended);
  return () => {
    jobs.off('job', changed);
    jobs.off('stage', ended);
  };
}
