import { addScaledVec, lengthOf, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { HIP, SHOULDER } from '../clip/landmark-points.ts';

/**
 * The tracker shows a trunk that looks aside as turned less than it is, in the picture and in its metric points
 * alike: of 38, 40, 52 and 57 degrees it shows 26, 23, 42 and 39. The depth of the lines across the trunk over
 * what it shows.
 */
export const LINE_DEPTH = 1.4;

/**
 * Landmarks of each line's left end: those that err with it in the picture too, and those that only hang on it in
 * the metric points, whose directions are right. Those of the right end follow each by one.
 */
const LINES = [
  { marked: [SHOULDER.l, 13, 15, 17, 19, 21], hung: [] },
  { marked: [HIP.l], hung: [25, 27, 29, 31] },
] as const;

/** A body by pose landmark. */
interface Points {
  /** Pixels right of the optical axis, and above it. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Component axes about the hips, cm. */
  readonly world: readonly Vec3[];
  /** Distance of the hips from the camera, cm. */
  readonly depth: number;
}

/** Turns the lines of shoulders and hips about their middles, in place. */
export type LineDeepener = (points: Points) => void;

/**
 * Gives the lines of shoulders and hips more depth, their lengths kept, and moves the picture's points along; the
 * limbs go with their roots. By `1 / factor` what was done by `factor` is undone.
 *
 * @param focal of the camera, pixels.
 */
export function createLineDeepener(focal: number, factor = LINE_DEPTH): LineDeepener {
  const line = vec3();
  const shift = vec3();

  const move = ({ x, y, world, depth }: Points, k: number, share: number): void => {
    const point = world[k]!;
    const before = depth - point[1]!;
    addScaledVec(point, point, shift, share);
    const after = depth - point[1]!;
    x[k] = (x[k]! * before + shift[0]! * share * focal) / after;
    y[k] = (y[k]! * before + shift[2]! * share * focal) / after;
  };

  return (points) => {
    for (const { marked, hung } of LINES) {
      const [root] = marked;
      subVec(line, points.world[root]!, points.world[root + 1]!);
      const length = lengthOf(lengthOf(line[0]!, line[2]!), line[1]!);
      const deeper = lengthOf(lengthOf(line[0]!, line[2]!), line[1]! * factor);
      if (deeper === 0) continue;
      for (let axis = 0; axis < 3; axis++) {
        shift[axis] = line[axis]! * ((length / deeper) * (axis === 1 ? factor : 1) - 1);
      }
      for (const k of marked) {
        move(points, k, 0.5);
        move(points, k + 1, -0.5);
      }
      for (const k of hung) {
        addScaledVec(points.world[k]!, points.world[k]!, shift, 0.5);
        addScaledVec(points.world[k + 1]!, points.world[k + 1]!, shift, -0.5);
      }
    }
  };
}
