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
  const ends = [vec3(), vec3(), vec3(), vec3()] as const;
  const surfaces = createTargetSurfaces(rig);

  const lay = (pose: Pose, { part, side }: HandPoint, joint: Vec3, tip: Vec3): number => {
    if (part === 'palm') {
      hands[side].palm(joint, pose);
      tip.set(joint);
    } else hands[side].end(pose, part, joint, tip);
    return hands[side].radius(part);
  };
  const unit = (way: Vec3): number => {
    const length = lengthVec(way);
    if (length > 0) setVec(way, way[0]! / length, way[1]! / length, way[2]! / length);
    return length;
  };

  return (way, pose, { a, b }) => {
    const radius = lay(pose, a, ends[0], ends[1]);
    if ('side' in b) {
      const other = lay(pose, b, ends[2], ends[3]);
      segments.distance(...ends);
      subVec(way, segments.onSecond, segments.onFirst);
      return unit(way) - radius - other;
    }
    const surface = b.part === 'face' ? surfaces.head(pose) : surfaces.trunk(pose);
    wayToSurface(way, surface, ends[1], radius);
    return unit(way) * (isOutside(surface, ends[1], radius) ? 1 : -1);
  };
}

function isOutside({ middle, turn, radii }: Surface, point: Vec3, radius: number): boolean {
  const local = vec3();
  subVec(local, point, middle);
  unrotateVec(local, turn, local);
  return [0, 1, 2].reduce((sum, k) => sum + (local[k]! / (radii[k]! + radius)) ** 2, 0) > 1;
}
