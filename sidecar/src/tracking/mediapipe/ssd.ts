/** One detection in units of the detector's square tensor, 0 to 1. */
export interface Detection {
  readonly score: number;
  /** Left, top, right, bottom. */
  readonly box: Float64Array;
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

/** Reads the detections out of raw SSD tensors. */
export interface SsdDecoder {
  /** Detections whose score reaches the threshold, the surest first. */
  decode(boxes: Float32Array, logits: Float32Array, threshold: number): Detection[];
}

export function createSsdDecoder(options: SsdOptions): SsdDecoder {
  const anchors = ssdAnchors(options);
  return {
    decode(boxes, logits, threshold) {
      const found: Detection[] = [];
      for (let row = 0; row < logits.length; row++) {
        const score = sigmoid(Math.max(-LOGIT_LIMIT, Math.min(LOGIT_LIMIT, logits[row]!)));
        if (score < threshold) continue;
        const detection = readRow(boxes, row, score, anchors, options);
        if (detection.box[2]! >= detection.box[0]! && detection.box[3]! >= detection.box[1]!)
          found.push(detection);
      }
      return suppressOverlaps(found);
    },
  };
}

function readRow(
  boxes: Float32Array,
  row: number,
  score: number,
  anchors: Float64Array,
  { size, keypoints }: SsdOptions,
): Detection {
  const start = row * (4 + 2 * keypoints);
  const anchorX = anchors[row * 2]!;
  const anchorY = anchors[row * 2 + 1]!;
  const value = (i: number) => boxes[start + i]! / size;
  const cx = value(0) + anchorX;
  const cy = value(1) + anchorY;
  const points = new Float64Array(2 * keypoints);
  for (let k = 0; k < keypoints; k++) {
    points[2 * k] = value(4 + 2 * k) + anchorX;
    points[2 * k + 1] = value(5 + 2 * k) + anchorY;
  }
  const [halfWidth, halfHeight] = [value(2) / 2, value(3) / 2];
  const box = Float64Array.of(cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight);
  return { score, box, keypoints: points };
}

/**
 * Weighted non-maximum suppression: box and keypoints of a detection become the score-weighted mean over all
 * that overlap it; its score stays. Source: MediaPipe NonMaxSuppressionCalculator, WEIGHTED.
 */
function suppressOverlaps(found: readonly Detection[]): Detection[] {
  const kept: Detection[] = [];
  let rest = [...found].sort((a, b) => b.score - a.score);
  while (rest.length > 0) {
    const best = rest[0]!;
    const cluster = rest.filter((other) => overlap(best.box, other.box) > IOU_THRESHOLD);
    // a box without area overlaps nothing, not even itself
    if (cluster.length === 0) break;
    kept.push({
      score: best.score,
      box: weightedMean(cluster, (detection) => detection.box),
      keypoints: weightedMean(cluster, (detection) => detection.keypoints),
    });
    rest = rest.filter((other) => !cluster.includes(other));
  }
  return kept;
}

function weightedMean(cluster: readonly Detection[], pick: (detection: Detection) => Float64Array) {
  const mean = new Float64Array(pick(cluster[0]!).length);
  const total = cluster.reduce((sum, { score }) => sum + score, 0);
  for (const detection of cluster)
    pick(detection).forEach((value, i) => {
      mean[i]! += (value * detection.score) / total;
    });
  return mean;
}

/** Intersection over union of two boxes given by their corners. */
function overlap(a: Float64Array, b: Float64Array): number {
  const w = Math.min(a[2]!, b[2]!) - Math.max(a[0]!, b[0]!);
  const h = Math.min(a[3]!, b[3]!) - Math.max(a[1]!, b[1]!);
  if (w <= 0 || h <= 0) return 0;
  const area = (c: Float64Array) => (c[2]! - c[0]!) * (c[3]! - c[1]!);
  return (w * h) / (area(a) + area(b) - w * h);
}
