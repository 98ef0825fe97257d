import { describe, expect, it } from 'vitest';
import { CONTACT_PAIRS, pointName } from '../../../../sidecar/src/motion/contacts/contact-pairs.ts';
import { findContacts, maskGaps } from '../../../../sidecar/src/motion/contacts/find-contacts.ts';

const FPS = 30;
const columnOf = (kind: string, a: string): number =>
  CONTACT_PAIRS.findIndex((pair) => pair.kind === kind && pointName(pair.a) === a);
const PINCH = columnOf('fingerThumb', 'thumb_r');

/** Rows in which one pair has the given gaps and every other is far. */
function rows(gaps: readonly number[], column = PINCH): Float32Array {
  const out = new Float32Array(gaps.length * CONTACT_PAIRS.length).fill(50);
  gaps.forEach((gap, i) => {
    out[i * CONTACT_PAIRS.length + column] = gap;
  });
  return out;
}
const spansOf = (gaps: readonly number[], fps = FPS): number[][] =>
  findContacts(
    rows(gaps),
    Float64Array.from({ length: gaps.length }, (_, i) => i / fps),
  ).map(({ from, to }) => [from, to]);

describe('CONTACT_PAIRS', () => {
  it('watches each thumb with its fingers, all tips of both hands, the palms, hands with face and trunk', () => {
    const count = (kind: string): number => CONTACT_PAIRS.filter((pair) => pair.kind === kind).length;
    expect(['fingerThumb', 'fingertips', 'palms', 'handFace', 'handTorso'].map(count)).toEqual([
      8, 25, 1, 12, 12,
    ]);
    expect(new Set(CONTACT_PAIRS.map(({ a, b }) => `${pointName(a)} ${pointName(b)}`)).size).toBe(58);
  });
});

describe('findContacts', () => {
  it('begins below one gap and ends above a larger one', () => {
    expect(spansOf([2, 0.5, 0.05, 0.5, 0.7, 0.9, 0.5, 2])).toEqual([[2, 5]]);
  });

  it('leaves a touch of one frame at 30 fps, and keeps one at 5 fps', () => {
    expect(spansOf([2, 2, 0, 2, 2])).toEqual([]);
    expect(spansOf([2, 2, 0, 2, 2], 5)).toEqual([[2, 3]]);
  });

  it('joins a touch that is lost for two frames, and parts a tap from the next', () => {
    expect(spansOf([0, 0, 2, 2, 0, 0])).toEqual([[0, 6]]);
    expect(spansOf([0, 0, 2, 2, 2, 2, 0, 0])).toEqual([
      [0, 2],
      [6, 8],
    ]);
  });

  it('neither begins nor ends a contact where a hand is not seen', () => {
    expect(spansOf([0, 0, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0.5, 2])).toEqual([[0, 7]]);
    expect(spansOf([Number.NaN, Number.NaN, Number.NaN])).toEqual([]);
  });

  it('drops a tip that touches another more closely all the while, and for longer', () => {
    const gaps = rows([0, 0, 0, 0, 0, 0, 2], columnOf('fingertips', 'index_l') + 1);
    const [like, unlike, elsewhere] = [0, 1, 2].map((k) => columnOf('fingertips', 'index_l') + 1 + k);
    const pairs = () => {
      const times = Float64Array.from({ length: 7 }, (_, i) => i / FPS);
      return findContacts(gaps, times).map(({ pair }) => CONTACT_PAIRS.indexOf(pair));
    };
    gaps[2 * CONTACT_PAIRS.length + unlike!] = 0;
    gaps[3 * CONTACT_PAIRS.length + unlike!] = 0.05;
    expect(pairs()).toEqual([like]);
    // as close, or for as long: both touch
    for (const i of [2, 3]) gaps[i * CONTACT_PAIRS.length + unlike!] = 0;
    expect(pairs()).toEqual([like, unlike]);
    for (const i of [2, 3, 4, 5, 6]) gaps[i * CONTACT_PAIRS.length + elsewhere!] = i === 2 ? 0 : 0.05;
    expect(pairs()).toEqual([like, unlike, elsewhere]);
  });

  it('names the pair', () => {
    const times = Float64Array.from([0, 1 / FPS, 2 / FPS]);
    const column = columnOf('handFace', 'index_l');
    const [span] = findContacts(rows([0, 0, 0], column), times);
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
