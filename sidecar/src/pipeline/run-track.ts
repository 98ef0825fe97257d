import type { Skeleton } from '../protocol/motion.ts';
import type { TrackOptions } from '../protocol/options.ts';
import type { Report } from '../protocol/report.ts';
import type { Progress, TrackJob } from '../protocol/worker-messages.ts';
import { type ForkedWorker, forkWorker } from './fork-worker.ts';
import { OWN_FILES } from './output-files.ts';
import { stageOutput } from './stage-output.ts';
import { trackWithFallback } from './track-with-fallback.ts';

export interface TrackRequest {
  /** The clip. */
  input: string;
  /** Folder for the results; made when it is not there. */
  out: string;
  /** Write into a folder that holds other files. */
  force: boolean;
  options: TrackOptions;
  skeleton?: Skeleton;
  /** Names of the baked assets instead of those made from the file name. */
  asset?: TrackJob['asset'];
}

export interface TrackEvents {
  signal: AbortSignal;
  onProgress(progress: Progress): void;
  onWarning(message: string): void;
  /** The execution provider that the models run on. */
  onDevice(provider: string): void;
  /** A worker that was started ahead; else one is started. */
  worker?: ForkedWorker | null;
  /** How a worker is started; another one in tests. */
  fork?: () => ForkedWorker;
  /** Resident bytes at which the worker is ended; null is no cap. */
  memoryCap?: number | null;
}

export interface TrackResult {
  readonly outDir: string;
  readonly report: Report;
}

/**
 * Tracks one clip in a worker process and puts the results in place when all of them are there. When the
 * worker dies on anything but the plain CPU it is tried once more there, with a warning.
 */
export async function runTrack(request: TrackRequest, events: TrackEvents): Promise<TrackResult> {
  const { fork = forkWorker } = events;
  const first = events.worker ?? fork();
  try {
    const staged = await stageOutput(request.out, { force: request.force, ours: OWN_FILES });
    try {
      const report = await track(request, { ...events, fork, worker: first }, staged);
      await staged.commit();
      return { outDir: staged.outDir, report };
    } catch (error) {
      await staged.discard();
      throw error;
    }
  } finally {
    first.kill('SIGKILL');
  }
}

async function track(
  { input, options, skeleton, asset }: TrackRequest,
  { fork, worker, ...events }: TrackEvents & { worker: ForkedWorker; fork: () => ForkedWorker },
  { workDir, outDir }: { workDir: string; outDir: string },
): Promise<Report> {
  let first: ForkedWorker | null = worker;
  return await trackWithFallback(
    { input, workDir, outDir, options, skeleton, asset },
    {
      signal: events.signal,
      memoryCap: events.memoryCap ?? null,
      fork() {
        const next = first ?? fork();
        first = null;
        return next;
      },
      onMessage(message) {
        if (message.type === 'progress') events.onProgress(message.progress);
        else if (message.type === 'device') events.onDevice(message.provider);
        else if (message.type === 'warning') events.onWarning(message.message);
      },
    },
  );
}
