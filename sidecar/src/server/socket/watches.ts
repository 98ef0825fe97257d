import type { JobService } from '../../jobs/job-service.ts';
import { AppError, toAppError } from '../../protocol/errors.ts';
import { ENDED_STATES, type Job, type JobState } from '../../protocol/job.ts';
import type { ClientMessage } from '../../protocol/messages.ts';
import type { Metrics } from '../metrics.ts';
import type { LiveHub } from './live-hub.ts';
import type { Outbox } from './outbox.ts';
import type { RecordedClips } from './recorded-clips.ts';
import { encode } from './stream-messages.ts';
import { streamRecorded } from './stream-recorded.ts';

type Watch = Extract<ClientMessage, { type: 'watch' }>;

export interface WatchesOptions {
  readonly jobs: JobService;
  readonly hub: LiveHub;
  readonly clips: RecordedClips;
  readonly outbox: Outbox;
  readonly metrics: Metrics;
  /** Streams at a time. */
  readonly limit: number;
  /** A stream broke off. */
  onError(error: AppError, job: string): void;
}

/** The streams of one connection. */
export interface Watches {
  /**
   * Looks whether the stream can be watched; `begin` starts it, when the client has its answer. A stream of the
   * same job and kind that is running ends.
   * @throws AppError `job.not-found`, `job.not-live`, `watch.exceeded`
   */
  prepare(watch: Watch): Promise<{ job: Job; begin(): void }>;
  stop(job: string): void;
  stopAll(): void;
}

export function createWatches(options: WatchesOptions): Watches {
  const { jobs, limit } = options;
  const running = new Map<string, { job: string; stop: () => void }>();

  const begin = (watch: Watch, ended: boolean): void => {
    const key = `${watch.stream} ${watch.job}`;
    running.get(key)?.stop();
    const entry = { job: watch.job, stop: () => {} };
    const over = () => {
      if (running.get(key) === entry) running.delete(key);
    };
    running.set(key, entry);
    entry.stop =
      watch.stream === 'live'
        ? watchLive(options, watch, { ended, over })
        : watchRecorded(options, watch, over);
  };
  return {
    async prepare(watch) {
      const job = await jobs.get(watch.job);
      const ended = (ENDED_STATES as readonly JobState[]).includes(job.state);
      if (watch.stream === 'live' && !job.live && !ended)
        throw new AppError('job.not-live', 'The job was submitted without live keyframes.');
      if (running.size >= limit && !running.has(`${watch.stream} ${watch.job}`))
        throw new AppError('watch.exceeded', `${limit} streams are being watched already.`);
      return { job, begin: () => begin(watch, ended) };
    },
    stop(job) {
      for (const [key, watch] of running)
        if (watch.job === job) {
          running.delete(key);
          watch.stop();
        }
    },
    stopAll() {
      for (const { stop } of running.values()) stop();
      running.clear();
    },
  };
}

function watchLive(
  { hub, outbox, metrics }: WatchesOptions,
  { job, face }: Watch,
  { ended, over }: { ended: boolean; over(): void },
): () => void {
  let frames = 0;
  let dropped = 0;
  const slot = outbox.slot((count) => {
    frames -= count;
    dropped += count;
    metrics.framesDropped(count);
  });
  const end = () => {
    slot.flush();
    slot.remove();
    outbox.send(encode({ type: 'end', job, stream: 'live', frames, dropped }));
    over();
  };
  if (ended) {
    end();
    return () => {};
  }
  const leave = hub.watch(job, face, {
    tables(bytes) {
      slot.clear();
      outbox.send(bytes);
    },
    keyframes(bytes, count) {
      frames += count;
      metrics.framesSent('live', count);
      slot.put(bytes, count);
    },
    end,
  });
  return () => {
    leave();
    slot.remove();
  };
}

function watchRecorded(
  { jobs, clips, outbox, metrics, onError }: WatchesOptions,
  { job, face, fromSequence }: Watch,
  over: () => void,
): () => void {
  const stop = new AbortController();
  const onSent = (frames: number) => metrics.framesSent('recorded', frames);
  streamRecorded({ jobs, clips, outbox, job, face, fromSequence, signal: stop.signal, onSent })
    .catch((thrown: unknown) => {
      if (!stop.signal.aborted) onError(toAppError(thrown), job);
    })
    .finally(over);
  return () => stop.abort();
}
