import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { type Arm, findArm } from './find-arm.ts';
import type { Side } from './hand-roi.ts';
import { createLookRhythm } from './look-rhythm.ts';
import type { PalmDetector } from './palm-detector.ts';
import { type ReadHand, readHand } from './read-hand.ts';
import type { Roi } from './roi.ts';

/** A hand further from the body's wrist than this is another's, forearms. */
const WRIST_REACH = 0.5;
/**
 * A hand that the landmark model takes for this side less than this is none of it. Measured on hands of 12 to 20
 * pixels with known answers: below it two of three are read inside out and 0.3 hand lengths off; from there to even
 * odds one of three and 0.18, no worse than up to 0.8; above that one of twenty and 0.07.
 */
const LEAST_SIDE = 0.25;
/** A hand that stays away is looked for in every so many frames: by the arm's size, and by its palm. */
const LONGEST_WAIT = { arm: 2, palm: 8 } as const;

/**
 * Looks for a hand that the original lost. `untried` are regions at hand that it did not look into: where the hand
 * was in the frame before, and where the body's hand points lead.
 */
export type SecondLook = (
  frame: Frame,
  pose: Float64Array,
  untried: readonly Roi[],
) => Promise<ReadHand | null>;

/**
 * Looks into the regions that cost nothing to find, then where a hand of the arm's size must lie, then for palms
 * around the wrist; these two ever more seldom while the hand stays away. A hand counts when it hangs on this wrist
 * rather than on the other, and the landmark model does not surely take it for the other side's.
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
      if (hand && hand.sides[side] > LEAST_SIDE && hangsOn(arm, hand)) return hand;
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

  return async (frame, pose, untried) => {
    const arm = findArm(frame, pose, side);
    const found = arm && (await search(frame, arm, untried));
    if (found) for (const rhythm of Object.values(rhythms)) rhythm.restart();
    return found;
  };
}

function hangsOn({ wrist, otherWrist, forearm }: Arm, { points }: ReadHand): boolean {
  const away = (point: Arm['wrist']) => Math.hypot(points[0]! - point.x, points[1]! - point.y);
  return away(wrist) < Math.min(WRIST_REACH * forearm, away(otherWrist));
}
