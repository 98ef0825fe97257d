import { headFlesh, trunkFlesh } from './body-flesh.ts';
import type { Posed } from './forward-kinematics.ts';
import { type FleshPart, gapBetween, handFlesh } from './hand-flesh.ts';
import type { FacePose } from './pose.ts';
import type { Proportions } from './skeleton.ts';

/** Skins nearer than this touch, metres: about as far as two fingertips whose middle lines are 18 mm apart. */
const TOUCHING = 0.004;
/** Parts whose skins are further apart than this are not told, metres. */
const TOLD = 0.03;

/** Gap between two parts in one frame, metres; negative where flesh is pressed. */
export interface Gap {
  readonly a: string;
  readonly b: string;
  readonly gap: number;
}

/** A span of frames in which two parts touch, first and last, and the least gap between their skins in it. */
export interface TrueContact {
  readonly a: string;
  readonly b: string;
  readonly frames: readonly [first: number, last: number];
  readonly gapMm: number;
}

/**
 * Every pair of parts that are near each other: of two hands, of a hand and the face or the trunk, and of the thumb's
 * end and the other ends of its hand. No pair of one hand else: how its flesh folds is the handshape's.
 */
export function gapsOf(posed: Posed, face: FacePose, size: Proportions): Gap[] {
  const hands = handFlesh(posed);
  const body = [
    { name: 'face', distance: headFlesh(posed, face, size) },
    { name: 'torso', distance: trunkFlesh(posed, size) },
  ];
  const gaps = hands.flatMap((a, i) => {
    const others = hands.slice(i + 1).filter((b) => (a.side === b.side ? areEnds(a, b) : true));
    return [...others, ...body]
      .filter((b) => b.distance(a.middle) - a.reach < TOLD)
      .map((b) => ({ a: a.name, b: b.name, gap: gapBetween(a, b) }));
  });
  return gaps.filter(({ gap }) => gap < TOLD);
}

/** Whether the two are the thumb's end and another end of the hand. */
const areEnds = (a: FleshPart, b: FleshPart): boolean =>
  a.name.startsWith('thumb_tip') && b.name.includes('_tip_');

/** Spans in which parts touch. @param frames the gaps of each. */
export function contactsOf(frames: readonly (readonly Gap[])[]): TrueContact[] {
  const contacts: (TrueContact & { last: number })[] = [];
  frames.forEach((gaps, frame) => {
    for (const { a, b, gap } of gaps) {
      if (gap > TOUCHING) continue;
      const open = contacts.findIndex((each) => each.a === a && each.b === b && each.last === frame - 1);
      const before = contacts[open];
      const gapMm = Math.min(before?.gapMm ?? Number.POSITIVE_INFINITY, gap * 1000);
      const contact = { a, b, frames: [before?.frames[0] ?? frame, frame] as const, gapMm, last: frame };
      if (open < 0) contacts.push(contact);
      else contacts[open] = contact;
    }
  });
  return contacts.map(({ a, b, frames: span, gapMm }) => ({
    a,
    b,
    frames: span,
    gapMm: Number(gapMm.toFixed(1)) + 0,
  }));
}
