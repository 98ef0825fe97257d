import type { Roi } from './roi.ts';

/** How far a region may move from the fresh one and still be kept; sizes are shares of the fresh region. */
export interface RoiTrackingLimits {
  readonly rotationDegrees: number;
  readonly translation: number;
  readonly scale: number;
  /** Previous landmarks must lie inside the fresh region grown by this. */
  readonly margin: number;
}

/** Source: hand_landmarks_from_pose and face_tracking graphs. */
export const HAND_TRACKING: RoiTrackingLimits = {
  rotationDegrees: 40,
  translation: 0.2,
  scale: 0.4,
  margin: -0.1,
};
export const FACE_TRACKING: RoiTrackingLimits = {
  rotationDegrees: 15,
  translation: 0.1,
  scale: 0.3,
  margin: -0.2,
};

/** What a landmark tracker keeps of the last frame. */
export interface TrackedRegion {
  /** Region around the last landmarks. */
  readonly roi: Roi;
  /** Last landmarks: x, y in pixels, then z, three numbers a point. */
  readonly points: Float64Array;
}

/**
 * The region from the last frame when it still agrees with the fresh one, else the fresh one.
 * Source: mediapipe/modules/holistic_landmark/calculators/roi_tracking_calculator.cc.
 */
export function trackRoi(previous: TrackedRegion | null, fresh: Roi, limits: RoiTrackingLimits): Roi {
  if (!previous) return fresh;
  const { roi, points } = previous;
  let turn = ((roi.rotation - fresh.rotation) * 180) / Math.PI;
  if (turn > 180) turn -= 360;
  else if (turn < -180) turn += 360;
  if (Math.abs(turn) > limits.rotationDegrees) return fresh;
  if (Math.abs(roi.width - fresh.width) > fresh.width * limits.scale) return fresh;
  if (Math.abs(roi.height - fresh.height) > fresh.height * limits.scale) return fresh;

  const cos = Math.cos(fresh.rotation);
  const sin = Math.sin(fresh.rotation);
  const inside = (x: number, y: number, halfWidth: number, halfHeight: number, strict: boolean) => {
    const dx = Math.abs((x - fresh.cx) * cos + (y - fresh.cy) * sin);
    const dy = Math.abs((y - fresh.cy) * cos - (x - fresh.cx) * sin);
    return strict ? dx < halfWidth && dy < halfHeight : dx <= halfWidth && dy <= halfHeight;
  };
  if (!inside(roi.cx, roi.cy, fresh.width * limits.translation, fresh.height * limits.translation, false))
    return fresh;
  const halfWidth = (fresh.width * (1 + limits.margin)) / 2;
  const halfHeight = (fresh.height * (1 + limits.margin)) / 2;
  for (let k = 0; k < points.length; k += 3)
    if (!inside(points[k]!, points[k + 1]!, halfWidth, halfHeight, true)) return fresh;
  return roi;
}
