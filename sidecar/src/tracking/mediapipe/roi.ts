/**
 * Region of interest: a rotated square or rectangle in pixels of the upright picture.
 * x right, y down; a positive rotation turns clockwise on the screen (y down), in radians.
 */
export interface Roi {
  readonly cx: number;
  readonly cy: number;
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
}

/** Angle in [-pi, pi). */
export function normalizeAngle(angle: number): number {
  return angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
}

/** Rotation that turns the direction from (x0, y0) to (x1, y1) to `target` (radians, counter-clockwise up). */
export function rotationTo(target: number, x0: number, y0: number, x1: number, y1: number): number {
  return normalizeAngle(target - Math.atan2(-(y1 - y0), x1 - x0));
}

/** Square around point 0, half a side reaching to point 1. Source: MediaPipe AlignmentPointsRectsCalculator. */
export function roiFromAlignment(target: number, x0: number, y0: number, x1: number, y1: number): Roi {
  const side = 2 * Math.hypot(x1 - x0, y1 - y0);
  return { cx: x0, cy: y0, width: side, height: side, rotation: rotationTo(target, x0, y0, x1, y1) };
}

/**
 * Shifts along the region's own y axis by `shiftY` of its height, makes it a square of the longer side, then
 * scales it: in this order, as MediaPipe's RectTransformationCalculator does with `square_long`.
 */
export function expandRoi(roi: Roi, scale: number, shiftY = 0): Roi {
  const shift = shiftY * roi.height;
  const side = Math.max(roi.width, roi.height) * scale;
  return {
    cx: roi.cx - shift * Math.sin(roi.rotation),
    cy: roi.cy + shift * Math.cos(roi.rotation),
    width: side,
    height: side,
    rotation: roi.rotation,
  };
}

/** The whole picture as an upright region. */
export function wholePicture(width: number, height: number): Roi {
  return { cx: width / 2, cy: height / 2, width, height, rotation: 0 };
}

/** Side of the square that is sampled for a region: the longer side, the rest is padding. */
export function paddedSide(roi: Roi): number {
  return Math.max(roi.width, roi.height);
}

/**
 * Maps points from the unit square of a region (after padding) to pixels, in place.
 * @param points x, y at `offset + k * stride`, the rest of each record is left alone
 */
export function projectPoints(points: Float64Array, count: number, stride: number, roi: Roi): void {
  const side = paddedSide(roi);
  const cos = Math.cos(roi.rotation) * side;
  const sin = Math.sin(roi.rotation) * side;
  for (let k = 0; k < count; k++) {
    const x = points[k * stride]! - 0.5;
    const y = points[k * stride + 1]! - 0.5;
    points[k * stride] = x * cos - y * sin + roi.cx;
    points[k * stride + 1] = x * sin + y * cos + roi.cy;
  }
}

/** Upright box around points, with MediaPipe's quirk that a maximum never falls below zero. */
export function boundingRoi(
  points: Float64Array,
  stride: number,
  indices: readonly number[],
  rotation: number,
): Roi {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = 0;
  let maxY = 0;
  for (const k of indices) {
    const x = points[k * stride]!;
    const y = points[k * stride + 1]!;
    if (x < minX) minX = x;
    if (y < minY) minY = y;
    if (x > maxX) maxX = x;
    if (y > maxY) maxY = y;
  }
  return {
    cx: (minX + maxX) / 2,
    cy: (minY + maxY) / 2,
    width: maxX - minX,
    height: maxY - minY,
    rotation,
  };
}
