import fc from 'fast-check';
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

/** A left hand seen elsewhere: as itself or as its mirror image, a right one. */
export interface OtherView {
  readonly side: Side;
  readonly mirror: 1 | -1;
  readonly evidence: HandEvidence;
  /** What has become of a direction of the hand. */
  moved(direction: Vec3): Vec3;
}

/** Checks a left hand wherever it is turned to in the picture, at any size, and its mirror image. */
export function everyView(evidence: HandEvidence, check: (view: OtherView) => void): void {
  const angles = fc.double({ min: -3, max: 3, noNaN: true });
  const sizes = fc.double({ min: 0.3, max: 3, noNaN: true });
  fc.assert(
    fc.property(angles, sizes, (angle, size) => {
      const roll = turnOf(0, 1, 0, angle);
      for (const [side, mirror] of [
        ['l', 1],
        ['r', -1],
      ] as const) {
        const moved = ([x, y, z]: Vec3, by = 1): Vec3 => {
          const out = vec3(x! * by * mirror, y! * by, z! * by);
          rotateVec(out, roll, out);
          return out;
        };
        const all = (points: readonly Vec3[]) => points.map((point) => moved(point, size));
        const { picture, world } = evidence;
        check({ side, mirror, moved, evidence: { ...evidence, picture: all(picture), world: all(world) } });
      }
    }),
    { numRuns: 20 },
  );
}
