/** Attempts of one job that may fail before it is given up. */
export const MOST_FAILURES = 4;

const FIRST_MS = 2000;
const GROWTH = 4;
const LONGEST_MS = 5 * 60_000;
/** Share of the delay that chance adds, so that jobs that failed together do not come back together. */
const SPREAD = 0.25;

/**
 * Milliseconds to wait before the next attempt, after so many failures (at least one).
 * @param chance 0 to 1
 */
export function retryDelay(failures: number, chance: number): number {
  const delay = Math.min(LONGEST_MS, FIRST_MS * GROWTH ** (failures - 1));
  return delay * (1 + SPREAD * chance);
}
