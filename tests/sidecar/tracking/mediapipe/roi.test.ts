import { describe, expect, it } from 'vitest';
import {
  handRoiFromLandmarks,
  handRoiFromPose,
} from '../../../../sidecar/src/tracking/mediapipe/hand-roi.ts';
import {
  expandRoi,
  normalizeAngle,
  projectPoints,
  type Roi,
  roiFromAlignment,
} from '../../../../sidecar/src/tracking/mediapipe/roi.ts';

const [W, H] = [1280, 720];
const UP = Math.PI / 2;
const normalized = (roi: Roi) => [roi.cx / W, roi.cy / H, roi.width / W, roi.height / H, roi.rotation];
const expectRoi = (roi: Roi, expected: number[]) =>
  normalized(roi).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 5);
  });

describe('regions of interest agree with the reference values of the original', () => {
  it('aligns a body to 90 degrees and expands it', () => {
    const roi = roiFromAlignment(UP, 640, 500, 650, 300);
    expectRoi(roi, [0.5, 0.6944444, 0.3128904, 0.5562496, 0.0499584]);
    expectRoi(expandRoi(roi, 1.25), [0.5, 0.6944444, 0.391113, 0.695312, 0.0499584]);
  });

  it('aligns a re-cropped hand to -90 degrees and shifts it along its own axis', () => {
    const roi = roiFromAlignment(-UP, 640, 500, 700, 560);
    expectRoi(roi, [0.5, 0.6944444, 0.1325825, 0.2357023, -0.7853982]);
    expectRoi(expandRoi(roi, 1, -0.1), [0.490625, 0.6777778, 0.1325825, 0.2357023, -0.7853982]);
  });

  it('finds a hand from the body, and none when the wrist is out of sight', () => {
    const pose = new Float64Array(33 * 4);
    pose.set([400, 300, 0, 1], 15 * 4);
    pose.set([420, 250, 0, 1], 17 * 4);
    pose.set([450, 260, 0, 1], 19 * 4);
    expectRoi(handRoiFromPose(pose, 'left')!, [0.35, 0.3444444, 0.248791, 0.4422952, 0.7454195]);
    pose[15 * 4 + 3] = 0.1;
    expect(handRoiFromPose(pose, 'left')).toBeNull();
    expect(handRoiFromPose(pose, 'right')).toBeNull();
  });

  it('finds the next region from hand landmarks', () => {
    const points = `400,500 403,512 406,496 424,480 427,492 445,476 448,460 451,444 469,456 472,440 490,424
      493,436 496,420 514,404 517,388 535,400 538,384 541,368 559,380 562,364 580,348`
      .split(/\s+/)
      .map((pair) => pair.split(',').map(Number));
    const roi = handRoiFromLandmarks(Float64Array.from(points.flatMap(([x, y]) => [x!, y!, 0])));
    expectRoi(roi, [0.3832973, 0.5906264, 0.3191338, 0.5673489, 0.9009038]);
  });
});

describe('projectPoints', () => {
  it('maps the middle and a corner of a turned region to pixels', () => {
    const points = Float64Array.from([0.5, 0.5, 7, 0, 0, 7]);
    projectPoints(points, 2, 3, { cx: 100, cy: 50, width: 20, height: 20, rotation: UP });
    expect([...points]).toEqual([100, 50, 7, expect.closeTo(110), expect.closeTo(40), 7]);
  });
});

describe('normalizeAngle', () => {
  it('keeps angles in [-pi, pi)', () => {
    expect(normalizeAngle(Math.PI)).toBe(-Math.PI);
    expect(normalizeAngle(-Math.PI)).toBe(-Math.PI);
    expect(normalizeAngle(5 * Math.PI + 0.25)).toBeCloseTo(-Math.PI + 0.25, 12);
  });
});
