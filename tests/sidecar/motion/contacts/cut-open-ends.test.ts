import { describe, expect, it } from 'vitest';
import { CONTACT_PAIRS } from '../../../../sidecar/src/motion/contacts/contact-pairs.ts';
import { cutOpenEnds } from '../../../../sidecar/src/motion/contacts/cut-open-ends.ts';
import type { ContactKind } from '../../../../sidecar/src/protocol/motion.ts';

/** What is left of a contact from frame 10 on that is so open in each of its frames, cm. */
const left = (...open: number[]): number[] | null => leftOf('palms', open);
function leftOf(kind: ContactKind, open: number[]): number[] | null {
  const pair = CONTACT_PAIRS.find((each) => each.kind === kind)!;
  const span = cutOpenEnds({ pair, from: 10, to: 10 + open.length }, open);
  return span && [span.from, span.to];
}

describe('cutOpenEnds', () => {
  it('cuts frames at both ends that are a centimetre more open than the contact usually is', () => {
    expect(left(4, 2, 0.5, 0.4, 0.3, 0.5, 2)).toEqual([12, 16]);
    expect(left(6, 5, 4, 0, 0, 0, 0)).toEqual([13, 17]);
    expect(left(1.4, 0.5, 0.4, 0.3, 1.4)).toEqual([10, 15]);
  });

  it('leaves open frames within, and a contact that is evenly open', () => {
    expect(left(0, 0, 5, 0, 0)).toEqual([10, 15]);
    expect(left(3, 3, 3)).toEqual([10, 13]);
  });

  it('leaves two frames at the least, and nothing of what would lose more than a half', () => {
    expect(left(9, 0, 0)).toEqual([11, 13]);
    expect(left(9, 0)).toEqual([10, 12]);
    expect(left(9, 8, 7, 6, 5, 0, 0, 0, 0)).toBeNull();
  });

  it('believes no fingertips that never come nearer than 2.5 cm; palms and the body may be as far off in depth', () => {
    expect(leftOf('fingertips', [3, 2.6, 3])).toBeNull();
    expect(leftOf('fingertips', [3, 2.4, 3])).toEqual([10, 13]);
    for (const kind of ['fingerPalm', 'palms', 'handFace', 'handTorso'] as const)
      expect(leftOf(kind, [9, 9, 9])).toEqual([10, 13]);
  });

  it('believes no thumb that never comes nearer to a finger of its hand than 1.5 cm', () => {
    expect(leftOf('fingerThumb', [3, 1.6, 3])).toBeNull();
    expect(leftOf('fingerThumb', [1.9, 1.4, 1.9])).toEqual([10, 13]);
  });

  it('holds no thumb in frames at the ends in which it is 2 cm off', () => {
    expect(leftOf('fingerThumb', [2.1, 1.4, 1.9, 1.4, 2.1])).toEqual([11, 14]);
    expect(leftOf('fingerThumb', [1.4, 1.4, 2.1, 2.1, 2.1])).toBeNull();
  });
});
