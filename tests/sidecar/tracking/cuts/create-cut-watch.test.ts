import { describe, expect, it } from 'vitest';
import { createCutWatch } from '../../../../sidecar/src/tracking/cuts/create-cut-watch.ts';
import { madeUpPicture, type Scene } from './made-up-picture.ts';

const FPS = 25;
/** Frames of a clip in which `scene` says what each shows; null drops the frame. */
function cutsOf(frames: number, scene: (i: number) => Scene | null): number[] {
  const isCut = createCutWatch();
  const cuts: number[] = [];
  for (let i = 0; i < frames; i++) {
    const shown = scene(i);
    if (shown !== null && isCut({ ...madeUpPicture(shown), time: i / FPS })) cuts.push(i);
  }
  return cuts;
}
const mixed = (share: number): Scene =>
  share <= 0 ? { kind: 1 } : share >= 1 ? { kind: 2 } : { kind: 1, into: { kind: 2, share } };

describe('createCutWatch', () => {
  it('finds the frame in which another picture begins', () => {
    expect(cutsOf(30, (i) => ({ kind: i < 15 ? 1 : 2 }))).toEqual([15]);
  });

  it('finds it while somebody moves in both', () => {
    expect(cutsOf(30, (i) => ({ kind: i < 15 ? 1 : 2, hand: i * 3 }))).toEqual([15]);
  });

  it('finds each of several', () => {
    expect(cutsOf(60, (i) => ({ kind: 1 + Math.floor(i / 15) }))).toEqual([15, 30, 45]);
  });

  it.each([5, 12, 24])('finds a fade over %s frames, at its end', (frames) => {
    const cuts = cutsOf(90, (i) => ({ ...mixed((i - 40) / frames), hand: i }));
    expect(cuts.length).toBeGreaterThan(0);
    expect(cuts.at(-1)).toBeGreaterThanOrEqual(40 + frames / 2);
    expect(cuts.at(-1)).toBeLessThanOrEqual(40 + frames + 5);
  });

  it.each([
    ['black', 0],
    ['white', 255],
  ])('finds a new scene behind %s', (_, to) => {
    const cuts = cutsOf(60, (i) => {
      const visible = Math.min(1, Math.abs(i - 30) / 10);
      return { kind: i < 30 ? 1 : 2, towards: { value: to, share: 1 - visible } };
    });
    expect(cuts.length).toBe(1);
    expect(cuts[0]).toBeGreaterThanOrEqual(30);
    expect(cuts[0]).toBeLessThan(40);
  });

  it.each<[string, (i: number) => Scene]>([
    ['stands still', () => ({ kind: 1 })],
    ['moves a hand fast', (i) => ({ kind: 1, hand: i * 9 })],
    ['shakes', (i) => ({ kind: 1, across: Math.round(12 * Math.sin(i * 1.9)), down: (i * 7) % 15 })],
    ['turns', (i) => ({ kind: 1, across: i * 4 })],
    ['gets darker at once', (i) => ({ kind: 1, gain: i < 30 ? 1 : 0.5 })],
    ['flashes', (i) => ({ kind: 1, light: i === 30 || i === 31 ? 150 : 0 })],
    ['fades to black and comes back', (i) => ({ kind: 1, gain: Math.min(1, Math.abs(i - 30) / 10) })],
    ['shows nothing', () => ({ kind: 1, gain: 0 })],
  ])('finds none in a picture that %s', (_, scene) => {
    expect(cutsOf(60, scene)).toEqual([]);
  });

  it('finds none where frames are missing and what moved has gone on', () => {
    expect(cutsOf(80, (i) => (i > 30 && i < 45 ? null : { kind: 1, across: i }))).toEqual([]);
  });

  it('finds none in the first frames, of which nothing is known', () => {
    expect(cutsOf(20, (i) => ({ kind: i === 0 ? 1 : 2 }))).toEqual([]);
  });
});
