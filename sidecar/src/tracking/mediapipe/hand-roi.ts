import { boundingRoi, expandRoi, type Roi, rotationTo } from './roi.ts';

/** The performer's own side. */
export type Side = 'left' | 'right';

/** Pose landmarks of the performer's own wrist, little and index finger. */
const POSE_HAND = {
  left: { wrist: 15, pinky: 17, index: 19 },
  right: { wrist: 16, pinky: 18, index: 20 },
} as const;
const MIN_WRIST_VISIBILITY = 0.1;
const UP = Math.PI / 2;
/** Landmarks that span the next region: the palm and the first joints. */
const PALM = [0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18] as const;

/** Where the body's own hand points expect the hand; `null` when the wrist is out of sight. */
export function handRoiFromPose(points: Float64Array, side: Side): Roi | null {
  const { wrist, pinky, index } = POSE_HAND[side];
  if (!(points[wrist * 4 + 3]! > MIN_WRIST_VISIBILITY)) return null;
  const x = (2 * points[index * 4]! + points[pinky * 4]!) / 3;
  const y = (2 * points[index * 4 + 1]! + points[pinky * 4 + 1]!) / 3;
  const wristX = points[wrist * 4]!;
  const wristY = points[wrist * 4 + 1]!;
  const sideLength = 2 * Math.hypot(x - wristX, y - wristY);
  if (sideLength === 0) return null;
  const rotation = rotationTo(UP, wristX, wristY, x, y);
  return expandRoi({ cx: x, cy: y, width: sideLength, height: sideLength, rotation }, 2.7, -0.1);
}

/** The region of the next frame. Source: hand_landmarks_to_rect_calculator.cc. */
export function handRoiFromLandmarks(points: Float64Array): Roi {
  const at = (k: number, axis: number) => points[k * 3 + axis]!;
  const target = (axis: number) => ((at(5, axis) + at(13, axis)) / 2 + at(9, axis)) / 2;
  const rotation = rotationTo(UP, at(0, 0), at(0, 1), target(0), target(1));
  const { cx, cy } = boundingRoi(points, 3, PALM, 0);
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  const along = PALM.map((k) => (at(k, 0) - cx) * cos + (at(k, 1) - cy) * sin);
  const across = PALM.map((k) => (at(k, 1) - cy) * cos - (at(k, 0) - cx) * sin);
  const [minX, maxX, minY, maxY] = [
    Math.min(...along),
    Math.max(...along),
    Math.min(...across),
    Math.max(...across),
  ];
  const x = (minX + maxX) / 2;
  const y = (minY + maxY) / 2;
  const tight = {
    cx: cx + x * cos - y * sin,
    cy: cy + x * sin + y * cos,
    width: maxX - minX,
    height: maxY - minY,
    rotation,
  };
  return expandRoi(tight, 2, -0.1);
}
