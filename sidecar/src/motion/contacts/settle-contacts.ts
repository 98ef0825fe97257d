import { lengthOf } from '../../skeleton/vector.ts';
import type { ContactSpan } from './find-contacts.ts';

/** Two contacts of the same hands that want them further apart from each other than this cannot both be, cm. */
const TOGETHER = 5;
/** Hands are pulled no further than this, cm: a contact that wants more is the tracker's error. */
const LONGEST_PULL = 12;
/** How fast a hold takes hands from what one contact wants to what the next one wants, cm a second. */
const FASTEST = 40;

/** What closes a contact in each of its frames: x, y, z of the way from its first point to its second, cm. */
export type Pulls = ReadonlyMap<ContactSpan, Float32Array>;

/**
 * The contacts that one pose can have and that are near enough to be true: where two want their hands in different
 * places at a time, or too soon after each other, the longer one is believed. Order is kept.
 *
 * @param times of the frames, seconds.
 */
export function settleContacts(
  spans: readonly ContactSpan[],
  pulls: Pulls,
  times: Float64Array,
): ContactSpan[] {
  const length = ({ from, to }: ContactSpan): number => to - from;
  const kept = new Set<ContactSpan>();
  const rivals = new Map<string, ContactSpan[]>();
  for (const span of [...spans].sort((a, b) => length(b) - length(a))) {
    const key = movedBy(span);
    if (key !== null && meanLength(pulls.get(span)!) > LONGEST_PULL) continue;
    const others = key === null ? [] : (rivals.get(key) ?? []);
    if (others.some((other) => contradict(span, other, pulls, times))) continue;
    kept.add(span);
    if (key !== null) rivals.set(key, [...others, span]);
  }
  return spans.filter((span) => kept.has(span));
}

/** What a contact moves: the two hands against each other, or one against the body; null for digits of one hand. */
function movedBy({ pair: { kind, a, b } }: ContactSpan): string | null {
  if (kind === 'fingerThumb') return null;
  return 'side' in b ? 'hands' : a.side;
}

function meanLength(pull: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < pull.length; k += 3) sum += lengthOf(pull[k]!, pull[k + 1]!, pull[k + 2]!);
  return (3 * sum) / pull.length;
}

function contradict(a: ContactSpan, b: ContactSpan, pulls: Pulls, times: Float64Array): boolean {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  if (from < to) {
    let apart = 0;
    for (let i = from; i < to; i++) apart += differ(pulls, a, i, b, i) / (to - from);
    return apart > TOGETHER;
  }
  const [first, second] = a.from < b.from ? [a, b] : [b, a];
  const between = times[second.from]! - times[first.to - 1]!;
  return differ(pulls, first, first.to - 1, second, second.from) > TOGETHER + FASTEST * between;
}

function differ(pulls: Pulls, a: ContactSpan, i: number, b: ContactSpan, j: number): number {
  const [p, q] = [pulls.get(a)!, pulls.get(b)!];
  const [k, l] = [(i - a.from) * 3, (j - b.from) * 3];
  return lengthOf(p[k]! - q[l]!, p[k + 1]! - q[l + 1]!, p[k + 2]! - q[l + 2]!);
}
