import type { Job, SubmitJob } from '../protocol/job.ts';
import type { ServiceContext } from './api/context.ts';
import { resolveAllowed } from './security/allowed-paths.ts';

/**
 * Queues a job for a clip on this machine, whichever way the request came.
 * @throws AppError `path.refused`, `input.*`, `webhook.refused`, and what the job service throws.
 */
export async function acceptJob(
  { jobs, roots, webhooks }: Pick<ServiceContext, 'jobs' | 'roots' | 'webhooks'>,
  request: SubmitJob,
): Promise<Job> {
  if (request.webhook !== undefined) webhooks.check(request.webhook);
  const path = await resolveAllowed(request.input.path, roots);
  return jobs.submit({ ...request, input: { path } });
}
