import type { Side } from '../../skeleton/body-bones.ts';
import type { Pose } from '../../skeleton/rig.ts';
import { copyVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { HandPoint } from './contact-pairs.ts';
import { createSegmentMeter } from './segments.ts';
import type { TargetHand } from './target-hand.ts';

/** Finds where the middle lines of two parts of hands are nearest to each other. Holds scratch. */
export interface PartMeter {
  /** Nearest points, written by {@link PartMeter.distance}. */
  readonly onFirst: Vec3;
  readonly onSecond: Vec3;
  distance(pose: Pose, first: HandPoint, second: HandPoint): number;
}

export function createPartMeter(hands: Readonly<Record<Side, TargetHand>>): PartMeter {
  const segments = createSegmentMeter();
  const onFirst = vec3();
  const onSecond = vec3();

  return {
    onFirst,
    onSecond,
    distance: (pose, first, second) => {
      let nearest = Number.POSITIVE_INFINITY;
      for (const line of hands[first.side].lines(pose, first.part)) {
        for (const other of hands[second.side].lines(pose, second.part)) {
          const apart = segments.distance(...line, ...other);
          if (apart >= nearest) continue;
          nearest = apart;
          copyVec(onFirst, segments.onFirst);
          copyVec(onSecond, segments.onSecond);
        }
      }
      return nearest;
    },
  };
}
