import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { handRoiFromLandmarks } from './hand-roi.ts';
import { type HandObservation, type ReadHand, readHand } from './read-hand.ts';

/**
 * How the two views are turned against the hand, radians: 23 degrees each way. Of turns, scales and mirroring in up to
 * 19 views, these have the most for their cost. On rendered signing the directions of the metric points come 4 to 7 %
 * nearer the truth and solved fingers 4 %; with their mirror images, twice the cost, 7 to 9 % and 4 to 5 %.
 */
const TURNS = [-0.4, 0.4] as const;

export interface AverageHandOptions {
  /** The landmark model, see {@link readHand}. */
  readonly model: Model;
  /** Which of the two readings are taken into the mean, default both. */
  counts?(seen: ReadHand): boolean;
}

/**
 * A hand read again in two views of the region around its landmarks: the mean of those that see a hand and count, the hand
 * as it is where none does. The score stays.
 *
 * @param hand as first read; it is not changed
 */
export async function averageHand<Hand extends HandObservation>(
  frame: Frame,
  hand: Hand,
  { model, counts = () => true }: AverageHandOptions,
): Promise<Hand> {
  const region = handRoiFromLandmarks(hand.points);
  const points = new Float64Array(hand.points.length);
  const world = new Float64Array(hand.world.length);
  let views = 0;
  for (const turn of TURNS) {
    const view = { ...region, rotation: region.rotation + turn };
    const seen = await readHand(frame, view, model);
    if (!seen || !counts(seen)) continue;
    views++;
    moveTowards(points, seen.points, 1 / views);
    moveTowards(world, seen.world, 1 / views);
  }
  return views > 0 ? { ...hand, points, world } : hand;
}

function moveTowards(mean: Float64Array, values: Float64Array, share: number): void {
  for (let k = 0; k < mean.length; k++) mean[k]! += (values[k]! - mean[k]!) * share;
}
