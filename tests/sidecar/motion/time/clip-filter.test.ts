import { describe, expect, it } from 'vitest';
import { STATE } from '../../../../sidecar/src/motion/time/bridge-gaps.ts';
import { openClipFilter } from '../../../../sidecar/src/motion/time/clip-filter.ts';

describe('openClipFilter', () => {
  /** A hundred frames at 100 a second, of which the middle ones up to `seconds` are not seen. */
  const bridgeOf = (region: 'mouth' | 'leftHand', seconds: number) => {
    const times = Float64Array.from({ length: 101 }, (_, i) => i / 100);
    const seen = new Uint8Array(101).fill(1).fill(0, 11, 10 + Math.round(seconds * 100));
    return openClipFilter(times).bridge(region, seen);
  };

  it('goes straight from end to end of a gap, in a face a little longer than elsewhere', () => {
    expect(bridgeOf('leftHand', 0.5).states[40]).toBe(STATE.bridged);
    expect(bridgeOf('leftHand', 0.6).states[40]).toBe(STATE.base);
    expect(bridgeOf('mouth', 0.6).states[40]).toBe(STATE.bridged);
    expect(bridgeOf('mouth', 0.8).states[40]).toBe(STATE.base);
    const values = new Float32Array(101).fill(1, 70);
    bridgeOf('mouth', 0.6).numbers(values, 1);
    expect(values[40]).toBeCloseTo(0.5, 6);
  });

  it('goes by the seconds, not by the frames', () => {
    const times = Float64Array.of(0, 0.1, 0.4, 0.5);
    const values = Float32Array.of(0, 9, 9, 1);
    openClipFilter(times)
      .bridge('mouth', Uint8Array.of(1, 0, 0, 1))
      .numbers(values, 1);
    expect(values[1]).toBeCloseTo(0.2, 6);
    expect(values[2]).toBeCloseTo(0.8, 6);
  });
});
