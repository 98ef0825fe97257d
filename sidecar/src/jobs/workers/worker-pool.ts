import { type ForkedWorker, forkWorker } from '../../pipeline/fork-worker.ts';
import { AppError } from '../../protocol/errors.ts';
import type { Report } from '../../protocol/report.ts';
import type { FromWorker, TrackJob } from '../../protocol/worker-messages.ts';
import type { Slots } from './default-slots.ts';
import { createHelpers, type Helpers } from './helpers.ts';
import type { PoolState, SharedClip } from './pool-state.ts';
import { createSegmentLedger } from './segment-ledger.ts';
import { leadClip } from './share-clip.ts';

export interface RunEvents {
  readonly signal: AbortSignal;
  onMessage(message: FromWorker): void;
}

export interface PoolStats {
  readonly slots: number;
  readonly running: number;
  readonly restarts: number;
  readonly residentBytes: number;
}

/** Runs jobs in worker processes, at most so many at once. */
export interface WorkerPool {
  /**
   * Runs a job, and resolves with its report. A long clip with checkpoints is shared with processes that have
   * nothing else to do; they give way to a job.
   * @throws AppError `queue.full` when as many jobs run as there are slots
   */
  run(job: TrackJob, events: RunEvents): Promise<Report>;
  stats(): PoolStats;
}

export function createWorkerPool(slots: Slots, fork: () => ForkedWorker = forkWorker): WorkerPool {
  const state: PoolState = { slots, fork, clips: new Set(), resident: new Map(), jobs: 0, restarts: 0 };
  const helpers = createHelpers(state);
  return {
    async run(job, events) {
      if (state.jobs >= slots.count) throw new AppError('queue.full', 'All workers are busy.');
      state.jobs++;
      try {
        await helpers.giveWay();
        events.signal.throwIfAborted();
        return await runLeader(job, events, { state, helpers });
      } finally {
        state.jobs--;
        helpers.invite();
      }
    },
    stats: () => ({
      slots: slots.count,
      running: state.jobs + helpers.count(),
      restarts: state.restarts,
      residentBytes: [...state.resident.values()].reduce((sum, bytes) => sum + bytes, 0),
    }),
  };
}

async function runLeader(
  job: TrackJob,
  { signal, onMessage }: RunEvents,
  { state, helpers }: { state: PoolState; helpers: Helpers },
): Promise<Report> {
  const { slots, fork, clips, resident } = state;
  const shares = job.checkpoints !== undefined && slots.count > 1;
  const led: TrackJob = { ...job, cores: slots.cores, ...(shares && { split: 'lead' }) };
  const clip: SharedClip = { job: led, ledger: createSegmentLedger(), stop: new AbortController() };
  let starts = 0;
  try {
    return await leadClip(led, clip.ledger, {
      signal,
      onMessage,
      memoryCap: slots.memoryCap,
      onResident: (bytes) => resident.set(clip, bytes),
      onPlan() {
        clips.add(clip);
        helpers.invite();
      },
      fork() {
        if (starts++ > 0) state.restarts++;
        return fork();
      },
    });
  } finally {
    resident.delete(clip);
    clips.delete(clip);
    clip.stop.abort();
    await helpers.gone(clip);
  }
}
