import type { Side } from '../../skeleton/body-bones.ts';
import { unrotateVec } from '../../skeleton/quaternion.ts';
import type { Pose, Rig } from '../../skeleton/rig.ts';
import { lengthVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { type Surface, wayToSurface } from './body-surface.ts';
import type { ContactPair, HandPoint } from './contact-pairs.ts';
import { createSegmentMeter } from './segments.ts';
import type { TargetHand } from './target-hand.ts';
import { createTargetSurfaces } from './target-surfaces.ts';

/** Writes the unit vector from the first point's surface to the second's; returns the gap between them, cm. */
export type GapMeter = (way: Vec3, pose: Pose, pair: ContactPair) => number;

export function createGapMeter(rig: Rig, hands: Readonly<Record<Side, TargetHand>>): GapMeter {
  const segments = createSegmentMeter();
  const surfaces = createTargetSurfaces(rig);
  const joint = vec3();
  const point = vec3();

  /** Between the middle lines, where they are nearest. */
  const between = (way: Vec3, pose: Pose, a: HandPoint, b: HandPoint): number => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const first of hands[a.side].lines(pose, a.part)) {
      for (const second of hands[b.side].lines(pose, b.part)) {
        const apart = segments.distance(...first, ...second);
        if (apart >= nearest) continue;
        nearest = apart;
        subVec(way, segments.onSecond, segments.onFirst);
      }
    }
    return nearest;
  };
  const unit = (way: Vec3): number => {
    const length = lengthVec(way);
    if (length > 0) setVec(way, way[0]! / length, way[1]! / length, way[2]! / length);
    return length;
  };

  return (way, pose, { a, b }) => {
    const radius = hands[a.side].radius(a.part);
    if ('side' in b) {
      const apart = between(way, pose, a, b);
      unit(way);
      return apart - radius - hands[b.side].radius(b.part);
    }
    const surface = b.part === 'face' ? surfaces.head(pose) : surfaces.trunk(pose);
    if (a.part === 'palm') hands[a.side].palm(point, pose);
    else hands[a.side].end(pose, a.part, joint, point);
    wayToSurface(way, surface, point, radius);
    return unit(way) * (isOutside(surface, point, radius) ? 1 : -1);
  };
}

function isOutside({ middle, turn, radii }: Surface, point: Vec3, radius: number): boolean {
  const local = vec3();
  subVec(local, point, middle);
  unrotateVec(local, turn, local);
  return [0, 1, 2].reduce((sum, k) => sum + (local[k]! / (radii[k]! + radius)) ** 2, 0) > 1;
}
