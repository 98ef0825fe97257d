import { normalizeQuat } from '../../skeleton/quaternion.ts';
import { angleTo } from './remove-outliers.ts';

/** A frame alone is off the middle of its neighbours by this at the least, radians. */
const SMALLEST = 0.25;
/**
 * The way through a frame alone bends this many times less without it (sum of squares over it and its neighbours). A finger
 * that taps as fast as people do bends as much again at the frames beside.
 */
const BENDS_LESS = 8;

/**
 * Where a bone turns fast, its neighbours scatter too widely for `findOutliers` to see that one frame goes its own way.
 *
 * @param rows x, y, z, w a frame, signs continuous.
 * @param from @param to of the frames that belong together, exclusive.
 * @param found is told each such frame; of two beside each other the first.
 */
export function findLoneFrames(
  rows: Float64Array,
  from: number,
  to: number,
  found: (frame: number) => void,
): void {
  const middle = new Float64Array(4);
  let after = 0;
  for (let i = from + 1; i + 2 < to; i++) {
    const before = after;
    after = angleTo(rows, i, rows, (i + 1) * 4);
    if (i < from + 2 || Math.max(before, after) < SMALLEST) continue;
    middleOf(middle, rows.subarray((i - 1) * 4), rows.subarray((i + 1) * 4));
    const off = angleTo(rows, i, middle);
    if (off < SMALLEST) continue;
    const here = rows.subarray(i * 4, i * 4 + 4);
    const bends = bendsBeside(rows, i, here);
    if (bendsBeside(rows, i, middle) * BENDS_LESS >= off * off + bends) continue;
    found(i);
    after = 0;
  }
}

/** How far the neighbours of a frame are off the middles of theirs, if the frame were `here`; the sum of the squares. */
function bendsBeside(rows: Float64Array, i: number, here: Float64Array): number {
  const middle = new Float64Array(4);
  let sum = 0;
  for (const side of [-1, 1]) {
    middleOf(middle, here, rows.subarray((i + 2 * side) * 4));
    sum += angleTo(rows, i + side, middle) ** 2;
  }
  return sum;
}

function middleOf(out: Float64Array, a: Float64Array, b: Float64Array): void {
  for (let k = 0; k < 4; k++) out[k] = a[k]! + b[k]!;
  normalizeQuat(out, out);
}
