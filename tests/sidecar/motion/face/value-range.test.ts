import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureRange, outsideZone } from '../../../../sidecar/src/motion/face/value-range.ts';
import { ARKIT_INDEX, ARKIT_NAMES, type ArkitName } from '../../../../sidecar/src/skeleton/arkit.ts';

const FRAMES = 200;

/** The range of a performer whose values are all 0 but for some of some frames. */
function rangeOf(shown: Partial<Record<ArkitName, (frame: number) => number>>) {
  const columns = ARKIT_NAMES.map((name) => Array.from({ length: FRAMES }, (_, i) => shown[name]?.(i) ?? 0));
  return measureRange(columns, new Uint8Array(FRAMES).fill(1));
}

/** An expression of this strength in every tenth frame. */
const sometimes = (strength: number) => (frame: number) => (frame % 10 === 0 ? strength : 0);
const gainOf = (strength: number): number =>
  rangeOf({ JawOpen: sometimes(strength) }).gain[ARKIT_INDEX.JawOpen]!;

describe('outsideZone', () => {
  it('is 0 in the zone, in full from three times the zone on, and even between', () => {
    expect(outsideZone(0.1, 0.1)).toBe(0);
    expect(outsideZone(-0.5, 0.1)).toBe(0);
    expect(outsideZone(0.2, 0.1)).toBeCloseTo(0.15, 12);
    expect(outsideZone(0.3, 0.1)).toBeCloseTo(0.3, 12);
    expect(outsideZone(0.8, 0.1)).toBe(0.8);
  });

  it('never falls as the value rises', () => {
    const value = fc.double({ min: -1, max: 2, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.double({ min: 0.01, max: 0.4, noNaN: true }), (a, b, zone) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(outsideZone(low, zone)).toBeLessThanOrEqual(outsideZone(high, zone) + 1e-12);
      }),
    );
  });
});

describe('measureRange', () => {
  it('makes the strongest expression a full one, by no more than two fifths', () => {
    expect(gainOf(0.5)).toBeCloseTo(1.4, 9);
    expect(gainOf(0.6)).toBeCloseTo(0.8 / 0.6, 9);
    expect(gainOf(0.8)).toBe(1);
    expect(gainOf(1.2)).toBe(1);
  });

  it('does not judge a range by a few frames', () => {
    const columns = ARKIT_NAMES.map(() => Array.from({ length: 99 }, (_, i) => (i % 10 === 0 ? 0.5 : 0)));
    expect(new Set(measureRange(columns, new Uint8Array(99).fill(1)).gain)).toEqual(new Set([1]));
  });

  it('does not take a frame or two for an expression', () => {
    const strong = (frame: number) => (frame < 2 ? 1 : sometimes(0.6)(frame));
    expect(rangeOf({ JawOpen: strong }).gain[ARKIT_INDEX.JawOpen]).toBeCloseTo(0.8 / 0.6, 9);
  });

  it('shows no trembling: the zone grows with it', () => {
    const { zone } = rangeOf({ MouthSmileLeft: (frame) => 0.15 * Math.sin(frame * 2.3) });
    expect(zone[ARKIT_INDEX.MouthSmileLeft]).toBeGreaterThan(0.1);
  });

  it('does not swallow a frown of a performer whose mouth is seldom at rest', () => {
    const wave = (frame: number) => 0.5 * Math.sin(frame * 0.3);
    const { zone } = rangeOf({ MouthFrownLeft: wave, BrowDownLeft: wave });
    expect(zone[ARKIT_INDEX.MouthFrownLeft]).toBe(0.14);
    expect(zone[ARKIT_INDEX.BrowDownLeft]).toBe(0.18);
  });

  it('has one range for both sides, so that a crooked smile stays as crooked', () => {
    const { gain } = rangeOf({ MouthSmileLeft: sometimes(0.8), MouthSmileRight: sometimes(0.4) });
    expect(gain[ARKIT_INDEX.MouthSmileLeft]).toBeCloseTo(0.8 / 0.6, 9);
    expect(gain[ARKIT_INDEX.MouthSmileRight]).toBe(gain[ARKIT_INDEX.MouthSmileLeft]);
  });

  it('leaves gaze and what is read from depth as they are', () => {
    const { gain } = rangeOf({ EyeLookUpLeft: sometimes(0.5), CheekPuff: sometimes(0.5) });
    expect(gain[ARKIT_INDEX.EyeLookUpLeft]).toBe(1);
    expect(gain[ARKIT_INDEX.CheekPuff]).toBe(1);
  });

  it('takes off a rest that is not 0, and keeps what is held all the time', () => {
    const { offset } = rangeOf({ EyeSquintLeft: () => 0.12, MouthFrownLeft: () => 0.4 });
    expect(offset[ARKIT_INDEX.EyeSquintLeft]).toBeCloseTo(0.12, 9);
    expect(offset[ARKIT_INDEX.MouthFrownLeft]).toBe(0);
  });
});
