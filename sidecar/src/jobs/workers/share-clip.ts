import type { ForkedWorker } from '../../pipeline/fork-worker.ts';
import { superviseWorker } from '../../pipeline/supervise-worker.ts';
import { trackWithFallback } from '../../pipeline/track-with-fallback.ts';
import type { Report } from '../../protocol/report.ts';
import type { FromWorker, TrackJob } from '../../protocol/worker-messages.ts';
import type { SegmentLedger } from './segment-ledger.ts';

export interface WorkerOptions {
  readonly signal: AbortSignal;
  readonly memoryCap: number;
  fork(): ForkedWorker;
  /** Told how much memory the worker holds, bytes. */
  onResident(bytes: number): void;
}

export interface LeaderOptions extends WorkerOptions {
  onMessage(message: FromWorker): void;
  /** The segments are known: helpers may come. */
  onPlan(): void;
}

/** Sees a job through, whose worker shares the segments of the clip with the helpers of the same ledger. */
export function leadClip(job: TrackJob, ledger: SegmentLedger, options: LeaderOptions): Promise<Report> {
  return trackWithFallback(job, {
    ...options,
    fork() {
      ledger.drop(null);
      return options.fork();
    },
    onMessage(message, reply) {
      if (message.type === 'heartbeat') options.onResident(message.rss);
      else if (message.type === 'plan') {
        ledger.plan(message.segments, message.done);
        options.onPlan();
      } else if (message.type === 'take')
        ledger.lead(message.index ?? 0, (index) => reply({ type: 'segment', index }));
      else if (message.type === 'checkpoint') ledger.finish(message.index);
      else options.onMessage(message);
    },
  });
}

/**
 * Tracks segments of a leader's clip until there are no more, and tells whether that went well. Never rejects: what
 * a helper does not do the leader does, and a fault of the clip shows there.
 */
export async function helpClip(
  job: TrackJob,
  ledger: SegmentLedger,
  options: WorkerOptions,
): Promise<boolean> {
  const helper = {};
  try {
    await superviseWorker(
      options.fork(),
      { ...job, split: 'help', live: false },
      {
        ...options,
        onMessage(message, reply) {
          if (message.type === 'heartbeat') options.onResident(message.rss);
          else if (message.type === 'take') ledger.help(helper, (index) => reply({ type: 'segment', index }));
          else if (message.type === 'checkpoint') ledger.finish(message.index);
        },
      },
    );
    return true;
  } catch {
    return false;
  } finally {
    // what it had taken and not finished is free again
    ledger.drop(helper);
  }
}
