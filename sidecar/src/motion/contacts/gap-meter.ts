import type { Side } from '../../skeleton/body-bones.ts';
import { unrotateVec } from '../../skeleton/quaternion.ts';
import type { Pose, Rig } from '../../skeleton/rig.ts';
import { lengthVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { type Surface, wayToSurface } from './body-surface.ts';
import type { ContactPair } from './contact-pairs.ts';
import { createPartMeter } from './part-meter.ts';
import type { TargetHand } from './target-hand.ts';
import { createTargetSurfaces } from './target-surfaces.ts';

/** Writes the unit vector from the first point's surface to the second's; returns the gap between them, cm. */
export type GapMeter = (way: Vec3, pose: Pose, pair: ContactPair) => number;

export function createGapMeter(rig: Rig, hands: Readonly<Record<Side, TargetHand>>): GapMeter {
  const parts = createPartMeter(hands);
  const surfaces = createTargetSurfaces(rig);
  const point = vec3();
  const unit = (way: Vec3): number => {
    const length = lengthVec(way);
    if (length > 0) setVec(way, way[0]! / length, way[1]! / length, way[2]! / length);
    return length;
  };

  return (way, pose, { a, b }) => {
    const radius = hands[a.side].radius(a.part);
    if ('side' in b) {
      const apart = parts.distance(pose, a, b);
      subVec(way, parts.onSecond, parts.onFirst);
      unit(way);
      return apart - radius - hands[b.side].radius(b.part);
    }
    const surface = b.part === 'face' ? surfaces.head(pose) : surfaces.trunk(pose);
    hands[a.side].point(point, pose, a.part);
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
