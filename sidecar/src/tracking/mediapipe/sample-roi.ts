import type { Frame } from '../../protocol/frame.ts';
import { paddedSide, type Roi } from './roi.ts';

/** What lies outside the picture: the nearest pixel, or black. */
export type Border = 'replicate' | 'zero';

export interface SampleOptions {
  /** Side of the square tensor in pixels. */
  readonly size: number;
  /** Tensor value of channel values 0 and 255. */
  readonly range: readonly [number, number];
  readonly border: Border;
}

/** Source positions are held in 1/65536 pixel: integers are what keeps the inner loop fast. */
const FRACTION_BITS = 16;
const ONE = 1 << FRACTION_BITS;
/** Pixels after which the position is taken afresh, so that rounded steps never add up to a thousandth of a pixel. */
const SPAN = 32;

/**
 * Cuts a region out of a frame into a square RGB tensor in one affine pass: plain bilinear taps at half-pixel
 * centres, no mip-map, no rounding. This is the GPU rule of MediaPipe's ImageToTensorCalculator; area or
 * anti-aliased resizing moves landmarks by whole pixels.
 * @param frame sides up to 32767 pixels
 * @param out NHWC, size * size * 3 values in `range`
 */
export function sampleRoi(frame: Frame, roi: Roi, out: Float32Array, options: SampleOptions): void {
  const { size } = options;
  const step = paddedSide(roi) / size;
  const stepX = step * Math.cos(roi.rotation);
  const stepY = step * Math.sin(roi.rotation);
  const middle = 0.5 - size / 2;
  const startX = roi.cx + middle * stepX - middle * stepY - 0.5;
  const startY = roi.cy + middle * stepY + middle * stepX - 0.5;
  const outside = createEdgeSampler(frame, out, options);
  for (let j = 0; j < size; j++)
    for (let i = 0; i < size; i += SPAN) {
      const x = startX + i * stepX - j * stepY;
      const y = startY + i * stepY + j * stepX;
      const start = (j * size + i) * 3;
      const end = start + Math.min(SPAN, size - i) * 3;
      sampleSpan(frame, x, y, stepX, stepY, out, start, end, options, outside);
    }
}

/** Samples a pixel whose four taps are not all inside the picture. */
type EdgeSampler = (x: number, y: number, o: number) => void;

function sampleSpan(
  { data, width, height }: Frame,
  startX: number,
  startY: number,
  stepX: number,
  stepY: number,
  out: Float32Array,
  start: number,
  end: number,
  { range: [low, high] }: SampleOptions,
  outside: EdgeSampler,
): void {
  const pitch = width * 3;
  const lastX = width - 1;
  const lastY = height - 1;
  const gain = (high - low) / 255;
  const weightX = gain / ONE;
  const weightY = 1 / ONE;
  const moveX = Math.round(stepX * ONE) | 0;
  const moveY = Math.round(stepY * ONE) | 0;
  let x = Math.round(startX * ONE) | 0;
  let y = Math.round(startY * ONE) | 0;
  for (let o = start; o < end; o = (o + 3) | 0) {
    const left = x >> FRACTION_BITS;
    const top = y >> FRACTION_BITS;
    // as unsigned numbers, negative ones are large
    if (left >>> 0 < lastX && top >>> 0 < lastY) {
      const u = (x & (ONE - 1)) * weightX;
      const v = (y & (ONE - 1)) * weightY;
      const d = u * v;
      const c = v * gain - d;
      const b = u - d;
      const a = gain - u - c;
      const p = (Math.imul(top, pitch) + Math.imul(left, 3)) | 0;
      const q = (p + pitch) | 0;
      out[o] = low + data[p]! * a + data[p + 3]! * b + data[q]! * c + data[q + 3]! * d;
      out[o + 1] = low + data[p + 1]! * a + data[p + 4]! * b + data[q + 1]! * c + data[q + 4]! * d;
      out[o + 2] = low + data[p + 2]! * a + data[p + 5]! * b + data[q + 2]! * c + data[q + 5]! * d;
    } else outside(x / ONE, y / ONE, o);
    x = (x + moveX) | 0;
    y = (y + moveY) | 0;
  }
}

function createEdgeSampler(
  { data, width, height }: Frame,
  out: Float32Array,
  { range: [low, high], border }: SampleOptions,
): EdgeSampler {
  const gain = (high - low) / 255;
  const clamp = (value: number, last: number) => Math.max(0, Math.min(value, last));
  return (x, y, o) => {
    const black = border === 'zero' && (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5);
    const left = Math.floor(x);
    const top = Math.floor(y);
    const fx = x - left;
    const fy = y - top;
    const tap = (column: number, row: number, channel: number) =>
      data[(clamp(row, height - 1) * width + clamp(column, width - 1)) * 3 + channel]!;
    for (let channel = 0; channel < 3; channel++) {
      const upper = tap(left, top, channel) * (1 - fx) + tap(left + 1, top, channel) * fx;
      const lower = tap(left, top + 1, channel) * (1 - fx) + tap(left + 1, top + 1, channel) * fx;
      out[o + channel] = black ? low : low + gain * (upper * (1 - fy) + lower * fy);
    }
  };
}
