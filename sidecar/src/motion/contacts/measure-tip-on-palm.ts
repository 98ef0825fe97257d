import type { Side } from '../../skeleton/body-bones.ts';
import { setVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { ClipStore } from '../clip/clip-store.ts';
import { PALM_RADIUS } from './body-surface.ts';
import type { ContactPair } from './contact-pairs.ts';
import { PALM_LINES, PALM_MIDDLE, type PlacedHand, radiusOf, tipOf } from './placed-hand.ts';
import { createRestMeter } from './rest-meter.ts';
import { createSegmentMeter } from './segments.ts';

/** What a centimetre of depth counts: one camera places hands to some centimetres of depth, tips that it sees to half of one. */
const DEPTH_BETWEEN = 0.2;

export type TipOnPalm = ContactPair & { readonly kind: 'fingerPalm' };

/** Gap between a digit's end and the palm of the other hand or its back, as wide as its metacarpals; cm of the performer. */
export type TipOnPalmMeter = (
  pair: TipOnPalm,
  hands: Readonly<Record<Side, PlacedHand>>,
  frame: number,
) => number;

/** In the picture as it is at the palm's depth, along the view by a part; what moves across the palm passes it. */
export function createTipOnPalmMeter(clip: Pick<ClipStore, 'time'>): TipOnPalmMeter {
  const segments = createSegmentMeter();
  const moving = createRestMeter(clip);
  const ends = [vec3(), vec3(), vec3(), vec3()] as const;

  return (pair, hands, frame) => {
    const [tip, palm] = [hands[pair.a.side], hands[pair.b.side]];
    const middle = palm.seen[PALM_MIDDLE]!;
    const depth = middle[1]!;
    const lay = (out: Vec3, [x, y, z]: Vec3): void =>
      setVec(out, (x! * depth) / y!, (y! - depth) * DEPTH_BETWEEN, (z! * depth) / y!);
    const end = tipOf(pair.a.part);
    lay(ends[0], tip.seen[end - 1]!);
    lay(ends[1], tip.seen[end]!);
    let nearest = Number.POSITIVE_INFINITY;
    for (const [from, to] of PALM_LINES) {
      lay(ends[2], palm.seen[from]!);
      lay(ends[3], palm.seen[to]!);
      nearest = Math.min(nearest, segments.distance(...ends));
    }
    const moves = moving(pair, frame, ends[1][0]! - middle[0]!, ends[1][2]! - middle[2]!);
    return nearest - radiusOf(pair.a.part) * tip.size - PALM_RADIUS * palm.size + moves;
  };
}
