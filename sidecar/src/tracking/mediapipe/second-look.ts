import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import type { Arm } from './find-arm.ts';
import { canBeOwn } from './hand-doubt.ts';
import type { Side } from './hand-roi.ts';
import { createLookRhythm } from './look-rhythm.ts';
import type { PalmDetector } from './palm-detector.ts';
import { type ReadHand, readHand } from './read-hand.ts';
import type { Roi } from './roi.ts';

/** A hand that stays away is looked for in every so many frames: by the arm's size, and by its palm. */
const LONGEST_WAIT = { arm: 2, palm: 8 } as const;

/**
 * Looks for a hand that the original lost. `untried` are regions at hand that it did not look into: where the hand
 * was in the frame before, and where the body's hand points lead.
 */
export type SecondLook = (frame: Frame, arm: Arm, untried: readonly Roi[]) => Promise<ReadHand | null>;

/**
 * Looks into the regions that cost nothing to find, then where a hand of the arm's size must lie, then for palms
 * around the wrist; these two ever more seldom while the hand stays away. The first that can be this hand counts.
 *
 * @param palms finds palms in a region; asked for when the first hand is lost
 */
export function createSecondLook(
  side: Side,
  models: { readonly landmarks: Model; readonly palms: () => Promise<PalmDetector> },
): SecondLook {
  const rhythms = { arm: createLookRhythm(LONGEST_WAIT.arm), palm: createLookRhythm(LONGEST_WAIT.palm) };

  const firstOwn = async (frame: Frame, arm: Arm, regions: readonly Roi[]): Promise<ReadHand | null> => {
    for (const region of regions) {
      const hand = await readHand(frame, region, models.landmarks);
      if (hand && canBeOwn(hand, side, arm)) return hand;
    }
    return null;
  };
  const search = async (frame: Frame, arm: Arm, untried: readonly Roi[]): Promise<ReadHand | null> => {
    const known = await firstOwn(frame, arm, untried);
    if (known) return known;
    const hanging = rhythms.arm.due() ? await firstOwn(frame, arm, arm.hands) : null;
    if (hanging || !rhythms.palm.due()) return hanging;
    const findPalms = await models.palms();
    return firstOwn(frame, arm, await findPalms(frame, arm.surroundings));
  };

  return async (frame, arm, untried) => {
    const found = await search(frame, arm, untried);
    if (found) for (const rhythm of Object.values(rhythms)) rhythm.restart();
    return found;
  };
}
