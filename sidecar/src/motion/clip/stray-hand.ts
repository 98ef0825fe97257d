import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { lengthOf } from '../../skeleton/vector.ts';
import { type ClipStore, HAS, ROW } from './clip-store.ts';
import { DIGIT_ROOT, HAND_WRIST, WRIST } from './landmark-points.ts';

/** Two hands whose points lie this near each other on average are one, in hand lengths. */
const ONE_HAND = 0.25;
/** The one that is further off the body's own wrist by this much strayed, hand lengths; else neither did. */
const FURTHER = 0.15;
/** A hand over its palm. */
const HAND_OVER_PALM = 1.8;

/** The side whose hand is none of its own in a frame, null where each hand hangs on its wrist. */
export type StrayHand = (frame: number) => Side | null;

/**
 * When a hand is covered, its tracker may take the other hand for it: two sets of points on one hand. It stays
 * with the side whose wrist it hangs on.
 */
export function createStrayHand(clip: ClipStore, picture: { width: number; height: number }): StrayHand {
  const both = HAS.pose | HAS.hand.l | HAS.hand.r;
  const { width, height } = picture;
  let values: Float32Array;
  const distance = (a: number, b: number): number =>
    lengthOf((values[a]! - values[b]!) * width, (values[a + 1]! - values[b + 1]!) * height);
  const palm = (start: number): number => {
    let longest = 0;
    for (const point of [DIGIT_ROOT.index, DIGIT_ROOT.middle, DIGIT_ROOT.ring, DIGIT_ROOT.pinky]) {
      longest = Math.max(longest, distance(start + point * 3, start + HAND_WRIST * 3));
    }
    return longest;
  };

  return (frame) => {
    if ((clip.has(frame) & both) !== both) return null;
    values = clip.values(frame);
    const row = clip.rowOf(frame);
    const left = row + ROW.hand.l;
    const right = row + ROW.hand.r;
    const size = Math.max(palm(left), palm(right)) * HAND_OVER_PALM;
    let apart = 0;
    for (let k = 0; k < HAND_LANDMARKS; k++) apart += distance(left + k * 3, right + k * 3) / HAND_LANDMARKS;
    if (apart >= ONE_HAND * size) return null;
    const offLeft = distance(left + HAND_WRIST * 3, row + ROW.pose + WRIST.l * 3);
    const offRight = distance(right + HAND_WRIST * 3, row + ROW.pose + WRIST.r * 3);
    if (Math.abs(offLeft - offRight) < FURTHER * size) return null;
    return offLeft > offRight ? 'l' : 'r';
  };
}
