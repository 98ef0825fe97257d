/** How far around a frame its neighbours are looked at, frames. */
const REACH = 3;
/** A frame is off when it stands this many times the usual deviation from its neighbours' median (Hampel). */
const TIMES_USUAL = 3;
/** Standard deviation over median absolute deviation of a normal distribution. */
const NORMAL = 1.4826;
/** Smaller deviations are the low-pass's, radians. */
const SMALLEST = 0.25;

/** Angle between rows a and b of unit quaternions with continuous signs, radians, from their chord. */
export function angleBetween(rows: Float64Array, a: number, b: number): number {
  let chord = 0;
  for (let k = 0; k < 4; k++) chord += (rows[a * 4 + k]! - rows[b * 4 + k]!) ** 2;
  return 4 * Math.asin(Math.min(1, Math.sqrt(chord) / 2));
}

/**
 * Hampel filter on unit quaternions: a frame far off the median of those around it, measured by how they
 * themselves scatter about it, takes the median's place. A fast turn scatters as widely and is left.
 *
 * @param rows x, y, z, w a frame, signs continuous; changed in place.
 * @param from @param to of the frames that belong together, exclusive.
 */
export function removeOutliers(rows: Float64Array, from: number, to: number): void {
  const median = new Float64Array(4);
  const fixes: [frame: number, ...value: number[]][] = [];
  for (let i = from; i < to; i++) {
    const before = i > from ? angleBetween(rows, i - 1, i) : 0;
    const after = i + 1 < to ? angleBetween(rows, i, i + 1) : 0;
    if (Math.max(before, after) < SMALLEST) continue;
    const first = Math.max(from, i - REACH);
    const last = Math.min(to - 1, i + REACH);
    medianOf(median, rows, first, last);
    const off = angleTo(rows, i, median);
    if (off < SMALLEST) continue;
    const scatter: number[] = [];
    for (let j = first; j <= last; j++) scatter.push(angleTo(rows, j, median));
    if (off > TIMES_USUAL * NORMAL * middle(scatter)) fixes.push([i, ...median]);
  }
  for (const [frame, ...value] of fixes) rows.set(value, frame * 4);
}

function medianOf(out: Float64Array, rows: Float64Array, first: number, last: number): void {
  let size = 0;
  for (let k = 0; k < 4; k++) {
    const values: number[] = [];
    for (let j = first; j <= last; j++) values.push(rows[j * 4 + k]!);
    out[k] = middle(values);
    size += out[k]! ** 2;
  }
  const scale = size > 0 ? 1 / Math.sqrt(size) : 0;
  for (let k = 0; k < 4; k++) out[k]! *= scale;
}

function angleTo(rows: Float64Array, at: number, q: Float64Array): number {
  let chord = 0;
  for (let k = 0; k < 4; k++) chord += (rows[at * 4 + k]! - q[k]!) ** 2;
  return 4 * Math.asin(Math.min(1, Math.sqrt(chord) / 2));
}

function middle(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1]!;
}
