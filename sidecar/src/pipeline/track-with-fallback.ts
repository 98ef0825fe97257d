import { AppError } from '../protocol/errors.ts';
import type { Report } from '../protocol/report.ts';
import type { FromWorker, TrackJob } from '../protocol/worker-messages.ts';
import type { ForkedWorker } from './fork-worker.ts';
import { type SuperviseOptions, superviseWorker } from './supervise-worker.ts';

export interface FallbackOptions extends SuperviseOptions {
  /** How a worker is started. */
  fork(): ForkedWorker;
}

/**
 * Gives a job to a worker. When the worker dies on anything but the plain CPU another one does the job there, with
 * a warning; what the first one has kept of it, it need not do again.
 */
export async function trackWithFallback(job: TrackJob, options: FallbackOptions): Promise<Report> {
  const { fork, onMessage } = options;
  let provider: string = job.fallback ?? job.options.device;
  const attempt = (asked: TrackJob) =>
    superviseWorker(fork(), asked, {
      ...options,
      onMessage(message, reply) {
        if (message.type === 'device') provider = message.provider;
        onMessage(message, reply);
      },
    });
  const warn = (message: string) => onMessage({ type: 'warning', message } satisfies FromWorker, () => {});
  let end = await attempt(job).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'worker.died' || provider === 'cpu') throw error;
    warn(`${error.message} Trying again on the CPU instead of ${provider}.`);
    return null;
  });
  end ??= await attempt({ ...job, fallback: 'cpu' });
  if (end.type === 'result') return end.report;
  throw new AppError('internal', 'The tracking process ended without a report.');
}
