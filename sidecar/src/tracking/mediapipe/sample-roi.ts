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

/**
 * Cuts a region out of a frame into a square RGB tensor in one affine pass: plain bilinear taps at half-pixel
 * centres, no mip-map, no rounding. This is the GPU rule of MediaPipe's ImageToTensorCalculator; area or
 * anti-aliased resizing moves landmarks by whole pixels.
 * @param out NHWC, size * size * 3 values in `range`
 */
export function sampleRoi(frame: Frame, roi: Roi, out: Float32Array, options: SampleOptions): void {
  const { size, border } = options;
  const [low, high] = options.range;
  const gain = (high - low) / 255;
  const step = paddedSide(roi) / size;
  const stepX = step * Math.cos(roi.rotation);
  const stepY = step * Math.sin(roi.rotation);
  const middle = 0.5 - size / 2;
  let rowX = roi.cx + middle * stepX - middle * stepY - 0.5;
  let rowY = roi.cy + middle * stepY + middle * stepX - 0.5;
  const zero = border === 'zero';
  for (let j = 0; j < size; j++) {
    sampleRow(frame, rowX, rowY, stepX, stepY, out, j * size * 3, size, gain, low, zero);
    rowX -= stepY;
    rowY += stepX;
  }
}

function sampleRow(
  frame: Frame,
  x0: number,
  y0: number,
  stepX: number,
  stepY: number,
  out: Float32Array,
  start: number,
  size: number,
  gain: number,
  low: number,
  zero: boolean,
): void {
  const { data, width, height } = frame;
  const pitch = width * 3;
  const lastX = width - 1;
  const lastY = height - 1;
  for (let i = 0, o = start; i < size; i++, o += 3) {
    const px = x0 + i * stepX;
    const py = y0 + i * stepY;
    if (zero && (px < -0.5 || py < -0.5 || px > width - 0.5 || py > height - 0.5)) {
      out[o] = low;
      out[o + 1] = low;
      out[o + 2] = low;
      continue;
    }
    let left = Math.floor(px);
    let top = Math.floor(py);
    const fx = px - left;
    const fy = py - top;
    let right = left + 1;
    let bottom = top + 1;
    if (left < 0 || top < 0 || right > lastX || bottom > lastY) {
      left = Math.max(0, Math.min(left, lastX));
      right = Math.max(0, Math.min(right, lastX));
      top = Math.max(0, Math.min(top, lastY));
      bottom = Math.max(0, Math.min(bottom, lastY));
    }
    const a = top * pitch + left * 3;
    const b = top * pitch + right * 3;
    const c = bottom * pitch + left * 3;
    const d = bottom * pitch + right * 3;
    const wd = fx * fy * gain;
    const wc = fy * gain - wd;
    const wb = fx * gain - wd;
    const wa = gain - wb - wc - wd;
    out[o] = low + data[a]! * wa + data[b]! * wb + data[c]! * wc + data[d]! * wd;
    out[o + 1] = low + data[a + 1]! * wa + data[b + 1]! * wb + data[c + 1]! * wc + data[d + 1]! * wd;
    out[o + 2] = low + data[a + 2]! * wa + data[b + 2]! * wb + data[c + 2]! * wc + data[d + 2]! * wd;
  }
}
