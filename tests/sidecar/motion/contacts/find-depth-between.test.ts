import { describe, expect, it } from 'vitest';
import {
  findDepthBetween,
  SHIFTS,
  STEP,
} from '../../../../sidecar/src/motion/contacts/find-depth-between.ts';

const FPS = 25;
const MIDDLE = SHIFTS >> 1;

/** Rows of votes: of each frame one depth in cm with its votes, or null. */
function path(frames: readonly (readonly [cm: number, votes: number] | null)[]): number[] {
  const votes = new Float32Array(frames.length * SHIFTS);
  frames.forEach((frame, i) => {
    if (frame !== null) votes[i * SHIFTS + MIDDLE + frame[0] / STEP] = frame[1];
  });
  const times = Float64Array.from({ length: frames.length }, (_, i) => i / FPS);
  return [...findDepthBetween(votes, times)];
}

describe('findDepthBetween', () => {
  it('keeps to the lift where nothing touches', () => {
    expect(path([null, null, null])).toEqual([0, 0, 0]);
  });

  it('goes where the tips touch, and stays there while they do', () => {
    expect(
      path([
        [4, 2],
        [4, 2],
        [4, 2],
        [4, 2],
      ]),
    ).toEqual([4, 4, 4, 4]);
  });

  it('goes there and back no faster than the lift errs', () => {
    const found = path([null, null, null, null, [6, 3], [6, 3], [6, 3], null, null, null, null]);
    expect(found.slice(4, 7)).toEqual([6, 6, 6]);
    for (let i = 1; i < found.length; i++) expect(Math.abs(found[i]! - found[i - 1]!)).toBeLessThanOrEqual(3);
    expect(found[0]).toBeLessThan(found[3]!);
    expect(found[10]).toBeLessThan(found[7]!);
  });

  it('is not drawn away by a single touch far off what the frames around say', () => {
    expect(
      path([
        [1, 3],
        [1, 3],
        [-12, 1],
        [1, 3],
        [1, 3],
      ]),
    ).toEqual([1, 1, 1, 1, 1]);
  });

  it('gives nothing for a clip without frames', () => {
    expect(path([])).toEqual([]);
  });
});
