// Entry of the worker process: one job, then the end. Loads what takes longest while the parent still reads its
// arguments, and ends when its parent is gone.

/** How often the parent hears that the process is alive and how much memory it holds. */
const HEARTBEAT_MS = 500;
/** Time the stages get to clean up when nobody waits for them any more. */
const ORPHAN_GRACE_MS = 2000;

const stop = new AbortController();
let workDir: string | null = null;

// Ctrl-C is the parent's to answer: it sends `cancel`
process.on('SIGINT', () => {});
process.on('SIGTERM', () => stop.abort());
process.on('disconnect', orphaned);
process.on('uncaughtException', fail);
if (!process.connected) orphaned();

const ahead = import('./start-ahead.ts').then((module) => {
  module.askTools();
  return module;
});
ahead.catch(() => {});
const { createRunContext } = await import('./run-context.ts');
const { rmSync } = await import('node:fs');
const { errorMessage, ToWorkerSchema } = await import('../protocol/worker-messages.ts');
const { toAppError } = await import('../protocol/errors.ts');
const { createParentLedger } = await import('./segments/parent-ledger.ts');
const ledger = createParentLedger(send, stop.signal);

function orphaned(): void {
  stop.abort();
  setTimeout(leave, ORPHAN_GRACE_MS).unref();
}

function leave(): void {
  if (!process.connected && workDir !== null) rmSync(workDir, { recursive: true, force: true });
  process.exit(0);
}

function send(message: import('../protocol/worker-messages.ts').FromWorker): Promise<void> {
  if (!process.connected) return Promise.resolve();
  return new Promise((resolve) => process.send!(message, () => resolve()));
}

async function run(job: import('../protocol/worker-messages.ts').TrackJob): Promise<void> {
  workDir = job.split === 'help' ? null : job.workDir;
  const beat = setInterval(() => send({ type: 'heartbeat', rss: process.memoryUsage.rss() }), HEARTBEAT_MS);
  try {
    const context = createRunContext(job, {
      signal: stop.signal,
      onProgress: (progress) => void send({ type: 'progress', progress }),
      onWarning: (message) => void send({ type: 'warning', message }),
      onDevice: (provider) => void send({ type: 'device', provider }),
      ledger: job.split === undefined ? undefined : ledger,
      live: {
        onTables: (tables) => void send({ type: 'tables', tables }),
        onKeyframes: (chunk) => void send({ type: 'keyframes', chunk }),
      },
    });
    const { startAhead } = await ahead;
    const started = await startAhead(context);
    if (job.split === 'help') {
      const { helpTrack } = await import('./segments/help-track.ts');
      await helpTrack(context, started);
      await send({ type: 'helped' });
    } else {
      const { trackVideo } = await import('./track-video.ts');
      await send({ type: 'result', report: await trackVideo(context, started) });
    }
    leave();
  } catch (thrown) {
    await fail(thrown);
  } finally {
    clearInterval(beat);
  }
}

async function fail(thrown: unknown): Promise<void> {
  await send(errorMessage(toAppError(thrown)));
  leave();
}

process.on('message', (raw) => {
  const message = ToWorkerSchema.parse(raw);
  if (message.type === 'cancel') stop.abort();
  else if (message.type === 'segment') ledger.answer(message.index);
  else void run(message.job);
});
