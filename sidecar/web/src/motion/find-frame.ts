/** Rounding of times on their way through files and players, seconds. */
const SLACK = 1e-3;

/** Number of the first `count` values, which ascend, that are below `time`. */
function countBelow(times: Float64Array, count: number, time: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the value nearest to `time` among the first `count`, which ascend; -1 of none. */
export function nearest(times: Float64Array, count: number, time: number): number {
  const after = countBelow(times, count, time);
  if (after === count) return count - 1;
  return after > 0 && time - times[after - 1]! <= times[after]! - time ? after - 1 : after;
}

/**
 * Index of the picture on the screen at `time`, for pictures that are shown from their time on until the next one's;
 * the first before all of them, -1 of none.
 */
export function shownAt(times: Float64Array, count: number, time: number): number {
  return count === 0 ? -1 : Math.max(0, countBelow(times, count, time + SLACK) - 1);
}
