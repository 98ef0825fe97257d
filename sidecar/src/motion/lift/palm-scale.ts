import { type Quat, rotateVec } from '../../skeleton/quaternion.ts';
import { dotVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { HandEvidence } from './hand-evidence.ts';
import { PALM_POINTS } from './palm.ts';

/** A palm seen from the edge tells its size badly: no further than this from the network's. */
const LEAST = 0.75;
const MOST = 1.3;

/**
 * Size of the picture's palm, across the view, over the performer's.
 *
 * @param palm in its own frame, in the order of `PALM_POINTS`. @param turn to the view along the hand's ray.
 */
export function palmScale({ picture }: HandEvidence, palm: readonly Vec3[], turn: Quat): number {
  const own = vec3();
  let match = 0;
  let square = 0;
  for (let k = 0; k < PALM_POINTS.length; k++) {
    const seen = picture[PALM_POINTS[k]!]!;
    rotateVec(own, turn, palm[k]!);
    match += dotVec(seen, own) - seen[1]! * own[1]!;
    square += own[0]! * own[0]! + own[2]! * own[2]!;
  }
  return square === 0 ? 1 : Math.min(MOST, Math.max(LEAST, match / square));
}
