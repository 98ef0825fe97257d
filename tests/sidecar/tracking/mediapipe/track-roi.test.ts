import { describe, expect, it } from 'vitest';
import { HAND_TRACKING, trackRoi } from '../../../../sidecar/src/tracking/mediapipe/track-roi.ts';

const fresh = { cx: 100, cy: 100, width: 100, height: 100, rotation: 0 };
const points = Float64Array.from([100, 100, 0]);
const keep = (change: Partial<typeof fresh>, at = points) =>
  trackRoi({ roi: { ...fresh, ...change }, points: at }, fresh, HAND_TRACKING) !== fresh;

describe('trackRoi', () => {
  it('takes the fresh region when there is no previous one', () => {
    expect(trackRoi(null, fresh, HAND_TRACKING)).toBe(fresh);
  });

  it('keeps the previous region up to each limit', () => {
    expect(keep({ cx: 119 })).toBe(true);
    expect(keep({ cx: 121 })).toBe(false);
    expect(keep({ cy: 79 })).toBe(false);
    expect(keep({ width: 139 })).toBe(true);
    expect(keep({ width: 141 })).toBe(false);
    expect(keep({ height: 59 })).toBe(false);
    expect(keep({ rotation: (39 * Math.PI) / 180 })).toBe(true);
    expect(keep({ rotation: (-41 * Math.PI) / 180 })).toBe(false);
  });

  it('compares rotations across the half turn', () => {
    const turned = { ...fresh, rotation: (170 * Math.PI) / 180 };
    const previous = { roi: { ...fresh, rotation: (-170 * Math.PI) / 180 }, points };
    expect(trackRoi(previous, turned, HAND_TRACKING)).toBe(previous.roi);
  });

  it('drops the previous region when a landmark left the fresh one less its margin', () => {
    expect(keep({}, Float64Array.from([144, 100, 0]))).toBe(true);
    expect(keep({}, Float64Array.from([146, 100, 0]))).toBe(false);
    expect(keep({}, Float64Array.from([100, 100, 0, 100, 54, 0]))).toBe(false);
  });
});
