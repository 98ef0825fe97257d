import type { Vec3 } from '../../skeleton/vector.ts';
import { DIGIT_ROOT } from '../clip/landmark-points.ts';
import { FINGER_RADIUS } from './body-surface.ts';
import { DIGITS, type Digit } from './contact-pairs.ts';
import { type PlacedHand, tipOf } from './placed-hand.ts';

/** A digit covers a tip that lies further behind it than this, cm: what lies beside it does not. */
const BEHIND = 0.8;

/**
 * How far the other digits of its own hand cover a digit's tip in the picture: 1 where the middle line of one passes
 * before it, 0 from half a finger's thickness beside it on. The tracker makes up where such a tip is.
 */
export function coverOf({ seen, size }: PlacedHand, digit: Digit): number {
  const tip = seen[tipOf(digit)]!;
  let nearest = Number.POSITIVE_INFINITY;
  for (const other of DIGITS) {
    if (other === digit) continue;
    for (let k = DIGIT_ROOT[other]; k < tipOf(other); k++)
      nearest = Math.min(nearest, besideAhead(tip, seen[k]!, seen[k + 1]!));
  }
  return Math.max(0, 1 - nearest / (FINGER_RADIUS * size));
}

/** How far a point of the picture lies beside a segment, cm at the point's depth; infinite where that is not before it. */
function besideAhead(point: Vec3, from: Vec3, to: Vec3): number {
  const fromScale = point[1]! / from[1]!;
  const toScale = point[1]! / to[1]!;
  const x = from[0]! * fromScale;
  const z = from[2]! * fromScale;
  const alongX = to[0]! * toScale - x;
  const alongZ = to[2]! * toScale - z;
  const square = alongX * alongX + alongZ * alongZ;
  const dot = (point[0]! - x) * alongX + (point[2]! - z) * alongZ;
  const share = square > 0 ? Math.min(1, Math.max(0, dot / square)) : 0;
  if (from[1]! + (to[1]! - from[1]!) * share - point[1]! <= BEHIND) return Number.POSITIVE_INFINITY;
  return Math.hypot(point[0]! - x - alongX * share, point[2]! - z - alongZ * share);
}
