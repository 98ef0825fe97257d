import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { averageHand } from './average-hand.ts';
import type { Arm } from './find-arm.ts';
import { canBeOwn, isDoubtful } from './hand-doubt.ts';
import { handRoiFromLandmarks, type Side } from './hand-roi.ts';
import { createLookRhythm } from './look-rhythm.ts';
import { type ReadHand, readHand } from './read-hand.ts';
import { expandRoi } from './roi.ts';

/** A hand that no view makes surer is read again in every so many frames. */
const LONGEST_WAIT = 4;
/**
 * Side of the wider view, of the hand's own region: with more of the arm the model tells hands apart that are pressed
 * together.
 */
const WIDER = 1.5;

/**
 * Gives the best reading of a hand in doubt, which may be the one that it was given; `null` when none can be this hand.
 * @param arm `null` where the wrist of the body is out of sight
 */
export type ReadAgain = (frame: Frame, hand: ReadHand, arm: Arm | null) => Promise<ReadHand | null>;

/**
 * Reads a hand in doubt in two views that are turned against it, and takes the mean of those that are not doubtful
 * themselves; where both are, in a wider one. Of rendered hands that the landmark model took for the other side's, digits
 * come from 37 to 24 degrees and points from 10 to 6 % of the hand.
 *
 * @param model the landmark model, see {@link readHand}
 */
export function createReadAgain(side: Side, model: Model): ReadAgain {
  const rhythm = createLookRhythm(LONGEST_WAIT);

  const look = async (frame: Frame, hand: ReadHand, arm: Arm | null): Promise<ReadHand | null> => {
    const counts = (seen: ReadHand) => canBeOwn(seen, side, arm) && !isDoubtful(seen, side, arm);
    const mean = await averageHand(frame, hand, { model, counts });
    if (mean !== hand) return mean;
    const wide = await readHand(frame, expandRoi(handRoiFromLandmarks(hand.points), WIDER), model);
    return wide && counts(wide) ? wide : null;
  };

  return async (frame, hand, arm) => {
    const found = rhythm.due() ? await look(frame, hand, arm) : null;
    if (found) {
      rhythm.restart();
      return found;
    }
    return canBeOwn(hand, side, arm) ? hand : null;
  };
}
