import type { HandEvidence } from '../../../sidecar/src/motion/lift/hand-evidence.ts';
import { PALM_POINTS, palmShape } from '../../../sidecar/src/motion/lift/palm.ts';
import { AVERAGE_PHALANGES, SEGMENT_STARTS } from '../../../sidecar/src/motion/lift/phalanges.ts';
import type { Side } from '../../../sidecar/src/skeleton/body-bones.ts';
import { axisAngleQuat, type Quat, quat, rotateVec } from '../../../sidecar/src/skeleton/quaternion.ts';
import { addScaledVec, type Vec3, vec3 } from '../../../sidecar/src/skeleton/vector.ts';

/** Segments of a hand whose fingers bend by angles at knuckle, middle and end joint, in the palm's frame. */
export function bent(side: Side, bends: readonly [number, number, number]): Vec3[] {
  const inwards = side === 'l' ? -1 : 1;
  return SEGMENT_STARTS.map((_, k) => {
    if (k < 3) return vec3(Math.cos(0.6), Math.sin(0.6), 0);
    const bend = bends.slice(0, (k % 3) + 1).reduce((sum, angle) => sum + angle, 0);
    return vec3(Math.cos(bend), 0, inwards * Math.sin(bend));
  });
}

/** Points of a hand about the wrist, turned. */
export function handOf(side: Side, digits: readonly Vec3[], turn: Quat): Vec3[] {
  const points: Vec3[] = Array.from({ length: 21 }, () => vec3());
  palmShape(side).forEach((point, k) => {
    points[PALM_POINTS[k]!]!.set(point);
  });
  SEGMENT_STARTS.forEach((start, k) => {
    addScaledVec(points[start + 1]!, points[start]!, digits[k]!, AVERAGE_PHALANGES[k]!);
  });
  for (const point of points) rotateVec(point, turn, point);
  return points;
}

/** A turn about an axis of any length, radians. */
export const turnOf = (x: number, y: number, z: number, angle: number): Quat => {
  const out = quat();
  const length = Math.hypot(x, y, z);
  axisAngleQuat(out, vec3(x / length, y / length, z / length), angle);
  return out;
};
/** As the tracker sees hands: the picture's depth by half, the metric points' by four fifths. */
export const flattened = (points: readonly Vec3[], share: number): Vec3[] =>
  points.map(([x, y, z]) => vec3(x!, y! * share, z!));
export const seenAs = (points: readonly Vec3[]): HandEvidence => ({
  picture: flattened(points, 0.5),
  world: flattened(points, 0.8),
  metric: true,
  ray: quat(),
});

/** A hand that shows its palm, its fingers up. */
export const SHOWN = turnOf(1, 1, 1, (4 * Math.PI) / 3);
