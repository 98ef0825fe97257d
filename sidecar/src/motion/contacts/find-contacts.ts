import type { ContactKind } from '../../protocol/motion.ts';
import { HAND } from '../clip/regions.ts';
import { CONTACT_PAIRS, type ContactPair, pointName } from './contact-pairs.ts';

/** Gap between two surfaces at which a contact begins and at which it has ended, cm of the performer. */
interface Limits {
  readonly touch: number;
  readonly part: number;
}

/**
 * The tracker places a fingertip to about 5 mm, a hand before the body to some centimetres of depth, which
 * count a third (see `measure-contacts.ts`).
 */
const LIMITS: Readonly<Record<Exclude<ContactKind, 'footFloor'>, Limits>> = {
  fingerThumb: { touch: 0.3, part: 0.7 },
  fingertips: { touch: 0, part: 1 },
  palms: { touch: 2.5, part: 4 },
  handFace: { touch: 0.6, part: 2 },
  handTorso: { touch: 0.4, part: 1.5 },
};
/** A contact is held at least this long, seconds: what crosses in the picture parts at once. */
const SHORTEST = 0.06;
/** Two contacts of a pair this close are one, seconds: the tracker loses a fingertip for a frame or two. */
const SAME_TOUCH = 0.1;

/** A contact: frames `from` to `to`, exclusive. */
export interface ContactSpan {
  readonly pair: ContactPair;
  readonly from: number;
  to: number;
}

/**
 * When each pair touches, by its gap with hysteresis.
 *
 * @param gaps cm, a row a frame in the order of `CONTACT_PAIRS`; NaN where it is not known, which neither begins
 *   nor ends a contact; no rows where none are wanted.
 * @param times of the frames, seconds.
 */
export function findContacts(gaps: Float32Array, times: Float64Array): ContactSpan[] {
  if (gaps.length === 0) return [];
  const spans = CONTACT_PAIRS.flatMap((pair, column) => findPair(pair, gaps, column, times));
  return dropSecond(spans, gaps).sort((a, b) => a.from - b.from);
}

/**
 * Where hands meet, many tips come near each other. One that all the while touches another more closely, and for
 * longer, does not touch this one.
 */
function dropSecond(spans: readonly ContactSpan[], gaps: Float32Array): ContactSpan[] {
  const columns = new Map(CONTACT_PAIRS.map((pair, column) => [pair, column]));
  const tips = spans.filter(({ pair }) => pair.kind === 'fingertips');
  const openness = ({ pair }: ContactSpan, { from, to }: ContactSpan): number => {
    let sum = 0;
    for (let i = from; i < to; i++) {
      const gap = gaps[i * CONTACT_PAIRS.length + columns.get(pair)!]!;
      if (gap > 0) sum += gap;
    }
    return sum;
  };
  const sharesEnd = (p: ContactPair, q: ContactPair): boolean =>
    pointName(p.a) === pointName(q.a) || pointName(p.b) === pointName(q.b);
  const isSecond = (span: ContactSpan): boolean =>
    tips.some(
      (other) =>
        other.from <= span.from &&
        other.to >= span.to &&
        other.to - other.from > span.to - span.from &&
        sharesEnd(other.pair, span.pair) &&
        openness(other, span) < openness(span, span),
    );
  return spans.filter((span) => span.pair.kind !== 'fingertips' || !isSecond(span));
}

/** Takes out the gaps of frames in which a hand is not seen or not believed. */
export function maskGaps(
  gaps: Float32Array,
  seen: Readonly<Record<'leftHand' | 'rightHand', Uint8Array>>,
): void {
  if (gaps.length === 0) return;
  CONTACT_PAIRS.forEach(({ a, b }, column) => {
    const sides = 'side' in b ? [a.side, b.side] : [a.side];
    for (let i = 0; i < seen.leftHand.length; i++) {
      if (sides.some((side) => seen[HAND[side]][i] === 0))
        gaps[i * CONTACT_PAIRS.length + column] = Number.NaN;
    }
  });
}

function findPair(pair: ContactPair, gaps: Float32Array, column: number, times: Float64Array): ContactSpan[] {
  const { touch, part } = LIMITS[pair.kind];
  const spans: ContactSpan[] = [];
  let open: ContactSpan | null = null;
  for (let i = 0; i < times.length; i++) {
    const gap = gaps[i * CONTACT_PAIRS.length + column]!;
    if (gap > part) open = null;
    if (open === null && gap <= touch) {
      const last = spans.at(-1);
      if (last !== undefined && times[i]! - times[last.to - 1]! <= SAME_TOUCH) open = last;
      else {
        open = { pair, from: i, to: i };
        spans.push(open);
      }
    }
    if (open !== null && gap <= part) open.to = i + 1;
  }
  return spans.filter(({ from, to }) => times[to - 1]! - times[from]! + frameLength(times, from) > SHORTEST);
}

function frameLength(times: Float64Array, i: number): number {
  if (times.length < 2) return 0;
  return i + 1 < times.length ? times[i + 1]! - times[i]! : times[i]! - times[i - 1]!;
}
