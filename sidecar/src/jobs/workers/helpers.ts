import type { PoolState, SharedClip } from './pool-state.ts';
import { helpClip } from './share-clip.ts';

/** Processes that use the room that no job needs. */
export interface Helpers {
  /** Fills the free room with helpers of the clips that have most left to track. */
  invite(): void;
  /** Ends a helper where a job has no room because of it; its segment is tracked again. */
  giveWay(): Promise<void>;
  /** Resolves when a clip has no helpers any more. */
  gone(clip: SharedClip): Promise<void>;
  count(): number;
}

/** A clip is shared while this many of its segments are open: the leader takes one of them itself. */
const WORTH_HELP = 2;

interface Helper {
  readonly clip: SharedClip;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export function createHelpers(state: PoolState): Helpers {
  const helpers = new Set<Helper>();

  const invite = (): void => {
    while (state.jobs + helpers.size < state.slots.count) {
      const [clip] = [...state.clips].sort((a, b) => b.ledger.open() - a.ledger.open());
      if (clip === undefined || clip.ledger.open() < WORTH_HELP) return;
      start(clip);
    }
  };
  const start = (clip: SharedClip): void => {
    const stop = new AbortController();
    const key = {};
    const ended = helpClip(clip.job, clip.ledger, {
      signal: AbortSignal.any([stop.signal, clip.stop.signal]),
      memoryCap: state.slots.memoryCap,
      fork: state.fork,
      onResident: (bytes) => state.resident.set(key, bytes),
    }).then((well) => {
      // a fault of the clip would end the next helper too
      if (!well && !stop.signal.aborted) state.clips.delete(clip);
      state.resident.delete(key);
      helpers.delete(helper);
      invite();
    });
    const helper: Helper = { clip, stop, ended };
    helpers.add(helper);
  };
  return {
    invite,
    async giveWay() {
      if (state.jobs + helpers.size <= state.slots.count) return;
      // the one that came last has done least
      const last = [...helpers].at(-1);
      last?.stop.abort();
      await last?.ended;
    },
    async gone(clip) {
      await Promise.all([...helpers].filter((each) => each.clip === clip).map(({ ended }) => ended));
    },
    count: () => helpers.size,
  };
}
