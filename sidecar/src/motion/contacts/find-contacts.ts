import type { ContactKind } from '../../protocol/motion.ts';
import { HAND } from '../clip/regions.ts';
import { CONTACT_PAIRS, type ContactPair, pointName, unlikeness } from './contact-pairs.ts';
import { coverOfPair } from './gaps-between-hands.ts';
import type { ContactRows } from './measure-contacts.ts';
import { touchStates } from './touch-states.ts';

/**
 * Gap between two surfaces that speaks neither for a contact nor against it, cm of the performer: the tracker places
 * a fingertip to about 5 mm, a hand before the body to some centimetres of depth, which count a third (see
 * `measure-contacts.ts`).
 */
const EVEN: Readonly<Record<Exclude<ContactKind, 'footFloor' | 'fingertips' | 'fingerThumb'>, number>> = {
  fingerPalm: 1.3,
  palms: 3.3,
  handFace: 0.6,
  handTorso: 1,
};
/**
 * The same of a thumb and another digit of its hand: ring and little finger meet it more seldom, and lie beside those that
 * do.
 */
const EVEN_THUMB = { index: 0.8, middle: 0.8, ring: 0.4, pinky: 0.4 } as const;
/** The same of two hands' fingertips: of likes (index and index), which meet by far most often, and of others. */
const EVEN_LIKES = 0.9;
const EVEN_OTHERS = -0.3;
/** What a centimetre less speaks for a contact, log odds, and the most that one frame says. */
const ODDS_PER_CM = 2;
const MOST_ODDS = 4;
/**
 * What a frame says in which the gap is not known: a contact outlasts a few such. So far as a digit of its own hand
 * covers a tip of two hands' it is not known: fitted to rendered clips, each left out in turn, what a covered tip says
 * counts 0.05 to 0.2, and none came out worse for it.
 */
const UNKNOWN = -0.1;

/** A contact: frames `from` to `to`, exclusive. */
export interface ContactSpan {
  readonly pair: ContactPair;
  readonly from: number;
  to: number;
}

/**
 * When each pair touches: the likeliest course of its gaps.
 *
 * @param rows gaps that are not known (NaN) neither begin nor end a contact; no rows where none are wanted.
 * @param times of the frames, seconds.
 */
export function findContacts(rows: ContactRows, times: Float64Array): ContactSpan[] {
  if (rows.gaps.length === 0) return [];
  const spans = CONTACT_PAIRS.flatMap((pair, column) => findPair(pair, column, rows, times));
  return withoutCrowds(spans, rows).sort((a, b) => a.from - b.from);
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

/**
 * A thumb's end is hardly wider than a finger's: it touches two fingers at a time at the most, the two nearest. Of a
 * hand's fingers on the body the nearest holds it there.
 */
const MOST_AT_A_TIME: Partial<Record<ContactKind, number>> = { fingerThumb: 2, handFace: 1, handTorso: 1 };

/**
 * Takes out what only stands beside a touch. Where two hands meet, digits touch their likes before the likes' neighbours,
 * and neither digits nor palms that meet leave a fingertip for a palm. Of hands with fingertips on each other's palms one
 * hides the other, and nobody knows where its own are.
 */
function withoutCrowds(spans: readonly ContactSpan[], rows: ContactRows): ContactSpan[] {
  const gaps = new Map(spans.map((span) => [span, meanGap(span, rows)]));
  const areTogether = (other: ContactSpan, span: ContactSpan): boolean =>
    Math.min(other.to, span.to) - Math.max(other.from, span.from) > (span.to - span.from) / 2;
  const besideOf = (span: ContactSpan, among: readonly ContactSpan[]): ContactSpan[] =>
    among.filter((other) => other !== span && areTogether(other, span));
  const real = spans.filter((span) => !besideOf(span, spans).some(({ pair }) => explains(pair, span.pair)));
  return real.filter((span) => {
    const { kind, a } = span.pair;
    const likes = besideOf(span, real).filter(({ pair }) => pair.kind === kind);
    if (kind === 'fingerPalm') return likes.every(({ pair }) => pair.a.side === a.side);
    const nearer = likes.filter(
      (other) => other.pair.a.side === a.side && gaps.get(other)! < gaps.get(span)!,
    );
    return nearer.length < (MOST_AT_A_TIME[kind] ?? Number.POSITIVE_INFINITY);
  });
}

/** Whether a touch of two hands is why they seem to touch in another way, too. */
function explains(touch: ContactPair, seeming: ContactPair): boolean {
  if (seeming.kind === 'fingerPalm')
    return touch.kind === 'palms' || (touch.kind === 'fingertips' && sharesDigit(touch, seeming));
  if (seeming.kind !== 'fingertips' || unlikeness(seeming) === 0) return false;
  return touch.kind === 'fingertips' && unlikeness(touch) === 0 && sharesDigit(touch, seeming);
}

function sharesDigit(one: ContactPair, other: ContactPair): boolean {
  const digitsOf = ({ a, b }: ContactPair) => [a, b].map(pointName);
  return digitsOf(one).some((name) => digitsOf(other).includes(name));
}

/** Of the frames of a contact in which it is known, cm. */
function meanGap({ pair, from, to }: ContactSpan, { gaps }: ContactRows): number {
  const column = CONTACT_PAIRS.indexOf(pair);
  let sum = 0;
  let known = 0;
  for (let i = from; i < to; i++) {
    const gap = gaps[i * CONTACT_PAIRS.length + column]!;
    if (Number.isNaN(gap)) continue;
    sum += gap;
    known++;
  }
  return sum / known;
}

function evenOf(pair: ContactPair): number {
  if (pair.kind === 'fingerThumb') return EVEN_THUMB[pair.b.part];
  if (pair.kind !== 'fingertips') return EVEN[pair.kind];
  return pair.a.part === pair.b.part ? EVEN_LIKES : EVEN_OTHERS;
}

function findPair(
  pair: ContactPair,
  column: number,
  { gaps, tips }: ContactRows,
  times: Float64Array,
): ContactSpan[] {
  const even = evenOf(pair);
  const gapAt = (i: number): number => gaps[i * CONTACT_PAIRS.length + column]!;
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times.length; i++) if (gapAt(i) < nearest) nearest = gapAt(i);
  if (nearest >= even) return [];
  const odds = new Float32Array(times.length);
  for (let i = 0; i < times.length; i++) {
    const gap = gapAt(i);
    const spoken = Math.min(MOST_ODDS, Math.max(-MOST_ODDS, (even - gap) * ODDS_PER_CM));
    const cover = pair.kind === 'fingertips' ? coverOfPair(tips, i, pair) : 0;
    odds[i] = Number.isNaN(gap) ? UNKNOWN : spoken * (1 - cover) + UNKNOWN * cover;
  }
  const states = touchStates({ odds, times });
  const spans: ContactSpan[] = [];
  let open: ContactSpan | null = null;
  for (let i = 0; i < times.length; i++) {
    if (states[i] === 0) open = null;
    else if (!Number.isNaN(gapAt(i))) {
      if (open === null) {
        open = { pair, from: i, to: i };
        spans.push(open);
      }
      open.to = i + 1;
    }
  }
  return spans;
}
