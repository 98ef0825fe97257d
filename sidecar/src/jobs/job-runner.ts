import { setTimeout as wait } from 'node:timers/promises';
import { type AppError, toAppError } from '../protocol/errors.ts';
import type { Job } from '../protocol/job.ts';
import type { Report } from '../protocol/report.ts';
import type { JobQueue, QueueEntry } from './queue/job-queue.ts';
import { MOST_FAILURES, retryDelay } from './retry-delay.ts';
import { type AttemptTools, runAttempt } from './run-attempt.ts';
import type { ServiceEvents } from './service-events.ts';
import type { JobStore, StoredJob } from './store/job-store.ts';

export interface RunnerTools extends AttemptTools {
  readonly store: JobStore;
  readonly queue: JobQueue;
  readonly events: ServiceEvents;
  readonly log: ServiceLog;
  /** Told of a job that has changed. */
  announce(job: StoredJob): void;
}

/** Where the service says what it does; pino is one. */
export interface ServiceLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Starts jobs that wait while there is room, and sees them to their end. */
export interface JobRunner {
  /** Looks whether a job can start; call it when one was queued. */
  wake(): void;
  /** Ends a running job; resolves when it has ended. False when it does not run. */
  cancel(id: string): Promise<boolean>;
  /** Breaks running jobs off and queues them again. */
  close(): Promise<void>;
}

/** How long to wait before the store is tried again, after a full disk for instance, ms. */
const STORE_RETRY_MS = 2000;
const LONGEST_TIMER_MS = 60_000;

interface RunningJob {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export function createJobRunner(tools: RunnerTools): JobRunner {
  const { store, queue, pool, log } = tools;
  const running = new Map<string, RunningJob>();
  let closing = false;
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();

  const startNext = async (): Promise<void> => {
    clearTimeout(timer);
    while (!closing && running.size < pool.stats().slots) {
      const now = Date.now();
      const id = await queue.take(now);
      if (id === null) {
        const next = await queue.nextAt(now);
        if (next !== null) timer = setTimeout(wake, Math.min(LONGEST_TIMER_MS, next - now));
        return;
      }
      await start(id);
    }
  };
  const wake = (): void => {
    turn = turn.then(startNext).catch((error: Error) => {
      log.warn({ error: error.message }, 'the queue cannot be read');
      if (!closing) timer = setTimeout(wake, STORE_RETRY_MS);
    });
  };
  const start = async (id: string): Promise<void> => {
    const job = await store.get(id);
    const started = await store.change(id, ['queued'], {
      state: 'running',
      attempts: (job?.attempts ?? 0) + 1,
      startedAt: new Date().toISOString(),
      notBefore: null,
    });
    if (started === null) return;
    tools.announce(started);
    const stop = new AbortController();
    const ended = attempt(started, tools, { stop: stop.signal, closing: () => closing }).finally(() => {
      running.delete(id);
      wake();
    });
    running.set(id, { stop, ended });
  };
  return {
    wake,
    async cancel(id) {
      // it may be just about to start
      await turn;
      const job = running.get(id);
      job?.stop.abort();
      await job?.ended;
      return job !== undefined;
    },
    async close() {
      closing = true;
      clearTimeout(timer);
      await turn;
      for (const { stop } of running.values()) stop.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}

/** Runs a job once and writes down how that ended. */
async function attempt(
  job: StoredJob,
  tools: RunnerTools,
  { stop, closing }: { stop: AbortSignal; closing: () => boolean },
): Promise<void> {
  const { events, log } = tools;
  const { id } = job;
  log.info({ job: id, attempt: job.attempts }, 'job started');
  const outcome = await runAttempt(job, tools, {
    signal: stop,
    onMessage: (message) => events.hear(id, message),
  }).then(
    (report) => ({ report, error: null }),
    (thrown: unknown) => ({ report: null, error: toAppError(thrown) }),
  );
  const change =
    outcome.error === null
      ? ended('done', outcome.report.warnings)
      : afterError(job, outcome.error, { warnings: events.warnings(id), closing: closing() && stop.aborted });
  const changed = await persist(() => conclude(job, change, tools), { log, closing });
  log.info({ job: id, state: changed?.state, error: outcome.error?.code }, 'job ended');
  events.forget(id);
  if (changed !== null) tools.announce(changed);
  if (outcome.report !== null) tellStages(id, outcome.report, events);
}

async function conclude(
  { id }: StoredJob,
  change: Partial<StoredJob>,
  { store, queue }: RunnerTools,
): Promise<StoredJob | null> {
  const changed = await store.change(id, ['running'], change);
  if (changed?.state === 'queued') await queue.push(id, queueEntry(changed));
  return changed ?? (await store.get(id));
}

/** Where a job stands in the queue. */
export function queueEntry({ priority, notBefore, createdAt }: StoredJob): QueueEntry {
  return {
    priority,
    notBefore: notBefore === null ? 0 : Date.parse(notBefore),
    since: Date.parse(createdAt),
  };
}

function ended(state: Job['state'], warnings: readonly string[]): Partial<StoredJob> {
  return { state, finishedAt: new Date().toISOString(), error: null, warnings: [...warnings] };
}

function afterError(
  job: StoredJob,
  { code, message, fix, retryable }: AppError,
  { warnings, closing }: { warnings: readonly string[]; closing: boolean },
): Partial<StoredJob> {
  if (closing) return { state: 'queued' };
  if (code === 'job.cancelled') return ended('cancelled', warnings);
  const error = { code, message, fix };
  const failures = job.failures + 1;
  if (!retryable || failures >= MOST_FAILURES) return { ...ended('failed', warnings), error, failures };
  const notBefore = new Date(Date.now() + retryDelay(failures, Math.random())).toISOString();
  return { state: 'queued', error, failures, notBefore, warnings: [...warnings] };
}

/**
 * What has happened is written down even when the disk is full for a while. Null when the service ends before that:
 * the next one finds the job running, and the artifacts if there are any.
 */
async function persist<T>(
  write: () => Promise<T>,
  { log, closing }: { log: ServiceLog; closing: () => boolean },
): Promise<T | null> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'the end of a job cannot be written down');
      if (closing()) return null;
      await wait(STORE_RETRY_MS);
    }
  }
}

function tellStages(id: string, { timings, frames }: Report, { emitter }: ServiceEvents): void {
  for (const [name, seconds] of Object.entries(timings.stages))
    emitter.emit('stage', id, { name, seconds, frames: frames.tracked });
}
