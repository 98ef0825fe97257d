import { AppError } from '../../protocol/errors.ts';
import { ENDED_STATES, type Job, type JobState } from '../../protocol/job.ts';
import type { Progress } from '../../protocol/worker-messages.ts';
import type { ServiceContext } from './context.ts';
import { openEventStream } from './event-stream.ts';
import type { ApiRequest, Route } from './route.ts';

/**
 * Server-sent events: `job` (a job, now and when its state changes), `progress` (`{job, progress}`). A stream
 * of one job ends with the job.
 */
export function eventRoutes(context: ServiceContext): Route[] {
  let open = 0;
  const follow = async (request: ApiRequest, id: string | null): Promise<null> => {
    if (open >= context.limits.eventStreams)
      throw new AppError('connection.exceeded', `${open} streams of events are open already.`);
    open++;
    try {
      await streamEvents(context, request, id);
    } finally {
      open--;
    }
    return null;
  };
  return [
    {
      method: 'get',
      path: '/api/jobs/:id/events',
      access: 'ticket',
      summary: 'What happens to a job, as it happens; ends with the job.',
      reply: { status: 200, contentType: 'text/event-stream' },
      handle: (request) => follow(request, request.params.id!),
    },
    {
      method: 'get',
      path: '/api/events',
      access: 'ticket',
      summary: 'What happens to all jobs, as it happens.',
      reply: { status: 200, contentType: 'text/event-stream' },
      handle: (request) => follow(request, null),
    },
  ];
}

async function streamEvents(
  { jobs, closing }: ServiceContext,
  { reply }: ApiRequest,
  id: string | null,
): Promise<void> {
  // listening comes before asking, so that nothing falls between
  const early: Job[] = [];
  let onJob = (job: Job) => void early.push(job);
  let onProgress = (_id: string, _progress: Progress) => {};
  const heard = (job: Job) => onJob(job);
  const progressed = (job: string, progress: Progress) => onProgress(job, progress);
  jobs.on('job', heard);
  jobs.on('progress', progressed);
  try {
    const now = id === null ? null : await jobs.get(id);
    await new Promise<void>((resolve) => {
      const stream = openEventStream(reply, resolve);
      closing.addEventListener('abort', stream.end, { once: true });
      reply.once('close', () => closing.removeEventListener('abort', stream.end));
      onJob = (job) => {
        if (id !== null && job.id !== id) return;
        stream.send('job', job);
        if (id !== null && hasEnded(job.state)) stream.end();
      };
      onProgress = (job, progress) => {
        if (id === null || job === id) stream.send('progress', { job, progress }, true);
      };
      if (now !== null) onJob(now);
      for (const job of early) onJob(job);
    });
  } finally {
    jobs.off('job', heard);
    jobs.off('progress', progressed);
  }
}

function hasEnded(state: JobState): boolean {
  return (ENDED_STATES as readonly JobState[]).includes(state);
}
