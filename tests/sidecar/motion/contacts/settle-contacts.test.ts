import { describe, expect, it } from 'vitest';
import { CONTACT_PAIRS, pointName } from '../../../../sidecar/src/motion/contacts/contact-pairs.ts';
import type { ContactSpan } from '../../../../sidecar/src/motion/contacts/find-contacts.ts';
import { settleContacts } from '../../../../sidecar/src/motion/contacts/settle-contacts.ts';

const FPS = 25;
const times = Float64Array.from({ length: 100 }, (_, i) => i / FPS);

/** A contact that wants its first point `cm` along x, in all of its frames. */
function touch(kind: string, a: string, b: string, from: number, to: number, cm: number) {
  const pair = CONTACT_PAIRS.find(
    (each) => each.kind === kind && pointName(each.a) === a && pointName(each.b) === b,
  )!;
  const span: ContactSpan = { pair, from, to };
  const pull = new Float32Array((to - from) * 3);
  for (let i = 0; i < to - from; i++) pull[i * 3] = cm;
  return { span, pull };
}

function settledSpans(...touches: ReturnType<typeof touch>[]) {
  const spans = touches.map(({ span }) => span);
  const pulls = new Map(touches.map(({ span, pull }) => [span, pull]));
  return settleContacts(spans, pulls, times);
}

/** Which of the touches are left, whole or cut. */
function settled(...touches: ReturnType<typeof touch>[]): number[] {
  const pairs = touches.map(({ span }) => span.pair);
  return settledSpans(...touches).map(({ pair }) => pairs.indexOf(pair));
}

describe('settleContacts', () => {
  const index = touch('fingertips', 'index_l', 'index_r', 10, 40, 3);

  it('keeps what wants the hands in the same place, to what fingers bend', () => {
    expect(settled(index, touch('fingertips', 'middle_l', 'middle_r', 20, 30, 7.9))).toEqual([0, 1]);
  });

  it('lets go of the shorter of two that want the hands in different places', () => {
    expect(settled(touch('fingertips', 'thumb_l', 'pinky_r', 20, 30, -2.1), index)).toEqual([1]);
    expect(settled(touch('palms', 'palm_l', 'palm_r', 20, 30, 8.1), index)).toEqual([1]);
  });

  it('asks hands to go from one contact to the next no faster than 40 cm a second', () => {
    const before = touch('fingertips', 'index_l', 'index_r', 10, 40, -5);
    // 5 frames are 0.2 s: 8 cm, and 5 that fingers bend
    expect(settled(before, touch('fingertips', 'thumb_l', 'thumb_r', 44, 50, 7.9))).toEqual([0, 1]);
    expect(settled(before, touch('fingertips', 'thumb_l', 'thumb_r', 44, 46, 11.9))).toEqual([0]);
  });

  it('cuts a contact by the frames that come too soon after another, not by half of them', () => {
    const left = (cm: number) => {
      const before = touch('fingertips', 'index_l', 'index_r', 10, 40, -5);
      const spans = settledSpans(before, touch('fingertips', 'thumb_l', 'thumb_r', 44, 52, cm));
      return spans.map(({ from, to }) => [from, to]);
    };
    // a frame is 1.6 cm
    expect(left(7.9)).toEqual([
      [10, 40],
      [44, 52],
    ]);
    expect(left(9)).toEqual([
      [10, 40],
      [45, 52],
    ]);
    expect(left(11.9)).toEqual([
      [10, 40],
      [47, 52],
    ]);
  });

  it('cuts frames at both ends that are wide open, and lets go of what is hardly anything else', () => {
    const left = (...opens: number[]) => {
      const pinch = touch('fingerThumb', 'thumb_l', 'index_l', 10, 10 + opens.length, 0);
      opens.forEach((cm, i) => {
        pinch.pull[i * 3 + 1] = cm;
      });
      return settledSpans(pinch).map(({ from, to }) => [from, to]);
    };
    expect(left(4, 2, 0.5, 0.4, 0.3, 0.5, 2)).toEqual([[12, 16]]);
    expect(left(1.4, 0.5, 0.4, 0.3, 1.4)).toEqual([[10, 15]]);
    expect(left(3, 3, 3)).toEqual([[10, 13]]);
    expect(left(9, 0, 0)).toEqual([[11, 13]]);
    expect(left(6, 5, 4, 0, 0, 0, 0)).toEqual([[13, 17]]);
    expect(left(9, 0)).toEqual([[10, 12]]);
  });

  it('lets fingers of one hand touch the thumb whatever the hands do', () => {
    expect(settled(index, touch('fingerThumb', 'thumb_l', 'index_l', 20, 30, 30))).toEqual([0, 1]);
  });

  it('tells the hands against each other from each hand against the body', () => {
    const left = touch('handFace', 'index_l', 'face', 20, 30, 10);
    expect(settled(index, left, touch('handFace', 'index_r', 'face', 20, 30, -10))).toEqual([0, 1, 2]);
    expect(settled(left, touch('handTorso', 'thumb_l', 'torso', 22, 26, -10))).toEqual([0]);
  });
});
