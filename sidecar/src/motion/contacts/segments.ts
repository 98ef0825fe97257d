import { addScaledVec, dotVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';

/** Finds where two segments are nearest to each other. Holds scratch. */
export interface SegmentMeter {
  /** Nearest points, written by {@link SegmentMeter.distance}. */
  readonly onFirst: Vec3;
  readonly onSecond: Vec3;
  distance(a: Vec3, b: Vec3, c: Vec3, d: Vec3): number;
}

/** Ericson, Real-Time Collision Detection, 5.1.9. */
export function createSegmentMeter(): SegmentMeter {
  const onFirst = vec3();
  const onSecond = vec3();
  const first = vec3();
  const second = vec3();
  const between = vec3();

  return {
    onFirst,
    onSecond,
    distance: (a, b, c, d) => {
      subVec(first, b, a);
      subVec(second, d, c);
      subVec(between, a, c);
      const aa = dotVec(first, first);
      const bb = dotVec(second, second);
      const ab = dotVec(first, second);
      const ar = dotVec(first, between);
      const br = dotVec(second, between);
      const slope = aa * bb - ab * ab;
      let s = slope > 1e-12 ? clamp((ab * br - ar * bb) / slope) : 0;
      let t = bb > 0 ? (ab * s + br) / bb : 0;
      if (t < 0 || t > 1) {
        t = clamp(t);
        s = aa > 0 ? clamp((ab * t - ar) / aa) : 0;
      }
      addScaledVec(onFirst, a, first, s);
      addScaledVec(onSecond, c, second, t);
      subVec(between, onSecond, onFirst);
      return Math.sqrt(dotVec(between, between));
    },
  };
}

function clamp(x: number): number {
  return Math.min(1, Math.max(0, x));
}
