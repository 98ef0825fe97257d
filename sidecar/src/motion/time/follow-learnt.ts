import { passShare } from './one-euro.ts';

/** Cut-off with which what is newly learnt is taken over, Hz: nine tenths in a second and a quarter. */
const HERTZ = 0.3;
/** Of what was left to take over, so little that the rest is taken at once. */
const SETTLED = 0.02;

/**
 * What holds at a time.
 *
 * @param learnt what is known by now; another object each time it is learnt anew. @param now the frame's time, seconds,
 *   rising from call to call.
 * @returns the same object as long as nothing changes.
 */
export type Follower<T> = (learnt: T, now: number) => T;

/**
 * Follows what a stream learns on its way without a jump: every number of it glides from what was known to what is.
 * Where something was not known, it is taken as it is.
 */
export function createFollower<T>(): Follower<T> {
  let goal: T | null = null;
  let held: T | null = null;
  let left = 0;
  let last = 0;

  return (learnt, now) => {
    const share = passShare(HERTZ, now - last);
    last = now;
    left = (learnt === goal ? left : 1) * (1 - share);
    goal = learnt;
    held = held === null || left < SETTLED ? learnt : mixTree(held, learnt, share);
    return held;
  };
}

/** Numbers of two trees of the same shape, mixed; where one has nothing, the second's. @param share of the second. */
function mixTree<T>(a: T, b: T, share: number): T {
  if (typeof a === 'number' && typeof b === 'number') return (a + (b - a) * share) as T;
  if (a instanceof Float64Array && b instanceof Float64Array)
    return b.map((value, k) => mixTree(a[k], value, share)!) as T;
  if (Array.isArray(a) && Array.isArray(b)) return b.map((value, k) => mixTree(a[k], value, share)) as T;
  if (!isTree(a) || !isTree(b)) return b;
  return Object.fromEntries(
    Object.entries(b).map(([key, value]) => [key, mixTree(a[key], value, share)]),
  ) as T;
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
