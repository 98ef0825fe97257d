import type { ForkedWorker } from '../pipeline/fork-worker.ts';

/** What every command gets beside its own arguments. */
export interface CliContext {
  /** Aborts at the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** The worker that was started ahead for `track`. */
  readonly worker: ForkedWorker | null;
}
