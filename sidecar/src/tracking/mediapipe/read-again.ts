import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { averageHand } from './average-hand.ts';
import type { Arm } from './find-arm.ts';
import { canBeOwn, isDoubtful } from './hand-doubt.ts';
import type { Side } from './hand-roi.ts';
import { createLookRhythm } from './look-rhythm.ts';
import type { ReadHand } from './read-hand.ts';

/** A hand that no view makes surer is read again in every so many frames. */
const LONGEST_WAIT = 4;

/**
 * Gives the best reading of a hand in doubt, which may be the one that it was given; `null` when none can be this hand.
 * @param arm `null` where the wrist of the body is out of sight
 */
export type ReadAgain = (frame: Frame, hand: ReadHand, arm: Arm | null) => Promise<ReadHand | null>;

/**
 * Reads a hand in doubt in two views that are turned against it, and takes the mean of those that are not doubtful
 * themselves. Of rendered hands that the landmark model took for the other side's, digits come from 37 to 24 degrees and
 * points from 10 to 6 % of the hand.
 *
 * @param model the landmark model, see {@link readHand}
 */
export function createReadAgain(side: Side, model: Model): ReadAgain {
  const rhythm = createLookRhythm(LONGEST_WAIT);

  return async (frame, hand, arm) => {
    const counts = (seen: ReadHand) => canBeOwn(seen, side, arm) && !isDoubtful(seen, side, arm);
    const mean = rhythm.due() ? await averageHand(frame, hand, { model, counts }) : hand;
    if (mean !== hand) {
      rhythm.restart();
      return mean;
    }
    return canBeOwn(hand, side, arm) ? hand : null;
  };
}
