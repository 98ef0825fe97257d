import { describe, expect, it } from 'vitest';
import { createDigitMixer } from '../../../../sidecar/scripts/train/mix-digits.mjs';
import { random } from '../../../../sidecar/scripts/train/random.mjs';

const DIGITS = [0, 1, 2, 3, 4];
/** A hand all of whose numbers are `name`, but for the side that it is seen from. */
function hand(name: number, seenFrom: number) {
  const inputs = new Float32Array(132).fill(name);
  inputs.fill(seenFrom, 120);
  return { inputs, wanted: new Array<number>(45).fill(name) };
}
const from = (numbers: ArrayLike<number>, start: number, count: number): number[] => [
  ...new Set(Array.from(numbers).slice(start, start + count)),
];

describe('createDigitMixer', () => {
  const rows = [hand(1, 0), hand(2, 0), hand(3, 0), hand(9, 4)];
  const mix = createDigitMixer(rows, random(1));
  const epochs = Array.from({ length: 200 }, mix);

  it('gives a hand digits of others, in both accounts and in what is to be learnt alike', () => {
    const givers = new Set<number>();
    for (const [first] of epochs) {
      for (const digit of DIGITS) {
        const [giver, ...more] = from(first!.inputs, digit * 12, 12);
        expect(more).toEqual([]);
        expect(from(first!.inputs, 60 + digit * 12, 12)).toEqual([giver]);
        expect(from(first!.wanted, digit * 9, 9)).toEqual([giver]);
        givers.add(giver!);
      }
      expect(from(first!.inputs, 120, 12)).toEqual([0]);
    }
    expect([...givers].sort()).toEqual([1, 2, 3]);
  });

  it('leaves more digits than it changes, and what it was given', () => {
    const changed = epochs.flatMap(([first]) => DIGITS.filter((digit) => first!.wanted[digit * 9] !== 1));
    // six of ten hands, four of ten of their digits, two of three from another hand
    expect(changed.length / (epochs.length * DIGITS.length)).toBeCloseTo(0.16, 1);
    expect(rows[0]).toEqual(hand(1, 0));
  });

  it('mixes no hands that are seen from other sides', () => {
    for (const epoch of epochs) expect(from(epoch[3]!.wanted, 0, 45)).toEqual([9]);
  });
});
