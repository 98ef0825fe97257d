import { describe, expect, it } from 'vitest';
import { createClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { SHOULDER, WRIST } from '../../../../sidecar/src/motion/clip/landmark-points.ts';
import { createFaceSampler } from '../../../../sidecar/src/motion/face/face-sampler.ts';
import { restingFrames } from '../../../../sidecar/src/motion/face/resting-frames.ts';
import { camera } from './canonical-face.ts';

const FPS = 25;
/** The shoulders are a fifth of the picture apart; both wrists so far below them. */
const LOW = 0.35;

/** Frames in which the wrists are this far below the shoulders, in shares of the picture; null without a body. */
function marksOf(drops: readonly (number | null)[], fps = FPS): string {
  const clip = createClipStore(createFaceSampler(camera));
  drops.forEach((drop, frame) => {
    const none = { leftHand: null, rightHand: null, leftHandWorld: null, rightHandWorld: null, face: null };
    const points = Array.from({ length: 33 }, (): [number, number, number, number] => [0.5, 0.3, 0, 1]);
    const world = Array.from({ length: 33 }, (): [number, number, number] => [0, 0, 0]);
    for (const [side, x] of [
      ['l', 0.6],
      ['r', 0.4],
    ] as const) {
      points[SHOULDER[side]] = [x, 0.3, 0, 1];
      points[WRIST[side]] = [x, 0.3 + (drop ?? 0), 0, 1];
    }
    const body = drop === null ? { pose: null, world: null } : { pose: points, world };
    const confidence = { body: 1, leftHand: 0, rightHand: 0, face: 0 };
    clip.append({ ...none, ...body, frame, time: frame / fps, confidence }, null);
  });
  const frames = drops.map((_, frame) => frame);
  return [...restingFrames(clip, frames, 1)].join('');
}

const still = (frames: number, drop = LOW): number[] => new Array<number>(frames).fill(drop);
/** A hand that moves up and down before the chest. */
const signs = (frames: number): number[] =>
  Array.from({ length: frames }, (_, i) => 0.1 + 0.05 * Math.sin(i * 0.8));

describe('restingFrames', () => {
  it('finds where hands hang or lie before and after a sign', () => {
    const marks = marksOf([...still(16), ...signs(40), ...still(16)]);
    expect(marks).toBe(`${'1'.repeat(13)}${'0'.repeat(46)}${'1'.repeat(13)}`);
  });

  it('says all where hands rest for a moment only, or not at all', () => {
    expect(marksOf([...still(12), ...signs(60)])).toBe('1'.repeat(72));
    expect(marksOf([...signs(20), ...still(8), ...signs(20), ...still(8), ...signs(20), ...still(8)])).toBe(
      '1'.repeat(84),
    );
    expect(marksOf(signs(40))).toBe('1'.repeat(40));
  });

  it('does not take hands for resting that are held up', () => {
    expect(marksOf([...still(40, 0.05), ...still(40)]).slice(0, 38)).toBe('0'.repeat(38));
  });

  it('takes all of a clip in which the hands rest throughout', () => {
    expect(marksOf(still(50))).toBe('1'.repeat(50));
  });

  it('says all where there is no body, and none of frames without one', () => {
    expect(marksOf(still(30).map(() => null))).toBe('1'.repeat(30));
    const gone = [...still(20), ...still(5).map(() => null), ...signs(30)];
    expect(marksOf(gone)).toBe(`${'1'.repeat(20)}${'0'.repeat(35)}`);
  });

  it('goes by seconds, not by frames', () => {
    expect(marksOf([...still(16), ...signs(40), ...still(16)], 60)).toBe('1'.repeat(72));
  });
});
