/** Rows of numbers of a clip: row i starts at `i * stride`; only those with `use[i]` count. */
export interface Rows {
  readonly values: Float32Array;
  readonly stride: number;
  readonly use: Uint8Array;
}

/** A few thousand rows tell a clip's distribution as well as all. */
const MOST_ROWS = 4096;
/** Part of the frames that a rest is read from: the values that lie closest together. */
const REST_SHARE = 0.35;

/** The used values of one column, rising; of a long clip every k-th row. */
export function sortedColumn({ values, stride, use }: Rows, offset: number): Float32Array {
  const step = Math.max(1, Math.floor(use.length / MOST_ROWS));
  const column = new Float32Array(Math.ceil(use.length / step));
  let count = 0;
  for (let i = 0; i < use.length; i += step) if (use[i] === 1) column[count++] = values[i * stride + offset]!;
  return column.subarray(0, count).sort();
}

/**
 * A quantile of one column over a clip.
 *
 * @param share 0 (least) to 1 (greatest).
 * @returns `otherwise` when no row is used.
 */
export function columnQuantile(rows: Rows, offset: number, share: number, otherwise: number): number {
  const column = sortedColumn(rows, offset);
  return column.length === 0 ? otherwise : column[Math.round(share * (column.length - 1))]!;
}

/** A resting value and how far the values around it scatter to either side. */
export interface Rest {
  readonly centre: number;
  readonly scatter: number;
}

/**
 * Where a measure rests: the middle of the narrowest span that holds a third of its values. A face comes
 * back to rest again and again and is there alike, while its expressions differ; so this holds where the
 * median is pulled along by an expression that is often there.
 *
 * @param sorted rising values, at least one. @param within quantiles between which the rest can lie.
 */
export function restOf(sorted: ArrayLike<number>, within: readonly [number, number] = [0, 1]): Rest {
  const last = sorted.length - 1;
  const held = Math.max(1, Math.round(REST_SHARE * last));
  const first = Math.min(last, Math.floor(within[0] * last));
  const end = Math.max(first, Math.ceil(within[1] * last) - held);
  let from = first;
  let width = Number.POSITIVE_INFINITY;
  for (let k = first; k <= end; k++) {
    const span = sorted[Math.min(last, k + held)]! - sorted[k]!;
    if (span < width) {
      width = span;
      from = k;
    }
  }
  const low = sorted[from]!;
  const high = sorted[Math.min(last, from + held)]!;
  return { centre: (low + high) / 2, scatter: (high - low) / 2 };
}

/** How far two lists of as many numbers go along with each other, Pearson's: -1 to 1; 0 where one never changes. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const count = a.length;
  let meanA = 0;
  let meanB = 0;
  for (let i = 0; i < count; i++) {
    meanA += a[i]! / count;
    meanB += b[i]! / count;
  }
  let both = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < count; i++) {
    const da = a[i]! - meanA;
    const db = b[i]! - meanB;
    both += da * db;
    squareA += da * da;
    squareB += db * db;
  }
  return squareA > 0 && squareB > 0 ? both / Math.sqrt(squareA * squareB) : 0;
}
