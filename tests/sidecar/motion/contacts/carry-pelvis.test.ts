import { describe, expect, it } from 'vitest';
import { carryPelvis } from '../../../../sidecar/src/motion/contacts/carry-pelvis.ts';

const FRAMES = 60;
const times = Float64Array.from({ length: FRAMES }, (_, i) => i / 30);
const path = (at: (frame: number) => readonly number[]): Float64Array =>
  Float64Array.from(Array.from({ length: FRAMES }, (_, i) => at(i)).flat());

describe('carryPelvis', () => {
  it('takes a slow slide of the standing foot off the pelvis', () => {
    const drift = (i: number): number => 4 * Math.sin((2 * Math.PI * i) / FRAMES);
    const pelvis = Float32Array.from(path((i) => [drift(i), 2, 90]));
    const l = path((i) => [10 + drift(i), 0, 8]);
    const r = path(() => [50, 50, 50]);
    carryPelvis(pelvis, { spans: [{ side: 'l', from: 0, to: FRAMES }], paths: { l, r }, times });
    for (let i = 0; i < FRAMES; i++) {
      expect(Math.abs(pelvis[i * 3]!)).toBeLessThan(0.25);
      expect(pelvis[i * 3 + 1]).toBeCloseTo(2, 5);
      expect(pelvis[i * 3 + 2]).toBeCloseTo(90, 4);
    }
  });

  it('goes half way where two standing feet disagree', () => {
    const pelvis = new Float32Array(FRAMES * 3);
    const l = path((i) => [i < 30 ? -1 : 1, 0, 0]);
    const r = path(() => [20, 0, 0]);
    const both = [
      { side: 'l', from: 0, to: FRAMES },
      { side: 'r', from: 0, to: FRAMES },
    ] as const;
    carryPelvis(pelvis, { spans: both, paths: { l, r }, times });
    expect(pelvis[10 * 3]).toBeCloseTo(0.5, 4);
    expect(pelvis[50 * 3]).toBeCloseTo(-0.5, 4);
  });

  it('passes evenly from one standing foot to the next, and stays where it is without any', () => {
    const pelvis = new Float32Array(FRAMES * 3);
    const l = path((i) => [i === 0 ? 19 : -1, 0, 0]);
    const r = path((i) => [i === 59 ? -19 : 1, 0, 0]);
    const spans = [
      { side: 'l', from: 0, to: 20 },
      { side: 'r', from: 40, to: FRAMES },
    ] as const;
    carryPelvis(pelvis, { spans, paths: { l, r }, times });
    expect(pelvis[15 * 3]).toBeCloseTo(1, 2);
    expect(Math.abs(pelvis[29 * 3]! + pelvis[30 * 3]!)).toBeLessThan(0.01);
    expect(pelvis[45 * 3]).toBeCloseTo(-1, 2);
    const alone = new Float32Array(FRAMES * 3);
    carryPelvis(alone, { spans: [], paths: { l, r }, times });
    expect(alone.every((value) => value === 0)).toBe(true);
  });
});
