/** One detection in units of the detector's square tensor, 0 to 1. */
export interface Detection {
  readonly score: number;
  /** x, y of each keypoint. */
  readonly keypoints: Float64Array;
}

export interface SsdOptions {
  /** Side of the input tensor in pixels: also the divisor of the raw boxes. */
  readonly size: number;
  readonly strides: readonly number[];
  readonly keypoints: number;
}

/** Raw values beyond this are clamped before the sigmoid. Source: `score_clipping_thresh`. */
const LOGIT_LIMIT = 100;
const IOU_THRESHOLD = 0.3;

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/**
 * Anchor centres x, y in 0 to 1: two for each cell and layer, layers of one stride merged, cells row by row.
 * Source: MediaPipe SsdAnchorsCalculator with fixed anchor size.
 */
export function ssdAnchors({ size, strides }: Pick<SsdOptions, 'size' | 'strides'>): Float64Array {
  const centres: number[] = [];
  for (let layer = 0; layer < strides.length; ) {
    const stride = strides[layer]!;
    let perCell = 0;
    for (; strides[layer] === stride; layer++) perCell += 2;
    const cells = Math.ceil(size / stride);
    for (let y = 0; y < cells; y++)
      for (let x = 0; x < cells; x++)
        for (let k = 0; k < perCell; k++) centres.push((x + 0.5) / cells, (y + 0.5) / cells);
  }
  return Float64Array.from(centres);
}

/** Reads the best detection out of raw SSD tensors: `null` when no score reaches the threshold. */
export function createSsdDecoder(options: SsdOptions) {
  const anchors = ssdAnchors(options);
  const rowLength = 4 + 2 * options.keypoints;
  const box = (boxes: Float32Array, row: number, out: Float64Array) => {
    const r = row * rowLength;
    const cx = boxes[r]! / options.size + anchors[row * 2]!;
    const cy = boxes[r + 1]! / options.size + anchors[row * 2 + 1]!;
    const w = boxes[r + 2]! / options.size;
    const h = boxes[r + 3]! / options.size;
    out[0] = cx - w / 2;
    out[1] = cy - h / 2;
    out[2] = cx + w / 2;
    out[3] = cy + h / 2;
    return w >= 0 && h >= 0;
  };
  const keypoints = (boxes: Float32Array, row: number, weight: number, out: Float64Array) => {
    for (let k = 0; k < options.keypoints; k++) {
      out[2 * k]! += weight * (boxes[row * rowLength + 4 + 2 * k]! / options.size + anchors[row * 2]!);
      out[2 * k + 1]! +=
        weight * (boxes[row * rowLength + 5 + 2 * k]! / options.size + anchors[row * 2 + 1]!);
    }
  };
  return {
    best: (boxes: Float32Array, logits: Float32Array, threshold: number) =>
      bestDetection(boxes, logits, threshold, { box, keypoints, count: options.keypoints }),
  };
}

interface Reader {
  box(boxes: Float32Array, row: number, out: Float64Array): boolean;
  keypoints(boxes: Float32Array, row: number, weight: number, out: Float64Array): void;
  readonly count: number;
}

/**
 * The first cluster of weighted non-maximum suppression: keypoints are the score-weighted mean over all
 * detections that overlap the best one; the score stays the best one's.
 * Source: MediaPipe NonMaxSuppressionCalculator, WEIGHTED.
 */
function bestDetection(
  boxes: Float32Array,
  logits: Float32Array,
  threshold: number,
  read: Reader,
): Detection | null {
  const corners = new Float64Array(4);
  const rows: { row: number; score: number }[] = [];
  for (let row = 0; row < logits.length; row++) {
    const score = sigmoid(Math.max(-LOGIT_LIMIT, Math.min(LOGIT_LIMIT, logits[row]!)));
    if (score >= threshold && read.box(boxes, row, corners)) rows.push({ row, score });
  }
  const top = rows.reduce<{ row: number; score: number } | null>(
    (a, b) => (a && a.score >= b.score ? a : b),
    null,
  );
  if (!top) return null;
  const best = new Float64Array(4);
  read.box(boxes, top.row, best);
  const keypoints = new Float64Array(2 * read.count);
  let total = 0;
  for (const { row, score } of rows) {
    read.box(boxes, row, corners);
    if (overlap(best, corners) <= IOU_THRESHOLD) continue;
    total += score;
    read.keypoints(boxes, row, score, keypoints);
  }
  for (let i = 0; i < keypoints.length; i++) keypoints[i]! /= total;
  return { score: top.score, keypoints };
}

/** Intersection over union of two boxes given by their corners. */
function overlap(a: Float64Array, b: Float64Array): number {
  const w = Math.min(a[2]!, b[2]!) - Math.max(a[0]!, b[0]!);
  const h = Math.min(a[3]!, b[3]!) - Math.max(a[1]!, b[1]!);
  if (w <= 0 || h <= 0) return 0;
  const area = (c: Float64Array) => (c[2]! - c[0]!) * (c[3]! - c[1]!);
  return (w * h) / (area(a) + area(b) - w * h);
}
