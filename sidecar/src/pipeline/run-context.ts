import type { MotionChunk, MotionTables } from '../protocol/motion-chunk.ts';
import type { Progress, TrackJob } from '../protocol/worker-messages.ts';
import { createFrameMemory, type FrameMemory } from '../video/frame-memory.ts';
import { createProgressMeter, type ProgressMeter } from './progress-meter.ts';
import { type Ledger, ownLedger } from './segments/ledger.ts';
import { createStageClock, type StageClock } from './stage-clock.ts';

export interface TrackVideoEvents {
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
  /** Something that the user should know and that does not stop the run. */
  onWarning(message: string): void;
  /** The execution provider that the models run on. */
  onDevice(provider: string): void;
  /** Who tracks which segment; default: this process all of them. */
  readonly ledger?: Ledger;
  /** Told of live keyframes where the job asks for them. */
  readonly live?: LiveEvents;
}

export interface LiveEvents {
  onTables(tables: MotionTables): void;
  onKeyframes(chunk: MotionChunk): void;
}

/** What the steps of one run share. */
export interface RunContext {
  readonly job: TrackJob;
  readonly signal: AbortSignal;
  readonly clock: StageClock;
  readonly meter: ProgressMeter;
  /** Everything that was not as it should be, each sentence once. */
  readonly warnings: readonly string[];
  warn(message: string): void;
  /** Says where the models run. */
  onDevice(provider: string): void;
  readonly ledger: Ledger;
  /** The clip's frames while they are tracked, one segment after the other. */
  readonly frameMemory: FrameMemory;
  readonly live: LiveEvents | null;
}

export function createRunContext(job: TrackJob, events: TrackVideoEvents): RunContext {
  const warnings: string[] = [];
  return {
    job,
    signal: events.signal,
    clock: createStageClock(),
    meter: createProgressMeter(events.onProgress),
    warnings,
    onDevice: events.onDevice,
    ledger: events.ledger ?? ownLedger,
    frameMemory: createFrameMemory(),
    live: job.live ? (events.live ?? null) : null,
    warn(message) {
      if (warnings.includes(message)) return;
      warnings.push(message);
      events.onWarning(message);
    },
  };
}
