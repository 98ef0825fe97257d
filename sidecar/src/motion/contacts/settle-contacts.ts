import { lengthOf } from '../../skeleton/vector.ts';
import type { ContactSpan } from './find-contacts.ts';

/** Two contacts of the same hands that want them further apart from each other than this cannot both be, cm. */
const TOGETHER = 5;
/** How fast a hold takes hands from what one contact wants to what the next one wants, cm a second. */
const FASTEST = 40;

/** What closes a contact in each of its frames: x, y, z of the way from its first point to its second, cm. */
export type Pulls = ReadonlyMap<ContactSpan, Float32Array>;

/**
 * First and last frames whose pull is that much more than the contact's usual one are still the way to it or already
 * the way from it, cm: the picture shows a touch a frame or two before or after the smoothed pose is there.
 */
const WIDE_OPEN = 1;
/** A contact that is cut to less than this share of its frames to agree with others is not believed at all. */
const LEAST_LEFT = 0.5;

/**
 * The contacts that one pose can have, without frames at their ends that are wide open: where two want their hands in
 * different places at a time, or too soon after each other, the longer one is believed and the other cut where it
 * disagrees. Order is kept.
 *
 * @param times of the frames, seconds.
 */
export function settleContacts(
  spans: readonly ContactSpan[],
  pulls: Pulls,
  times: Float64Array,
): ContactSpan[] {
  const length = ({ from, to }: ContactSpan): number => to - from;
  const kept = new Map<ContactSpan, Pulled>();
  const rivals = new Map<string, Pulled[]>();
  for (const span of [...spans].sort((a, b) => length(b) - length(a))) {
    const whole = cutOpenEnds({ span, pull: pulls.get(span)! });
    if (length(whole.span) < length(span) * LEAST_LEFT) continue;
    const key = movedBy(span);
    if (key === null) {
      kept.set(span, whole);
      continue;
    }
    const others = rivals.get(key) ?? [];
    const left = cutToAgree(whole, others, times);
    if (left === null) continue;
    kept.set(span, left);
    rivals.set(key, [...others, left]);
  }
  return spans.flatMap((span) => kept.get(span)?.span ?? []);
}

/** A contact with what closes it. */
interface Pulled {
  readonly span: ContactSpan;
  readonly pull: Float32Array;
}

/** A contact without frames at its ends that are wide open, of two frames at the least; the more open end goes first. */
function cutOpenEnds({ span: { pair, from, to }, pull }: Pulled): Pulled {
  const open = Array.from({ length: to - from }, (_, i) => lengthAt(pull, i));
  let first = 0;
  while (open.length > 2) {
    const most = [...open].sort((a, b) => a - b)[open.length >> 1]! + WIDE_OPEN;
    const atStart = open[0]! >= open.at(-1)!;
    if ((atStart ? open[0]! : open.at(-1)!) <= most) break;
    if (atStart) {
      open.shift();
      first++;
    } else open.pop();
  }
  return {
    span: { pair, from: from + first, to: from + first + open.length },
    pull: pull.subarray(first * 3, (first + open.length) * 3),
  };
}

/** What is left of a contact when the frames next to those that it contradicts are cut away; null if too little. */
function cutToAgree(whole: Pulled, others: readonly Pulled[], times: Float64Array): Pulled | null {
  let { span, pull } = whole;
  const least = (span.to - span.from) * LEAST_LEFT;
  for (;;) {
    const rival = others.find((other) => contradict({ span, pull }, other, times));
    if (rival === undefined) return { span, pull };
    if (span.to - span.from - 1 < least) return null;
    const atStart = rival.span.from + rival.span.to < span.from + span.to;
    span = { ...span, from: span.from + (atStart ? 1 : 0), to: span.to - (atStart ? 0 : 1) };
    pull = atStart ? pull.subarray(3) : pull.subarray(0, pull.length - 3);
  }
}

/** What a contact moves: the two hands against each other, or one against the body; null for digits of one hand. */
function movedBy({ pair: { kind, a, b } }: ContactSpan): string | null {
  if (kind === 'fingerThumb') return null;
  return 'side' in b ? 'hands' : a.side;
}

function lengthAt(pull: Float32Array, i: number): number {
  return lengthOf(pull[i * 3]!, pull[i * 3 + 1]!, pull[i * 3 + 2]!);
}

function contradict(a: Pulled, b: Pulled, times: Float64Array): boolean {
  const from = Math.max(a.span.from, b.span.from);
  const to = Math.min(a.span.to, b.span.to);
  if (from < to) {
    let apart = 0;
    for (let i = from; i < to; i++) apart += differ(a, i, b, i) / (to - from);
    return apart > TOGETHER;
  }
  const [first, second] = a.span.from < b.span.from ? [a, b] : [b, a];
  const between = times[second.span.from]! - times[first.span.to - 1]!;
  return differ(first, first.span.to - 1, second, second.span.from) > TOGETHER + FASTEST * between;
}

function differ(a: Pulled, i: number, b: Pulled, j: number): number {
  const [k, l] = [(i - a.span.from) * 3, (j - b.span.from) * 3];
  const at = (axis: number): number => a.pull[k + axis]! - b.pull[l + axis]!;
  return lengthOf(at(0), at(1), at(2));
}
