import { describe, expect, it } from 'vitest';
import { CONTACT_PAIRS, pointName } from '../../../../sidecar/src/motion/contacts/contact-pairs.ts';
import { findContacts, maskGaps } from '../../../../sidecar/src/motion/contacts/find-contacts.ts';
import { TIP_ROW } from '../../../../sidecar/src/motion/contacts/gaps-between-hands.ts';
import {
  type ContactRows,
  createContactRows,
} from '../../../../sidecar/src/motion/contacts/measure-contacts.ts';

const FPS = 30;
const columnOf = (kind: string, a: string): number =>
  CONTACT_PAIRS.findIndex((pair) => pair.kind === kind && pointName(pair.a) === a);
const PINCH = columnOf('fingerThumb', 'thumb_r');

/** Rows in which one pair has the given gaps and every other is far; no tip is covered. */
function rows(gaps: readonly number[], column = PINCH): ContactRows {
  const out = createContactRows(gaps.length);
  out.gaps.fill(50);
  gaps.forEach((gap, i) => {
    out.gaps[i * CONTACT_PAIRS.length + column] = gap;
  });
  return out;
}
const spansOf = (gaps: readonly number[], fps = FPS): number[][] =>
  findContacts(
    rows(gaps),
    Float64Array.from({ length: gaps.length }, (_, i) => i / fps),
  ).map(({ from, to }) => [from, to]);

describe('CONTACT_PAIRS', () => {
  it('watches thumbs with fingers, tips with tips and palms of the other hand, hands with face and trunk', () => {
    const count = (kind: string): number => CONTACT_PAIRS.filter((pair) => pair.kind === kind).length;
    expect(['fingerThumb', 'fingertips', 'fingerPalm', 'palms', 'handFace', 'handTorso'].map(count)).toEqual([
      8, 25, 10, 1, 8, 8,
    ]);
    expect(new Set(CONTACT_PAIRS.map(({ a, b }) => `${pointName(a)} ${pointName(b)}`)).size).toBe(60);
  });
});

describe('findContacts', () => {
  it('takes in what is nearer than the even gap', () => {
    expect(spansOf([4, 0.5, -0.2, -0.2, -0.2, 0.5, 4])).toEqual([[1, 6]]);
    expect(spansOf([4, 1, -0.4, -0.4, -0.4, 1, 4])).toEqual([[2, 5]]);
    expect(spansOf([4, 1, 1, 1, 1, 1, 4])).toEqual([]);
  });

  it('leaves a touch of one frame at 30 fps, and keeps one at 5 fps', () => {
    expect(spansOf([4, 4, -2, 4, 4])).toEqual([]);
    expect(spansOf([4, 4, -2, -2, 4])).toEqual([[2, 4]]);
    expect(spansOf([4, 4, -2, 4, 4], 5)).toEqual([[2, 3]]);
  });

  it('joins a touch that is lost for a frame, and parts a tap from the next', () => {
    expect(spansOf([-1, -1, 4, -1, -1])).toEqual([[0, 5]]);
    expect(spansOf([-1, -1, 4, 4, -1, -1])).toEqual([
      [0, 2],
      [4, 6],
    ]);
  });

  it('goes on where a hand is not seen for a moment, ends with what was seen of it, never begins there', () => {
    const unseen = (frames: number): number[] => Array.from({ length: frames }, () => Number.NaN);
    expect(spansOf([-1, -1, ...unseen(10), -1, -1])).toEqual([[0, 14]]);
    expect(spansOf([-1, -1, ...unseen(90), -1, -1])).toEqual([
      [0, 2],
      [92, 94],
    ]);
    expect(spansOf([-1, -1, ...unseen(5)])).toEqual([[0, 2]]);
    expect(spansOf(unseen(5))).toEqual([]);
  });

  it('asks more of a thumb and the ring or little finger than of the two beside it', () => {
    const found = [0, 1, 2, 3].map((finger) => {
      const gaps = rows([4, ...Array.from({ length: 24 }, () => 0.65), 4], PINCH + finger);
      return (
        findContacts(
          gaps,
          Float64Array.from({ length: 26 }, (_, i) => i / FPS),
        ).length === 1
      );
    });
    expect(found).toEqual([true, true, false, false]);
  });

  it('leaves a thumb the two fingers that are nearest to it at a time', () => {
    const times = Float64Array.from({ length: 42 }, (_, i) => i / FPS);
    const found = (ring: (frame: number) => number): string[] => {
      const out = rows([4, ...Array.from({ length: 40 }, () => 0.1), 4]);
      for (let i = 1; i < 41; i++) {
        out.gaps[i * CONTACT_PAIRS.length + PINCH + 1] = -0.2;
        out.gaps[i * CONTACT_PAIRS.length + PINCH + 2] = ring(i);
      }
      return findContacts(out, times).map(({ pair }) => pointName(pair.b));
    };
    expect(found(() => 4)).toEqual(['index_r', 'middle_r']);
    expect(found(() => 0)).toEqual(['middle_r', 'ring_r']);
    // for less than half of its frames
    expect(found((i) => (i < 26 ? 4 : 0))).toEqual(['index_r', 'middle_r', 'ring_r']);
  });

  it.each([
    [
      'likes beside each other',
      [
        ['index_l', 'index_r'],
        ['index_l', 'middle_r'],
      ],
      ['index_l index_r'],
    ],
    ['unlike tips alone', [['index_l', 'middle_r']], ['index_l middle_r']],
    [
      'unlike tips beside other likes',
      [
        ['index_l', 'middle_r'],
        ['pinky_l', 'pinky_r'],
      ],
      ['index_l middle_r', 'pinky_l pinky_r'],
    ],
    [
      'a tip on a palm',
      [
        ['index_r', 'palm_l'],
        ['thumb_r', 'palm_l'],
      ],
      ['index_r palm_l', 'thumb_r palm_l'],
    ],
    [
      'palms that meet',
      [
        ['thumb_r', 'palm_l'],
        ['palm_l', 'palm_r'],
      ],
      ['palm_l palm_r'],
    ],
    [
      'a tip that meets another',
      [
        ['thumb_r', 'palm_l'],
        ['thumb_l', 'thumb_r'],
      ],
      ['thumb_l thumb_r'],
    ],
    [
      'hands that lie over each other',
      [
        ['index_r', 'palm_l'],
        ['middle_l', 'palm_r'],
      ],
      [],
    ],
  ] as const)('tells what touches from what stands beside it: %s', (_, seeming, expected) => {
    const times = Float64Array.from({ length: 8 }, (__, i) => i / FPS);
    const gaps = new Float32Array(8 * CONTACT_PAIRS.length).fill(50);
    const tips = new Float32Array(8 * TIP_ROW);
    for (const [a, b] of seeming) {
      const column = CONTACT_PAIRS.findIndex((pair) => pointName(pair.a) === a && pointName(pair.b) === b);
      for (let i = 1; i < 7; i++) gaps[i * CONTACT_PAIRS.length + column] = -1.5;
    }
    const found = findContacts({ gaps, tips }, times);
    expect(found.map(({ pair }) => `${pointName(pair.a)} ${pointName(pair.b)}`).sort()).toEqual(expected);
  });

  it('leaves the body the one finger of a hand that is nearest to it', () => {
    const times = Float64Array.from({ length: 10 }, (_, i) => i / FPS);
    const out = rows([4, ...Array(8).fill(-0.5), 4], columnOf('handFace', 'index_l'));
    for (let i = 1; i < 9; i++) {
      out.gaps[i * CONTACT_PAIRS.length + columnOf('handFace', 'middle_l')] = -0.6;
      out.gaps[i * CONTACT_PAIRS.length + columnOf('handFace', 'ring_r')] = -0.1;
    }
    expect(
      findContacts(out, times)
        .map(({ pair }) => pointName(pair.a))
        .sort(),
    ).toEqual(['middle_l', 'ring_r']);
  });

  it("asks more of fingertips that are not each other's likes", () => {
    const first = columnOf('fingertips', 'index_l');
    const found = (right: number, gap: number): boolean => {
      const gaps = rows([4, gap, gap, gap, 4], first + right);
      return findContacts(gaps, Float64Array.from([0, 0.04, 0.08, 0.12, 0.16])).length === 1;
    };
    const digits = [0, 1, 2, 3];
    expect(digits.map((right) => found(right, -0.25))).toEqual([false, true, false, false]);
    expect(digits.map((right) => found(right, -0.9))).toEqual([false, true, false, false]);
    expect(digits.map((right) => found(right, -1.3))).toEqual([true, true, true, true]);
  });

  it('hears little of tips of which one is nearly covered, and nothing where it is wholly', () => {
    const times = Float64Array.from({ length: 10 }, (_, i) => i / 25);
    const likes = columnOf('fingertips', 'index_l') + 1;
    const found = (gap: number, cover: number): number[][] => {
      const { gaps, tips } = rows([4, ...Array(8).fill(gap), 4], likes);
      // the last places of a row: left thumb to pinky, right thumb to pinky
      for (let i = 0; i < 10; i++) tips[i * TIP_ROW + TIP_ROW - 4] = cover;
      return findContacts({ gaps, tips }, times).map(({ from, to }) => [from, to]);
    };
    // eight frames of 4 log odds each, or of 1, against 5.6 for a change there and back
    expect(found(-1.25, 0)).toEqual([[1, 9]]);
    expect(found(0.25, 0)).toEqual([[1, 9]]);
    expect(found(-1.25, 0.8)).toEqual([[1, 9]]);
    expect(found(0.25, 0.8)).toEqual([]);
    expect(found(-1.25, 1)).toEqual([]);
  });

  it('names the pair', () => {
    const times = Float64Array.from([0, 1 / FPS, 2 / FPS]);
    const column = columnOf('handFace', 'index_l');
    const [span] = findContacts(rows([-1, -1, -1], column), times);
    expect(span).toMatchObject({
      pair: { kind: 'handFace', a: { part: 'index', side: 'l' } },
      from: 0,
      to: 3,
    });
  });
});

describe('maskGaps', () => {
  it('forgets the frames of a hand that is not believed, and no others', () => {
    const gaps = new Float32Array(2 * CONTACT_PAIRS.length).fill(1);
    maskGaps(gaps, { leftHand: Uint8Array.from([0, 1]), rightHand: Uint8Array.from([1, 1]) });
    CONTACT_PAIRS.forEach(({ a, b }, column) => {
      const left = a.side === 'l' || ('side' in b && b.side === 'l');
      expect(Number.isNaN(gaps[column])).toBe(left);
      expect(gaps[CONTACT_PAIRS.length + column]).toBe(1);
    });
  });
});
