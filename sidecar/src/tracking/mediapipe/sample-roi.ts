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
const HALF = ONE / 2;
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
  for (let j = 0; j < size; j++)
    for (let i = 0; i < size; i += SPAN) {
      const x = startX + i * stepX - j * stepY;
      const y = startY + i * stepY + j * stepX;
      const start = (j * size + i) * 3;
      const end = start + Math.min(SPAN, size - i) * 3;
      sampleSpan(frame, x, y, stepX, stepY, out, start, end, options);
    }
}

/** Samples `(end - start) / 3` pixels along a straight line. */
function sampleSpan(
  { data, width, height }: Frame,
  startX: number,
  startY: number,
  stepX: number,
  stepY: number,
  out: Float32Array,
  start: number,
  end: number,
  { range: [low, high], border }: SampleOptions,
): void {
  const pitch = width * 3;
  const lastX = width - 1;
  const lastY = height - 1;
  const gain = (high - low) / 255;
  const weightX = gain / ONE;
  const weightY = 1 / ONE;
  const moveX = Math.round(stepX * ONE) | 0;
  const moveY = Math.round(stepY * ONE) | 0;
  const blackBorder = border === 'zero';
  let x = Math.round(startX * ONE) | 0;
  let y = Math.round(startY * ONE) | 0;
  for (let o = start; o < end; o = (o + 3) | 0, x = (x + moveX) | 0, y = (y + moveY) | 0) {
    let left = x >> FRACTION_BITS;
    let top = y >> FRACTION_BITS;
    let right = 3;
    let down = pitch;
    // as unsigned numbers, negative ones are large
    if (left >>> 0 >= lastX || top >>> 0 >= lastY) {
      if (blackBorder && (x < -HALF || y < -HALF || x > lastX * ONE + HALF || y > lastY * ONE + HALF)) {
        out[o] = low;
        out[o + 1] = low;
        out[o + 2] = low;
        continue;
      }
      // beyond the edge both taps fall on its pixel
      if (left < 0 || left >= lastX) right = 0;
      if (top < 0 || top >= lastY) down = 0;
      left = left < 0 ? 0 : Math.min(left, lastX);
      top = top < 0 ? 0 : Math.min(top, lastY);
    }
    const u = (x & (ONE - 1)) * weightX;
    const v = (y & (ONE - 1)) * weightY;
    const d = u * v;
    const c = v * gain - d;
    const b = u - d;
    const a = gain - u - c;
    const p = (Math.imul(top, pitch) + Math.imul(left, 3)) | 0;
    const q = (p + down) | 0;
    const r = (p + right) | 0;
    const s = (q + right) | 0;
    out[o] = low + data[p]! * a + data[r]! * b + data[q]! * c + data[s]! * d;
    out[o + 1] = low + data[p + 1]! * a + data[r + 1]! * b + data[q + 1]! * c + data[s + 1]! * d;
    out[o + 2] = low + data[p + 2]! * a + data[r + 2]! * b + data[q + 2]! * c + data[s + 2]! * d;
  }
}
