import type { Progress, Stage } from '../protocol/worker-messages.ts';

/** Progress is told at most this often. */
const EVERY_MS = 100;

export interface ProgressMeter {
  /** Starts a stage; the total is null when nobody knows it. */
  start(stage: Stage, framesTotal: number | null): void;
  /** One more frame of the stage is done. */
  step(): void;
  /** One more frame was done in an earlier run: it counts, but says nothing of the speed. */
  skip(): void;
  /** The stage did what there was to do. */
  finish(): void;
}

/** Counts frames and says now and then how far the work is, how fast it goes and how long it takes. */
export function createProgressMeter(
  tell: (progress: Progress) => void,
  now: () => number = () => performance.now(),
): ProgressMeter {
  let stage: Stage = 'prepare';
  let total: number | null = null;
  let done = 0;
  let skipped = 0;
  let started = 0;
  let told = 0;

  const report = () => {
    told = now();
    const seconds = (told - started) / 1000;
    const fps = done > skipped && seconds > 0 ? (done - skipped) / seconds : 0;
    // a clip may hold more frames than its container says
    const framesTotal = total === null ? null : Math.max(total, done);
    const etaSeconds = framesTotal === null || fps === 0 ? null : (framesTotal - done) / fps;
    tell({ stage, framesDone: done, framesTotal, fps, etaSeconds });
  };
  return {
    start(nextStage, framesTotal) {
      stage = nextStage;
      total = framesTotal;
      done = 0;
      skipped = 0;
      started = now();
      report();
    },
    step() {
      done++;
      if (now() - told >= EVERY_MS) report();
    },
    skip() {
      skipped++;
      done++;
      if (now() - told >= EVERY_MS) report();
    },
    finish() {
      total = done;
      report();
    },
  };
}
