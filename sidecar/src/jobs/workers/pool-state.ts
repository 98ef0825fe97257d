import type { ForkedWorker } from '../../pipeline/fork-worker.ts';
import type { TrackJob } from '../../protocol/worker-messages.ts';
import type { Slots } from './default-slots.ts';
import type { SegmentLedger } from './segment-ledger.ts';

/** A clip whose leader works and whose segments others may track too. */
export interface SharedClip {
  readonly job: TrackJob;
  readonly ledger: SegmentLedger;
  /** Ends its helpers. */
  readonly stop: AbortController;
}

/** What the processes of a pool have in common. */
export interface PoolState {
  readonly slots: Slots;
  readonly fork: () => ForkedWorker;
  /** Clips that may be shared. */
  readonly clips: Set<SharedClip>;
  /** Resident bytes of each process. */
  readonly resident: Map<object, number>;
  /** Jobs that run or wait for room. */
  jobs: number;
  restarts: number;
}
