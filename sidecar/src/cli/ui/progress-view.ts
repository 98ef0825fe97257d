import type { Options, SingleBar } from 'cli-progress';
import type { Progress, Stage } from '../../protocol/worker-messages.ts';

/** Shows how far a run is. */
export interface ProgressView {
  update(progress: Progress): void;
  /** Makes room for a line of log; the view comes back with its next update. */
  clear(): void;
  stop(): void;
}

const STAGE_TEXT = {
  prepare: 'Preparing',
  track: 'Tracking',
  solve: 'Solving',
  bake: 'Baking',
  overlay: 'Drawing',
  report: 'Measuring',
} as const satisfies Record<Stage, string>;

const LINE_EVERY_MS = 5000;
const BAR_WIDTH = 24;
const BAR_OPTIONS: Options = {
  stream: process.stderr,
  format: '{bar}  {text}',
  formatBar: (ratio) => {
    const full = Math.round(Math.min(1, ratio) * BAR_WIDTH);
    return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
  },
  hideCursor: true,
  clearOnComplete: true,
  gracefulExit: false,
  emptyOnZero: true,
  linewrap: false,
};

/** Nothing at all: `--quiet`. */
export function noProgress(): ProgressView {
  return { update() {}, clear() {}, stop() {} };
}

/** One JSON line on stdout for each step. */
export function jsonProgress(): ProgressView {
  return {
    update: (progress) =>
      void process.stdout.write(`${JSON.stringify({ event: 'progress', ...progress })}\n`),
    clear() {},
    stop() {},
  };
}

/** A plain line on stderr when a stage starts and every few seconds: for logs and pipes. */
export function lineProgress(now: () => number = () => performance.now()): ProgressView {
  let stage: Stage | null = null;
  let last = 0;
  return {
    update(progress) {
      if (progress.stage === stage && now() - last < LINE_EVERY_MS) return;
      stage = progress.stage;
      last = now();
      process.stderr.write(`${describeProgress(progress)}\n`);
    },
    clear() {},
    stop() {},
  };
}

/** A bar on stderr that redraws itself; its library is loaded with the first update, when the work is under way. */
export function barProgress(): ProgressView {
  let loading = false;
  let bar: SingleBar | null = null;
  let running = false;
  const stop = () => {
    if (running) bar?.stop();
    running = false;
  };
  const load = async () => {
    loading = true;
    const { default: cliProgress } = await import('cli-progress');
    bar = new cliProgress.SingleBar(BAR_OPTIONS);
  };
  return {
    update(progress) {
      if (!loading) void load();
      const total = Math.max(progress.framesTotal ?? 0, progress.framesDone);
      const payload = { text: describeProgress(progress) };
      if (!running) bar?.start(total, progress.framesDone, payload);
      else {
        bar?.setTotal(total);
        bar?.update(progress.framesDone, payload);
      }
      running = bar !== null;
    },
    clear: stop,
    stop,
  };
}

/** `Tracking  40 of 125 frames  31.2 fps  3 s left` */
export function describeProgress({ stage, framesDone, framesTotal, fps, etaSeconds }: Progress): string {
  const parts: string[] = [STAGE_TEXT[stage]];
  if (framesDone > 0 || framesTotal !== null)
    parts.push(`${framesDone}${framesTotal === null ? '' : ` of ${framesTotal}`} frames`);
  if (fps > 0) parts.push(`${fps.toFixed(1)} fps`);
  if (etaSeconds !== null) parts.push(`${duration(etaSeconds)} left`);
  return parts.join('  ');
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
