import { ERRORS } from '../protocol/errors.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interrupt {
  /** Aborts at the first signal. */
  readonly signal: AbortSignal;
  /** Gives the signals back to Node. */
  dispose(): void;
}

/** The first Ctrl-C asks the work to stop and clean up; the second ends it at once through `killHard`. */
export function onInterrupt(killHard: () => void): Interrupt {
  const controller = new AbortController();
  const handle = () => {
    if (!controller.signal.aborted) return controller.abort();
    killHard();
    process.exit(ERRORS['job.cancelled'].exit);
  };
  for (const name of SIGNALS) process.on(name, handle);
  return {
    signal: controller.signal,
    dispose() {
      for (const name of SIGNALS) process.removeListener(name, handle);
    },
  };
}
