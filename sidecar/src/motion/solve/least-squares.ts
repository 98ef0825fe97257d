import { dotVec, type Vec3 } from '../../skeleton/vector.ts';

/** Small weighted least squares: gathers rows, then steps the unknowns. Holds scratch. */
export interface LeastSquares {
  reset(): void;
  /** One equation: `row` times the step is `value`. */
  add(row: ArrayLike<number>, value: number, weight: number): void;
  /** Three equations: the columns, a vector for each of the first unknowns, times the step are `value`. */
  addVector(columns: readonly Vec3[], value: Vec3, weight: number): void;
  /**
   * Adds the best step to `unknowns` and returns its largest part; leaves them when the rows do not determine
   * one, and returns 0.
   */
  step(unknowns: Float64Array): number;
}

/** Added to the diagonal, so that an unknown that no row tells stays. */
const RIDGE = 1e-6;

export function createLeastSquares(size: number): LeastSquares {
  const normal = new Float64Array(size * size);
  const right = new Float64Array(size);

  return {
    reset: () => {
      normal.fill(0);
      right.fill(0);
      for (let i = 0; i < size; i++) normal[i * size + i] = RIDGE;
    },
    add: (row, value, weight) => {
      for (let i = 0; i < size; i++) {
        const scaled = row[i]! * weight;
        if (scaled === 0) continue;
        right[i]! += scaled * value;
        for (let j = 0; j <= i; j++) normal[i * size + j]! += scaled * row[j]!;
      }
    },
    addVector: (columns, value, weight) => {
      for (let i = 0; i < columns.length; i++) {
        right[i]! += dotVec(columns[i]!, value) * weight;
        for (let j = 0; j <= i; j++) normal[i * size + j]! += dotVec(columns[i]!, columns[j]!) * weight;
      }
    },
    step: (unknowns) => {
      if (!factor(normal, size)) return 0;
      substitute(normal, right, size);
      let largest = 0;
      for (let i = 0; i < size; i++) {
        unknowns[i]! += right[i]!;
        largest = Math.max(largest, Math.abs(right[i]!));
      }
      return largest;
    },
  };
}

/** Cholesky in place, lower half; false when the matrix is not positive. */
function factor(m: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = m[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= m[i * size + k]! * m[j * size + k]!;
      if (i > j) m[i * size + j] = sum / m[j * size + j]!;
      else if (sum <= 0) return false;
      else m[i * size + i] = Math.sqrt(sum);
    }
  }
  return true;
}

function substitute(m: Float64Array, v: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) v[i]! -= m[i * size + k]! * v[k]!;
    v[i]! /= m[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) v[i]! -= m[k * size + i]! * v[k]!;
    v[i]! /= m[i * size + i]!;
  }
}
