import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { handRoiFromLandmarks } from './hand-roi.ts';
import { type HandObservation, readHand } from './read-hand.ts';

/**
 * How the views are turned against the hand, radians: 20 degrees each way, plain and mirrored. Of turns, scales and
 * mirroring in up to 19 views, these four have the most for their cost: on rendered signing the directions of the
 * metric points come 7 to 9 % nearer the truth, those of the picture's 2 to 3 %; eight or more views gain no more.
 */
const TURN = 0.35;
const VIEWS = [
  { turn: -TURN, mirrored: false },
  { turn: TURN, mirrored: false },
  { turn: -TURN, mirrored: true },
  { turn: TURN, mirrored: true },
] as const;

/**
 * A hand read again in four views of the region around its landmarks: the mean of those that see a hand, the hand as
 * it is where none does. The score stays.
 *
 * @param hand as first read; it is not changed
 * @param model the landmark model, see {@link readHand}
 */
export async function averageHand<Hand extends HandObservation>(
  frame: Frame,
  hand: Hand,
  model: Model,
): Promise<Hand> {
  const region = handRoiFromLandmarks(hand.points);
  const points = new Float64Array(hand.points.length);
  const world = new Float64Array(hand.world.length);
  let views = 0;
  for (const { turn, mirrored } of VIEWS) {
    const view = { ...region, rotation: region.rotation + turn };
    const seen = await readHand(frame, view, model, { mirrored });
    if (!seen) continue;
    views++;
    moveTowards(points, seen.points, 1 / views);
    moveTowards(world, seen.world, 1 / views);
  }
  return views > 0 ? { ...hand, points, world } : hand;
}

function moveTowards(mean: Float64Array, values: Float64Array, share: number): void {
  for (let k = 0; k < mean.length; k++) mean[k]! += (values[k]! - mean[k]!) * share;
}
