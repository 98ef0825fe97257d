import { once } from 'node:events';
import { AppError } from '../protocol/errors.ts';
import type { FromWorker, ToWorker, TrackJob } from '../protocol/worker-messages.ts';
import type { ForkedWorker } from './fork-worker.ts';

/** Time a worker gets to clean up after `cancel`; a stop by the user takes less than a second. */
const CANCEL_GRACE_MS = 600;
/** Silence is counted in checks, not in clock time: a laptop that wakes up has missed one check, not all. */
const SILENCE_CHECK_MS = 5000;
const SILENT_CHECKS = 24;

export interface SuperviseOptions {
  signal: AbortSignal;
  /** Whatever the worker says on the way, as it comes; `reply` answers it. */
  onMessage(message: FromWorker, reply: (message: ToWorker) => void): void;
  /** Resident bytes at which the worker is ended; null is no cap. */
  memoryCap?: number | null;
}

/** How a worker's job ends well. */
export type WorkerEnd = Extract<FromWorker, { type: 'result' | 'helped' }>;

/**
 * Gives a worker its one job and sees it through: resolves with its last message, rejects with the worker's
 * own error, `worker.died` when the process ends, hangs or outgrows its cap, `job.cancelled` on abort.
 * No process is left behind whatever happens.
 */
export async function superviseWorker(
  worker: ForkedWorker,
  job: TrackJob,
  options: SuperviseOptions,
): Promise<WorkerEnd> {
  const gone = exited(worker);
  try {
    return await outcome(worker, job, options, gone);
  } finally {
    worker.kill('SIGKILL');
    await gone;
  }
}

function outcome(
  worker: ForkedWorker,
  job: TrackJob,
  { signal, onMessage, memoryCap = null }: SuperviseOptions,
  gone: Promise<void>,
): Promise<WorkerEnd> {
  const { child } = worker;
  const timers: NodeJS.Timeout[] = [];
  let silentChecks = 0;
  return new Promise<WorkerEnd>((resolve, reject) => {
    const cancelled = () => reject(new AppError('job.cancelled', 'Stopped by the user.'));
    const cancel = () => {
      send(worker, { type: 'cancel' });
      timers.push(setTimeout(cancelled, CANCEL_GRACE_MS));
    };
    const settle = (message: FromWorker) => {
      if (message.type === 'result' || message.type === 'helped') return resolve(message);
      if (message.type === 'error') return signal.aborted ? cancelled() : reject(rebuilt(message));
      onMessage(message, (answer) => send(worker, answer));
      if (message.type !== 'heartbeat') return;
      if (memoryCap !== null && message.rss > memoryCap) reject(overCap(message.rss, memoryCap));
    };

    child.on('message', (raw) => {
      silentChecks = 0;
      void schemas().then(({ FromWorkerSchema }) => {
        const message = FromWorkerSchema.safeParse(raw);
        if (message.success) settle(message.data);
        else reject(new AppError('internal', 'The tracking process sent a message that cannot be read.'));
      });
    });
    // after the last message, which may wait for the schemas
    void gone.then(schemas).then(() => (signal.aborted ? cancelled() : reject(died(worker))));
    timers.push(
      setInterval(() => {
        if (++silentChecks >= SILENT_CHECKS)
          reject(new AppError('worker.died', 'The tracking process no longer answers.'));
      }, SILENCE_CHECK_MS),
    );
    signal.addEventListener('abort', cancel, { once: true });
    // a signal may live longer than its jobs
    void gone.then(() => signal.removeEventListener('abort', cancel));
    if (signal.aborted) cancel();
    else send(worker, { type: 'start', job });
  }).finally(() => {
    for (const timer of timers) clearTimeout(timer);
    child.removeAllListeners('message');
  });
}

/** Loaded when the worker is at work already: the job goes out without them. */
const schemas = () => import('../protocol/worker-messages.ts');

/** Resolves when the process has ended and its last message has been heard. */
async function exited({ child }: ForkedWorker): Promise<void> {
  if (child.pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  if (child.connected) await once(child, 'disconnect');
}

function send({ child }: ForkedWorker, message: ToWorker): void {
  // a channel that is closed means that the process is ending, which is reported as its exit
  if (child.connected) child.send(message, () => {});
}

function rebuilt(message: Extract<FromWorker, { type: 'error' }>): AppError {
  const error = new AppError(message.code, message.message);
  if (message.stack !== null) error.stack = message.stack;
  return error;
}

function died(worker: ForkedWorker): AppError {
  const { signalCode, exitCode } = worker.child;
  const how = signalCode === null ? `ended with code ${exitCode}` : `was ended by ${signalCode}`;
  // native code says what it threw in one line and why in the next
  const last = worker
    .tail()
    .trim()
    .split(/\s*\n\s*/)
    .slice(-2)
    .join(' ');
  return new AppError('worker.died', `The tracking process ${how}${last ? `: ${last}` : ''}.`);
}

function overCap(rss: number, cap: number): AppError {
  const mb = (bytes: number) => Math.round(bytes / 1e6);
  return new AppError(
    'worker.died',
    `The tracking process held ${mb(rss)} MB of memory, more than the ${mb(cap)} MB it may.`,
  );
}
