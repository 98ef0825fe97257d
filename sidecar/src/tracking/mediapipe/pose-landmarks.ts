import { sigmoid } from './ssd.ts';

/** The 33 pose landmarks and six auxiliary ones: 33 is the ROI centre, 34 its size and rotation point. */
export const POSE_POINTS = 39;
const HEATMAP = 64;
/** Half of the 7 x 7 window. */
const REACH = 3;
const MIN_CONFIDENCE = 0.5;
/** Values a landmark in the raw tensor: x, y, z, visibility logit, presence logit. */
const RAW = 5;

/** The landmarks that are published, without the auxiliary ones. */
export const POSE_LANDMARK_COUNT = 33;

export interface DecodedPose {
  /** 39 points: x, y, z in units of the square ROI (0 to 1), visibility 0 to 1. */
  readonly points: Float64Array;
  /**
   * How sharply the heatmaps see the landmarks: mean of their highest values over the published landmarks,
   * weighted by visibility, 0 to 1.
   */
  readonly evidence: number;
}

/**
 * Reads the raw pose tensor, refined in x and y by the heatmap.
 * @param raw [195] in pixels of the 256-pixel tensor
 * @param heatmap [64, 64, 39] logits
 */
export function decodePoseLandmarks(raw: Float32Array, heatmap: Float32Array, size: number): DecodedPose {
  const points = new Float64Array(POSE_POINTS * 4);
  let visible = 0;
  let seen = 0;
  for (let k = 0; k < POSE_POINTS; k++) {
    points[k * 4] = raw[k * RAW]! / size;
    points[k * 4 + 1] = raw[k * RAW + 1]! / size;
    points[k * 4 + 2] = raw[k * RAW + 2]! / size;
    const visibility = sigmoid(raw[k * RAW + 3]!);
    points[k * 4 + 3] = visibility;
    const highest = refine(points, k, heatmap);
    if (k >= POSE_LANDMARK_COUNT) continue;
    visible += visibility;
    seen += visibility * highest;
  }
  return { points, evidence: visible > 0 ? seen / visible : 0 };
}

/**
 * Moves a landmark to the centre of mass of its heatmap window, where the map is sure of itself. The missing
 * half pixel, the cut toward zero and the absent test for rows below the map are part of the original.
 * @returns the highest value of the window, 0 outside the map
 * Source: mediapipe/calculators/util/refine_landmarks_from_heatmap_calculator.cc as of 2023-02.
 */
function refine(points: Float64Array, k: number, heatmap: Float32Array): number {
  const column = Math.trunc(points[k * 4]! * HEATMAP);
  const row = Math.trunc(points[k * 4 + 1]! * HEATMAP);
  if (column < 0 || column >= HEATMAP || row < 0) return 0;
  let sum = 0;
  let sumX = 0;
  let sumY = 0;
  let highest = 0;
  for (let y = Math.max(0, row - REACH); y < Math.min(HEATMAP, row + REACH + 1); y++)
    for (let x = Math.max(0, column - REACH); x < Math.min(HEATMAP, column + REACH + 1); x++) {
      const c = sigmoid(heatmap[(y * HEATMAP + x) * POSE_POINTS + k]!);
      sum += c;
      sumX += c * x;
      sumY += c * y;
      if (c > highest) highest = c;
    }
  if (highest >= MIN_CONFIDENCE) {
    points[k * 4] = sumX / HEATMAP / sum;
    points[k * 4 + 1] = sumY / HEATMAP / sum;
  }
  return highest;
}
