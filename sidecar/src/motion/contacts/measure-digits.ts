import { addVec, dotVec, scaleVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { LiftedHand } from '../lift/joints.ts';
import { FINGER_RADIUS, THUMB_RADIUS } from './body-surface.ts';
import type { Digit } from './contact-pairs.ts';
import { sizeOf, tipOf } from './placed-hand.ts';
import { createSegmentMeter } from './segments.ts';

/** Gap between the thumb's end and another digit's of the same hand, cm of the performer. */
export type DigitMeter = (hand: LiftedHand, digit: Digit) => number;

/** The mean of what the picture, the picture with its depth and the metric points say. */
export function createDigitMeter(): DigitMeter {
  const segments = createSegmentMeter();
  const flat = Array.from({ length: 4 }, () => vec3());

  return (hand, digit) => {
    const { picture, world, towards } = hand;
    const thumb = tipOf('thumb');
    const tip = tipOf(digit);
    const of = (points: readonly Vec3[]): number =>
      segments.distance(points[thumb - 1]!, points[thumb]!, points[tip - 1]!, points[tip]!);
    [thumb - 1, thumb, tip - 1, tip].forEach((k, i) => {
      scaleVec(flat[i]!, towards, -dotVec(picture[k]!, towards));
      addVec(flat[i]!, flat[i]!, picture[k]!);
    });
    const across = segments.distance(flat[0]!, flat[1]!, flat[2]!, flat[3]!);
    return (of(picture) + of(world) + across) / 3 - (THUMB_RADIUS + FINGER_RADIUS) * sizeOf(hand);
  };
}
