import type { Side } from '../../skeleton/body-bones.ts';

/** Rounds of the power iteration: the shares are settled to a hundredth by then. */
const ROUNDS = 12;
/** A side whose own doing spreads by this part of the movement's (variances) is not believed apart at all. */
const WILD = 1 / 3;
/** Fewer frames tell nothing of what goes along with what. */
const LEAST_ROWS = 8;

/** How far each of several measures of the same movement can be believed on one performer. */
export interface Together {
  /** Share of each measure in the movement; none below 0, their sum is 1. */
  readonly weights: number[];
  /** How far what one side does apart from the other is its own and not the mesh's doing, 0 to 1. */
  readonly apart: Readonly<Record<Side, number>>;
}

/**
 * Measures of one movement go along with each other, while each errs in its own way; so each counts by the
 * square of its share in the first principal component of them all, and not at all where it goes against it.
 * A side that moves much, but not with the movement, is the mesh's doing.
 *
 * @param rows a number a measure, one row after the other, 0 at rest.
 * @param sides of the measures, as many of each.
 */
export function weighTogether(rows: ArrayLike<number>, sides: readonly Side[]): Together {
  const count = sides.length;
  const even = { weights: sides.map(() => 1 / count), apart: { l: 1, r: 1 } };
  if (rows.length < LEAST_ROWS * count) return even;
  const spread = covariance(rows, count);
  const share = Float64Array.from(even.weights);
  for (let round = 0; round < ROUNDS; round++) if (!project(share, spread)) return even;
  const squares = share.map((w) => w * w);
  const total = squares.reduce((sum, w) => sum + w, 0);
  const weights = Array.from(squares, (w) => w / total);
  const apartOf = (side: Side): number => {
    const own = sides.map((s) => (s === side ? 2 / count : 0));
    const both = product(weights, spread, weights);
    const along = product(own, spread, weights);
    const alone = product(own, spread, own) - (along * along) / both;
    return Math.min(1, Math.max(0, 1 - alone / both / WILD));
  };
  return { weights, apart: { l: apartOf('l'), r: apartOf('r') } };
}

function covariance(rows: ArrayLike<number>, count: number): Float64Array {
  const frames = rows.length / count;
  const mean = new Float64Array(count);
  for (let i = 0; i < rows.length; i++) mean[i % count]! += rows[i]! / frames;
  const out = new Float64Array(count * count);
  for (let start = 0; start < rows.length; start += count) {
    for (let a = 0; a < count; a++) {
      const off = (rows[start + a]! - mean[a]!) / frames;
      for (let b = 0; b < count; b++) out[a * count + b]! += off * (rows[start + b]! - mean[b]!);
    }
  }
  return out;
}

/** One round; false where nothing moves. */
function project(share: Float64Array, spread: Float64Array): boolean {
  const count = share.length;
  const next = share.map((_, a) => {
    let sum = 0;
    for (let b = 0; b < count; b++) sum += spread[a * count + b]! * share[b]!;
    return Math.max(0, sum);
  });
  const total = next.reduce((sum, w) => sum + w, 0);
  if (total <= 0) return false;
  for (let a = 0; a < count; a++) share[a] = next[a]! / total;
  return true;
}

function product(a: ArrayLike<number>, matrix: Float64Array, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    for (let k = 0; k < b.length; k++) sum += a[i]! * matrix[i * b.length + k]! * b[k]!;
  }
  return sum;
}
