import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { JobService } from '../../jobs/job-service.ts';
import { toAppError } from '../../protocol/errors.ts';
import { ENDED_STATES, type Job, type JobState } from '../../protocol/job.ts';
import type { ServerLog } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { sendWebhook } from './send-webhook.ts';
import type { WebhookGuard } from './webhook-guard.ts';

/** Seconds before each further attempt, with up to a fifth more by chance. */
const RETRY_SECONDS = [1, 5, 30, 120, 600, 3600];
/** Deliveries at a time. */
const MAX_AT_ONCE = 8;
/** Deliveries that are kept; those of jobs beyond are not made. */
const MAX_PENDING = 10_000;

const PendingSchema = z.object({ id: z.string(), job: z.string(), url: z.string(), body: z.string() });
type Pending = z.infer<typeof PendingSchema>;

export interface DeliverWebhooksOptions {
  readonly jobs: JobService;
  readonly guard: WebhookGuard;
  readonly log: ServerLog;
  readonly metrics: Metrics;
  /** Deliveries that are not made yet, a file each: they outlive the process. */
  readonly folder: string;
  readonly secret: string;
  readonly retrySeconds?: readonly number[];
}

/** Tells the webhooks of jobs that they have ended, again and again until they answer; returns what stops it. */
export function deliverWebhooks(options: DeliverWebhooksOptions): () => Promise<void> {
  const { jobs, folder, log } = options;
  const stop = new AbortController();
  const running = new Set<Promise<void>>();
  const queue: Pending[] = [];
  mkdirSync(folder, { recursive: true });

  const next = (): void => {
    if (stop.signal.aborted || running.size >= MAX_AT_ONCE) return;
    const pending = queue.shift();
    if (pending === undefined) return;
    const work = deliver(pending, options, stop.signal)
      .catch((error: unknown) => log.error({ job: pending.job, err: error }, 'webhook lost'))
      .finally(() => {
        running.delete(work);
        next();
      });
    running.add(work);
    next();
  };
  const jobChanged = (job: Job): void => {
    if (job.webhook === null || !(ENDED_STATES as readonly JobState[]).includes(job.state)) return;
    if (queue.length >= MAX_PENDING) {
      log.error({ job: job.id }, 'too many webhooks wait');
      return;
    }
    const pending = pendingOf(job, job.webhook);
    const kept = writeFile(fileOf(folder, pending), JSON.stringify(pending), { mode: 0o600 });
    kept
      .catch((error: unknown) => log.warn({ job: job.id, err: error }, 'webhook cannot be kept'))
      .finally(() => {
        queue.push(pending);
        next();
      });
  };
  // listed before the first of this run is written
  const left = readdirSync(folder);
  jobs.on('job', jobChanged);
  readPending(folder, left).then(
    (pending) => {
      queue.push(...pending);
      next();
    },
    (error: unknown) => log.warn({ err: error }, 'webhooks of an earlier run cannot be read'),
  );
  return async () => {
    jobs.off('job', jobChanged);
    stop.abort();
    await Promise.all(running);
  };
}

async function deliver(
  pending: Pending,
  options: DeliverWebhooksOptions,
  signal: AbortSignal,
): Promise<void> {
  const { guard, log, metrics, folder, secret, retrySeconds = RETRY_SECONDS } = options;
  const { url, body, id, job } = pending;
  for (let attempt = 0; ; attempt++) {
    try {
      const timestamp = Math.floor(Date.now() / 1000);
      await sendWebhook({ url, body, id, secret, timestamp }, guard, { signal });
      metrics.webhook('delivered');
      log.info({ job, attempt }, 'webhook delivered');
      break;
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toAppError(thrown);
      const wait = error.retryable ? retrySeconds[attempt] : undefined;
      metrics.webhook(wait === undefined ? 'given-up' : 'failed');
      log.warn({ job, attempt, code: error.code, reason: error.message, againIn: wait }, 'webhook failed');
      if (wait === undefined) break;
      await sleep(wait * 1000 * (1 + Math.random() / 5), undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
    }
  }
  await rm(fileOf(folder, pending), { force: true });
}

function pendingOf(job: Job, url: string): Pending {
  const body = JSON.stringify({ event: `job.${job.state}`, job });
  return { id: randomBytes(12).toString('hex'), job: job.id, url, body };
}

function fileOf(folder: string, { id }: Pending): string {
  return join(folder, `${id}.json`);
}

async function readPending(folder: string, files: readonly string[]): Promise<Pending[]> {
  const names = files.filter((name) => name.endsWith('.json')).slice(0, MAX_PENDING);
  const pending: Pending[] = [];
  for (const name of names) {
    const read = PendingSchema.safeParse(
      await readFile(join(folder, name), 'utf8')
        .then(JSON.parse)
        .catch(() => null),
    );
    if (read.success && `${read.data.id}.json` === name) pending.push(read.data);
    else await rm(join(folder, name), { force: true });
  }
  return pending;
}
