/** Answers a worker that asked for a segment: see `take` of the worker's messages. */
export type Answer = (index: number | null) => void;

/** Who tracks which segment of one clip: kept by the parent of the processes that share it. */
export interface SegmentLedger {
  plan(segments: number, done: readonly number[]): void;
  /** The leader asks for a certain segment; it is answered when the segment is free or done. */
  lead(index: number, answer: Answer): void;
  /** A helper asks for any: it gets the last one that is free. */
  help(helper: object, answer: Answer): void;
  finish(index: number): void;
  /** A process is gone: what it had taken is free again. Null is the leader. */
  drop(helper: object | null): void;
  /** Segments that nobody has taken. */
  open(): number;
}

export function createSegmentLedger(): SegmentLedger {
  const owners = new Map<number, object | null>();
  const free = new Set<number>();
  let waiting: { index: number; answer: Answer } | null = null;

  const lead = (index: number, answer: Answer): void => {
    if (free.delete(index)) {
      owners.set(index, null);
      answer(index);
    } else if (owners.has(index)) waiting = { index, answer };
    else answer(null);
  };
  const wake = (): void => {
    const { index, answer } = waiting ?? {};
    if (index === undefined || owners.has(index)) return;
    waiting = null;
    lead(index, answer!);
  };
  return {
    plan(segments, done) {
      for (let index = 0; index < segments; index++)
        if (!done.includes(index) && !owners.has(index)) free.add(index);
    },
    lead,
    help(helper, answer) {
      // from the end: the leader comes from the beginning, and gives frames out in their order
      const index = free.size === 0 ? null : Math.max(...free);
      if (index !== null) {
        free.delete(index);
        owners.set(index, helper);
      }
      answer(index);
    },
    finish(index) {
      owners.delete(index);
      free.delete(index);
      wake();
    },
    drop(helper) {
      for (const [index, owner] of owners)
        if (owner === helper) {
          owners.delete(index);
          free.add(index);
        }
      if (helper === null) waiting = null;
      else wake();
    },
    open: () => free.size,
  };
}
