/** How far around a frame its neighbours are looked at, frames. */
const REACH = 3;
/** A frame is off when it stands this many times the usual deviation from its neighbours' median (Hampel). */
const TIMES_USUAL = 3;
/** Standard deviation over median absolute deviation of a normal distribution. */
const NORMAL = 1.4826;
/** Smaller deviations are the low-pass's, radians. */
const SMALLEST = 0.25;

/**
 * Hampel filter on unit quaternions: a frame far off the median of those around it, measured by how they
 * themselves scatter about it, takes the median's place. A fast turn scatters as widely and is left.
 *
 * @param rows x, y, z, w a frame, signs continuous; changed in place.
 * @param from @param to of the frames that belong together, exclusive.
 */
export function removeOutliers(rows: Float64Array, from: number, to: number): void {
  const fixes: [frame: number, ...value: number[]][] = [];
  findOutliers(rows, from, to, (frame, median) => fixes.push([frame, ...median]));
  for (const [frame, ...value] of fixes) rows.set(value, frame * 4);
}

/** Finds what {@link removeOutliers} removes. @param found is told each frame with the median around it. */
export function findOutliers(
  rows: Float64Array,
  from: number,
  to: number,
  found: (frame: number, median: Float64Array) => void,
): void {
  const median = new Float64Array(4);
  const near = new Float64Array(2 * REACH + 1);
  let after = 0;
  for (let i = from; i < to; i++) {
    const before = after;
    after = i + 1 < to ? angleTo(rows, i, rows, (i + 1) * 4) : 0;
    if (Math.max(before, after) < SMALLEST) continue;
    const first = Math.max(from, i - REACH);
    const last = Math.min(to - 1, i + REACH);
    medianOf(median, near, rows, { first, last });
    const off = angleTo(rows, i, median);
    if (off < SMALLEST) continue;
    for (let j = first; j <= last; j++) near[j - first] = angleTo(rows, j, median);
    if (off > TIMES_USUAL * NORMAL * middle(near, last - first + 1)) found(i, median);
  }
}

/** @param near scratch for the values of the frames `first` to `last`, inclusive. */
function medianOf(
  out: Float64Array,
  near: Float64Array,
  rows: Float64Array,
  { first, last }: { first: number; last: number },
): void {
  let size = 0;
  for (let k = 0; k < 4; k++) {
    for (let j = first; j <= last; j++) near[j - first] = rows[j * 4 + k]!;
    out[k] = middle(near, last - first + 1);
    size += out[k]! ** 2;
  }
  const scale = size > 0 ? 1 / Math.sqrt(size) : 0;
  for (let k = 0; k < 4; k++) out[k]! *= scale;
}

/** From a row to the quaternion at `start` of others, radians, by their chord. */
export function angleTo(rows: Float64Array, at: number, others: Float64Array, start = 0): number {
  let chord = 0;
  for (let k = 0; k < 4; k++) chord += (rows[at * 4 + k]! - others[start + k]!) ** 2;
  return 4 * Math.asin(Math.min(1, Math.sqrt(chord) / 2));
}

/** Sorts the first values, few as they are, by insertion; returns their median. */
function middle(values: Float64Array, count: number): number {
  for (let i = 1; i < count; i++) {
    const value = values[i]!;
    let j = i;
    for (; j > 0 && values[j - 1]! > value; j--) values[j] = values[j - 1]!;
    values[j] = value;
  }
  return values[count >> 1]!;
}
