import { easeShare } from '../time/bridge-gaps.ts';
import type { Hold } from './close-contact.ts';
import type { ContactPair } from './contact-pairs.ts';
import type { ContactSpan } from './find-contacts.ts';

/**
 * Time before and after a contact in which the hold comes and goes, seconds: longer for what has further to go; a hand is
 * seen up to 20 cm before the body that it touches.
 */
const SHORTEST_EASE = 0.1;
const LONGEST_EASE = 0.3;
const LONGEST_EASE_TO_BODY = 0.5;
/** Fastest that a hold comes and goes, cm a second. */
const FASTEST = 25;

/** Holds by frame; none where nothing is held. */
export type HoldPlan = readonly (readonly Hold[] | undefined)[];

/**
 * The holds of each frame: within a contact, and on the way to it and from it.
 *
 * @param gap how open a contact is in a frame, cm.
 */
export function planHolds(
  spans: readonly ContactSpan[],
  times: Float64Array,
  gap: (frame: number, pair: ContactPair) => number,
): HoldPlan {
  const plan: (Hold[] | undefined)[] = [];
  for (const span of spans) {
    const first = Math.max(0, gap(span.from, span.pair));
    const last = Math.max(0, gap(span.to - 1, span.pair));
    const add = (i: number, edge: number): boolean => {
      const share = shareAt(span, edge, times, i);
      if (share <= 0) return false;
      const inside = i >= span.from && i < span.to;
      const left = inside ? 0 : Math.max(0, gap(i, span.pair) - share * edge);
      plan[i] = [...(plan[i] ?? []), { pair: span.pair, left }];
      return true;
    };
    for (let i = span.from; i < span.to; i++) add(i, 0);
    for (let i = span.from - 1; i >= 0 && add(i, first); i--);
    for (let i = span.to; i < times.length && add(i, last); i++);
  }
  return plan;
}

function shareAt({ pair, from, to }: ContactSpan, edge: number, times: Float64Array, i: number): number {
  if (i >= from && i < to) return 1;
  const away = i < from ? times[from]! - times[i]! : times[i]! - times[to - 1]!;
  // an eased way is half as fast again in its middle as evenly
  const longest = 'side' in pair.b ? LONGEST_EASE : LONGEST_EASE_TO_BODY;
  const ease = Math.min(longest, Math.max(SHORTEST_EASE, (1.5 * edge) / FASTEST));
  return easeShare(1 - away / ease);
}
