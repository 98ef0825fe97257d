import { addScaledVec, lengthOf, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { HIP, SHOULDER } from '../clip/landmark-points.ts';

/**
 * The tracker shows a trunk that looks aside as turned less than it is, in the picture and in its metric points
 * alike: of 38, 40, 48 and 52 degrees it shows 26, 23, 35 and 36. Below 10 degrees what it shows is noise, and no
 * less than what is. Between these two the depth of a line across the trunk comes to count more, radians.
 */
const SEEN_ACROSS = 0.14;
const SEEN_TURNED = 0.44;

/**
 * How much deeper a line across the trunk is than it is shown.
 *
 * @param shown how far it is shown turned out of the picture plane, radians, 0 to a quarter turn.
 * @param deeper what is added to its depth where it is plainly turned, a share of it.
 */
export type LineDepth = (shown: number, deeper: number) => number;

export const lineDepth: LineDepth = (shown, deeper) => {
  const t = Math.min(1, Math.max(0, (shown - SEEN_ACROSS) / (SEEN_TURNED - SEEN_ACROSS)));
  return 1 + deeper * t * t * (3 - 2 * t);
};

/**
 * Landmarks of each line's left end: those that err with it in the picture too, and those that only hang on it in
 * the metric points, whose directions are right. Those of the right end follow each by one.
 */
const LINES = [
  { marked: [SHOULDER.l, 13, 15, 17, 19, 21], hung: [], deeper: 0.4 },
  { marked: [HIP.l], hung: [25, 27, 29, 31], deeper: 0.8 },
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
 * limbs go with their roots.
 *
 * @param focal of the camera, pixels.
 */
export function createLineDeepener(focal: number, depthOf: LineDepth = lineDepth): LineDeepener {
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
    for (const { marked, hung, deeper } of LINES) {
      const [root] = marked;
      subVec(line, points.world[root]!, points.world[root + 1]!);
      const across = lengthOf(line[0]!, line[2]!);
      const factor = depthOf(Math.atan2(Math.abs(line[1]!), across), deeper);
      const before = lengthOf(across, line[1]!);
      const after = lengthOf(across, line[1]! * factor);
      if (after === 0) continue;
      for (let axis = 0; axis < 3; axis++) {
        shift[axis] = line[axis]! * ((before / after) * (axis === 1 ? factor : 1) - 1);
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
