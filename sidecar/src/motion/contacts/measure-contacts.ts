import { SIDES } from '../../skeleton/body-bones.ts';
import { lengthOf } from '../../skeleton/vector.ts';
import type { ClipStore } from '../clip/clip-store.ts';
import { HAND } from '../clip/regions.ts';
import { PALM_RADIUS } from './body-surface.ts';
import { CONTACT_PAIRS, type ContactPair, type HandPoint } from './contact-pairs.ts';
import type { ContactView } from './contact-view.ts';
import { inReach, TIP_ROW, writeTips } from './gaps-between-hands.ts';
import { createDigitMeter } from './measure-digits.ts';
import { createBodyMeter } from './measure-on-body.ts';
import { createTipOnPalmMeter } from './measure-tip-on-palm.ts';
import { PALM_MIDDLE, pointOf } from './placed-hand.ts';

/** What a centimetre of depth counts between two palms, which one camera places apart. */
const DEPTH_BETWEEN_PALMS = 0.2;

/** Rows of a window: the gap of every pair, and where the fingertips of both hands are. */
export interface ContactRows {
  /** A row a frame in the order of `CONTACT_PAIRS`, cm of the performer; NaN where an end is not seen. */
  readonly gaps: Float32Array;
  /** A row of `TIP_ROW` a frame. */
  readonly tips: Float32Array;
}

/** Rows of frames in which nothing is seen yet. */
export function createContactRows(frames: number): ContactRows {
  return {
    gaps: new Float32Array(frames * CONTACT_PAIRS.length).fill(Number.NaN),
    tips: new Float32Array(frames * TIP_ROW),
  };
}

/**
 * Writes row `row`. The gaps between fingertips of two hands are left at 0 where the hands are in reach of each
 * other, for `measureBetweenHands`.
 */
export type ContactMeter = (out: ContactRows, row: number, view: ContactView) => void;

/**
 * Gaps between the surfaces of parts, from picture and depth together: within a hand the mean of what the picture, its
 * depth and the metric points say; between parts mostly what the picture says, where they lie across the view exactly
 * and along it only roughly.
 */
export function createContactMeter(clip: ClipStore): ContactMeter {
  const within = createDigitMeter();
  const tipOnPalm = createTipOnPalmMeter(clip);
  const onBody = createBodyMeter(clip);
  let between = Number.NaN;

  const betweenPalms = ({ hands: { l, r } }: ContactView): number => {
    const [a, b] = [l.seen[PALM_MIDDLE]!, r.seen[PALM_MIDDLE]!];
    const apart = lengthOf(a[0]! - b[0]!, (a[1]! - b[1]!) * DEPTH_BETWEEN_PALMS, a[2]! - b[2]!);
    return apart - (l.size + r.size) * PALM_RADIUS;
  };
  /** 0 where hands may touch, for the pairs to be measured; else how far they are, or NaN where that is not known. */
  const betweenHands = ({ sees, hands }: ContactView): number => {
    if (!SIDES.every((side) => sees(HAND[side]))) return Number.NaN;
    return inReach(hands) ? 0 : Number.POSITIVE_INFINITY;
  };
  const shows = ({ part, side }: HandPoint, { sees, hands }: ContactView): boolean =>
    sees(HAND[side]) && hands[side].inPicture[pointOf(part)] === 1;
  const gapOf = (pair: ContactPair, view: ContactView): number => {
    const { kind, a, b } = pair;
    if (!shows(a, view) || ('side' in b && !shows(b, view))) return Number.NaN;
    if (kind === 'handFace' && !view.sees('head')) return Number.NaN;
    if (kind === 'handFace' || kind === 'handTorso') return onBody.gap(pair, view.hands[a.side], view.frame);
    if (kind === 'fingerThumb') return within(view.joints.hand[b.side], b.part);
    if (between === 0 && kind === 'fingerPalm') return tipOnPalm(pair, view.hands, view.frame);
    return between === 0 && kind === 'palms' ? betweenPalms(view) : between;
  };

  return ({ gaps, tips }, row, view) => {
    const at = row * CONTACT_PAIRS.length;
    if (!view.sees('body')) {
      gaps.fill(Number.NaN, at, at + CONTACT_PAIRS.length);
      return;
    }
    onBody.lay(view);
    between = betweenHands(view);
    if (between === 0) writeTips(tips, row * TIP_ROW, view.hands);
    CONTACT_PAIRS.forEach((pair, k) => {
      gaps[at + k] = gapOf(pair, view);
    });
  };
}
