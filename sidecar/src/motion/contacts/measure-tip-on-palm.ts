import { setVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { PALM_RADIUS } from './body-surface.ts';
import type { Digit } from './contact-pairs.ts';
import { PALM_LINES, PALM_MIDDLE, type PlacedHand, radiusOf, tipOf } from './placed-hand.ts';
import { createSegmentMeter } from './segments.ts';

/** What a centimetre of depth counts: one camera places hands to some centimetres of depth, tips that it sees to half of one. */
const DEPTH_BETWEEN = 0.33;

/** Gap between a digit's end and the palm of the other hand or its back, as wide as its metacarpals; cm of the performer. */
export type TipOnPalmMeter = (tip: PlacedHand, digit: Digit, palm: PlacedHand) => number;

/** In the picture as it is at the palm's depth, and along the view by a part. */
export function createTipOnPalmMeter(): TipOnPalmMeter {
  const segments = createSegmentMeter();
  const ends = [vec3(), vec3(), vec3(), vec3()] as const;

  return (tip, digit, palm) => {
    const depth = palm.seen[PALM_MIDDLE]![1]!;
    const lay = (out: Vec3, [x, y, z]: Vec3): void =>
      setVec(out, (x! * depth) / y!, (y! - depth) * DEPTH_BETWEEN, (z! * depth) / y!);
    const end = tipOf(digit);
    lay(ends[0], tip.seen[end - 1]!);
    lay(ends[1], tip.seen[end]!);
    let nearest = Number.POSITIVE_INFINITY;
    for (const [from, to] of PALM_LINES) {
      lay(ends[2], palm.seen[from]!);
      lay(ends[3], palm.seen[to]!);
      nearest = Math.min(nearest, segments.distance(...ends));
    }
    return nearest - radiusOf(digit) * tip.size - PALM_RADIUS * palm.size;
  };
}
