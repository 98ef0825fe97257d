/** Who tracks which segment. */
export interface Ledger {
  /** The clip in segments; comes before any `take`. */
  plan(segments: number, done: readonly number[]): void;
  /**
   * Asks for a segment. A leader names it: the number when it has to track it itself, null when its checkpoint is
   * there. A helper asks for any (null): a number, or null when there is no more.
   */
  take(index: number | null): Promise<number | null>;
  /** The checkpoint of a segment is there. */
  finish(index: number): void;
}

/** The ledger of a process that does everything itself. */
export const ownLedger: Ledger = {
  plan() {},
  take: async (index) => index,
  finish() {},
};
