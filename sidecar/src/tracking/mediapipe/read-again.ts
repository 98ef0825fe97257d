import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { averageHand } from './average-hand.ts';
import type { Arm } from './find-arm.ts';
import { canBeOwn, isDoubtful } from './hand-doubt.ts';
import { handRoiFromLandmarks, type Side } from './hand-roi.ts';
import { createLookRhythm } from './look-rhythm.ts';
import { type ReadHand, readHand } from './read-hand.ts';
import { expandRoi, type Roi } from './roi.ts';

/** A hand that no view makes surer is read again in every so many frames. */
const LONGEST_WAIT = 4;
/** Side of the wider view, of the hand's own region: with more of the arm the model tells palm from back better. */
const WIDER = 1.5;

/** What is known of a hand in doubt. */
export interface DoubtfulHand {
  readonly hand: ReadHand;
  /** `null` where the wrist of the body is out of sight. */
  readonly arm: Arm | null;
  /** Regions at hand that were not looked into: where it was in the frame before, where the body's hand points lead. */
  readonly untried: readonly Roi[];
}

/** Gives the best reading of a hand in doubt, which may be the one that it was given; `null` when none can be this hand. */
export type ReadAgain = (frame: Frame, doubtful: DoubtfulHand) => Promise<ReadHand | null>;

/**
 * Reads a hand in doubt in other views, until some are not doubtful themselves: two that are turned against it, whose
 * mean is taken; then a wider one and the regions that were not looked into. Of rendered hands that the landmark model
 * took for the other side's, digits come from 37 to 24 degrees and points from 10 to 6 % of the hand, for 2.4 runs.
 *
 * @param model the landmark model, see {@link readHand}
 */
export function createReadAgain(side: Side, model: Model): ReadAgain {
  const rhythm = createLookRhythm(LONGEST_WAIT);

  const look = async (frame: Frame, { hand, arm, untried }: DoubtfulHand): Promise<ReadHand | null> => {
    const isSure = (seen: ReadHand) => canBeOwn(seen, side, arm) && !isDoubtful(seen, side, arm);
    const mean = await averageHand(frame, hand, { model, counts: isSure });
    if (mean !== hand) return mean;
    for (const region of [expandRoi(handRoiFromLandmarks(hand.points), WIDER), ...untried]) {
      const seen = await readHand(frame, region, model);
      if (seen && isSure(seen)) return seen;
    }
    return null;
  };

  return async (frame, doubtful) => {
    const found = rhythm.due() ? await look(frame, doubtful) : null;
    if (found) {
      rhythm.restart();
      return found;
    }
    const { hand, arm } = doubtful;
    return canBeOwn(hand, side, arm) ? hand : null;
  };
}
