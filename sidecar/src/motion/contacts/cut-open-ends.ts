import type { ContactKind } from '../../protocol/motion.ts';
import type { ContactSpan } from './find-contacts.ts';

/**
 * First and last frames that are open by that much more than the contact's usual one are still the way to it or already
 * the way from it, cm: the picture shows a touch a frame or two before or after the smoothed pose is there.
 */
const WIDE_OPEN = 1;
/**
 * The same of a thumb and a finger whatever is usual, cm: the pose has a hand's digits against each other better than that.
 * Of 26 thumbs of a signer that were mostly further off, two or three touched.
 */
const WIDE_OPEN_THUMB = 2;
/** A contact of which less than this share is left is not believed at all. */
const LEAST_LEFT = 0.5;
/** No contact is cut to fewer frames. */
const FEWEST_FRAMES = 2;
/**
 * What the pose never has nearer than this only seems to touch, cm. Fingertips of two hands may lie before each other in the
 * picture alone: those of rendered touches come to 2.3 cm or nearer on every body type.
 * A thumb that stands off a fist passes near its fingers: of 40 seen on a signer's hands that were further apart five
 * touched.
 */
const FARTHEST: Partial<Record<ContactKind, number>> = { fingertips: 2.5, fingerThumb: 1.5 };

/**
 * A contact without frames at its ends that are wide open, the more open end first; null if too little is left of it, or if
 * what should touch is too far apart.
 *
 * @param open how far apart the pose has what touches in each of the contact's frames, cm.
 */
export function cutOpenEnds({ pair, from, to }: ContactSpan, open: readonly number[]): ContactSpan | null {
  if (Math.min(...open) > (FARTHEST[pair.kind] ?? Number.POSITIVE_INFINITY)) return null;
  let first = 0;
  let last = open.length - 1;
  while (last - first + 1 > FEWEST_FRAMES) {
    const left = open.slice(first, last + 1).sort((a, b) => a - b);
    const usual = left[left.length >> 1]! + WIDE_OPEN;
    const most = pair.kind === 'fingerThumb' ? Math.min(usual, WIDE_OPEN_THUMB) : usual;
    const atStart = open[first]! >= open[last]!;
    if (open[atStart ? first : last]! <= most) break;
    if (atStart) first++;
    else last--;
  }
  const frames = last - first + 1;
  return frames < (to - from) * LEAST_LEFT ? null : { pair, from: from + first, to: from + first + frames };
}
