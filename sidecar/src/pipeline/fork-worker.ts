import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BUILD } from '../protocol/program.ts';

/** Bytes of the worker's last output that are kept for the message of a crash. */
const TAIL_BYTES = 4096;

const ENTRY = new URL('pipeline/worker-main.js', BUILD);

const NODE_FLAGS = [
  // young generation of each JavaScript heap, MB; the default of 16 lets the heaps of the worker and its threads
  // swell by some 50 MB in the first minute of a clip, and is no faster
  '--max-semi-space-size=4',
  // threads that compile and tidy up behind the scenes: the default of 4 takes the cores from the models and, at the
  // end, from the solver
  '--v8-pool-size=1',
];

/**
 * Blocks from this size on go back to the system when they are free. glibc raises the bound by itself to 32 MB, and
 * the holes that models and pictures then leave in its heaps take 60 MB within a minute of a clip. Costs 2 % of time.
 */
const WORKER_ENV = { MALLOC_MMAP_THRESHOLD_: '131072' };

/** A worker process that waits for its job. */
export interface ForkedWorker {
  readonly child: ChildProcess;
  /** Last text the process wrote to stderr: where native code says why it aborts. */
  tail(): string;
  /** Ends the process and every process it started; safe to call more than once. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/**
 * Starts a worker. It leads its own process group, so that a Ctrl-C in the terminal reaches the parent
 * alone and `kill` reaches the worker's children too; it ends by itself when its parent is gone.
 * This file imports nothing heavy: a worker is started before anything else is loaded.
 */
export function forkWorker(entry: URL = ENTRY): ForkedWorker {
  const grouped = process.platform !== 'win32';
  const child = fork(fileURLToPath(entry), [], {
    detached: grouped,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: NODE_FLAGS,
    env: { ...process.env, ...WORKER_ENV },
    // keyframes are typed arrays
    serialization: 'advanced',
  });
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-TAIL_BYTES);
  });
  // a failed start or a closed channel is seen as the exit of the process
  child.on('error', () => {});
  return {
    child,
    tail: () => tail,
    kill(signal) {
      if (child.pid === undefined) return;
      try {
        if (grouped) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // already gone
      }
    },
  };
}
