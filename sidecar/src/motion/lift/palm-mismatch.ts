import { distanceVec, type Vec3 } from '../../skeleton/vector.ts';
import { PALM_POINTS } from './palm.ts';

/** How far a palm's points are from a rigid palm's shape, whatever their size: share of the palm's size. */
export type PalmMismatch = (points: readonly Vec3[]) => number;

/** @param shape the palm, in the order of `PALM_POINTS`. */
export function createPalmMismatch(shape: readonly Vec3[]): PalmMismatch {
  const pairs = PALM_POINTS.flatMap((a, i) =>
    PALM_POINTS.slice(0, i).map((b, j) => ({ a, b, length: distanceVec(shape[i]!, shape[j]!) })),
  );
  const size = pairs.reduce((sum, { length }) => sum + length * length, 0);
  return (points) => {
    let match = 0;
    let square = 0;
    for (const { a, b, length } of pairs) {
      const distance = distanceVec(points[a]!, points[b]!);
      match += distance * length;
      square += distance * distance;
    }
    // Least squares over the scale: what is left of the lengths, over the lengths.
    return match > 0 ? Math.sqrt(Math.max(0, 1 - (match * match) / (square * size))) : 1;
  };
}
