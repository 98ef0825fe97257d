import type { FromWorker } from '../../protocol/worker-messages.ts';
import type { Ledger } from './ledger.ts';

/** The ledger that the parent keeps for the processes that share a clip. */
export interface ParentLedger extends Ledger {
  /** The parent's answer to `take`. */
  answer(index: number | null): void;
}

/** @param signal ends the wait for an answer */
export function createParentLedger(send: (message: FromWorker) => void, signal: AbortSignal): ParentLedger {
  let waiting: { resolve(index: number | null): void; reject(reason: unknown): void } | null = null;
  const stop = () => waiting?.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  return {
    plan: (segments, done) => send({ type: 'plan', segments, done: [...done] }),
    take(index) {
      signal.throwIfAborted();
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        send({ type: 'take', index });
      });
    },
    finish: (index) => send({ type: 'checkpoint', index }),
    answer(index) {
      waiting?.resolve(index);
      waiting = null;
    },
  };
}
