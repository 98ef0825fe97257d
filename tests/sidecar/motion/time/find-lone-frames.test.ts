import { describe, expect, it } from 'vitest';
import { findLoneFrames } from '../../../../sidecar/src/motion/time/find-lone-frames.ts';
import { aboutZ } from './turning-track.ts';

const RADIANS = Math.PI / 180;

/** Lone frames of turns about one axis by degrees. */
function lone(...degrees: number[]): number[] {
  const rows = Float64Array.from(degrees.flatMap((angle) => [...aboutZ(angle * RADIANS)]));
  const frames: number[] = [];
  findLoneFrames(rows, 0, degrees.length, (frame) => frames.push(frame));
  return frames;
}

describe('findLoneFrames', () => {
  it('finds a frame that goes its own way in a fast turn', () => {
    expect(lone(0, 20, 40, 30, 80, 100, 120)).toEqual([3]);
    expect(lone(20, 20, 20, 55, 20, 20, 20)).toEqual([3]);
  });

  it('leaves fast turns, stops, and taps as fast as people tap', () => {
    expect(lone(0, 0, 30, 60, 90, 90, 90)).toEqual([]);
    expect(lone(0, 0, 0, 70, 70, 70, 70)).toEqual([]);
    expect(lone(0, 0, 20, 45, 20, 0, 0)).toEqual([]);
    for (const fps of [25, 30]) {
      const tapping = Array.from({ length: 20 }, (_, i) => 20 * Math.sin((2 * Math.PI * 7 * i) / fps));
      expect(lone(...tapping)).toEqual([]);
    }
  });

  it('leaves what is small, and the two frames at either end', () => {
    expect(lone(0, 0, 13, 0, 0)).toEqual([]);
    expect(lone(0, 40, 0, 0, 0, 40, 0)).toEqual([]);
  });
});
