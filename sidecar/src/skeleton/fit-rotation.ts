import { normalizeQuat, type Quat, setQuat } from './quaternion.ts';
import type { Vec3 } from './vector.ts';

const SWEEPS = 12;
const CONVERGED = 1e-18;

/** Finds the rotation between two sets of points; keeps its scratch between calls. */
export interface RotationFitter {
  reset(): void;
  /** One pair: the rotation shall take `from` to `to`. Both relative to their centres. */
  add(from: Vec3, to: Vec3, weight: number): void;
  /** The rotation with the least weighted squared distance (Davenport's q-method). */
  solve(out: Quat): void;
}

export function createRotationFitter(): RotationFitter {
  /** Sum of weight * from_row * to_column. */
  const moments = new Float64Array(9);
  const matrix = new Float64Array(16);
  const vectors = new Float64Array(16);

  return {
    reset: () => {
      moments.fill(0);
    },
    add: (from, to, weight) => {
      for (let row = 0; row < 3; row++) {
        const scaled = from[row]! * weight;
        for (let column = 0; column < 3; column++) moments[row * 3 + column]! += scaled * to[column]!;
      }
    },
    solve: (out) => {
      fillDavenport(matrix, moments);
      diagonalise(matrix, vectors);
      let best = 0;
      for (let i = 1; i < 4; i++) if (matrix[i * 5]! > matrix[best * 5]!) best = i;
      setQuat(out, vectors[4 + best]!, vectors[8 + best]!, vectors[12 + best]!, vectors[best]!);
      normalizeQuat(out, out);
    },
  };
}

/** Symmetric 4x4 whose largest eigenvector is w, x, y, z of the best rotation (Horn 1987). */
function fillDavenport(matrix: Float64Array, m: Float64Array): void {
  const xx = m[0]!;
  const xy = m[1]!;
  const xz = m[2]!;
  const yx = m[3]!;
  const yy = m[4]!;
  const yz = m[5]!;
  const zx = m[6]!;
  const zy = m[7]!;
  const zz = m[8]!;
  matrix[0] = xx + yy + zz;
  matrix[5] = xx - yy - zz;
  matrix[10] = -xx + yy - zz;
  matrix[15] = -xx - yy + zz;
  matrix[1] = matrix[4] = yz - zy;
  matrix[2] = matrix[8] = zx - xz;
  matrix[3] = matrix[12] = xy - yx;
  matrix[6] = matrix[9] = xy + yx;
  matrix[7] = matrix[13] = zx + xz;
  matrix[11] = matrix[14] = yz + zy;
}

/** Jacobi rotations: the eigenvalues end on the diagonal of `a`, the eigenvectors in the columns of `v`. */
function diagonalise(a: Float64Array, v: Float64Array): void {
  v.fill(0);
  for (let i = 0; i < 4; i++) v[i * 5] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let off = 0;
    let size = 0;
    for (let p = 0; p < 4; p++) {
      size += a[p * 5]! * a[p * 5]!;
      for (let q = p + 1; q < 4; q++) off += a[p * 4 + q]! * a[p * 4 + q]!;
    }
    if (off <= CONVERGED * size) return;
    for (let p = 0; p < 3; p++) for (let q = p + 1; q < 4; q++) rotate(a, v, p, q);
  }
}

function rotate(a: Float64Array, v: Float64Array, p: number, q: number): void {
  const apq = a[p * 4 + q]!;
  if (apq === 0) return;
  const theta = (a[q * 5]! - a[p * 5]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < 4; k++) {
    const kp = a[k * 4 + p]!;
    const kq = a[k * 4 + q]!;
    a[k * 4 + p] = c * kp - s * kq;
    a[k * 4 + q] = s * kp + c * kq;
  }
  for (let k = 0; k < 4; k++) {
    const pk = a[p * 4 + k]!;
    const qk = a[q * 4 + k]!;
    a[p * 4 + k] = c * pk - s * qk;
    a[q * 4 + k] = s * pk + c * qk;
    const vp = v[k * 4 + p]!;
    const vq = v[k * 4 + q]!;
    v[k * 4 + p] = c * vp - s * vq;
    v[k * 4 + q] = s * vp + c * vq;
  }
}
