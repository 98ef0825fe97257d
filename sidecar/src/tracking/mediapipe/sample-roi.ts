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
  const { size } = options;
  const step = paddedSide(roi) / size;
  const stepX = step * Math.cos(roi.rotation);
  const stepY = step * Math.sin(roi.rotation);
  const middle = 0.5 - size / 2;
  let rowX = roi.cx + middle * stepX - middle * stepY - 0.5;
  let rowY = roi.cy + middle * stepY + middle * stepX - 0.5;
  for (let j = 0; j < size; j++) {
    sampleRow(frame, rowX, rowY, stepX, stepY, out, j * size * 3, options);
    rowX -= stepY;
    rowY += stepX;
  }
}

/** Samples `size` pixels along a straight line. */
function sampleRow(
  { data, width, height }: Frame,
  startX: number,
  startY: number,
  stepX: number,
  stepY: number,
  out: Float32Array,
  start: number,
  { size, range: [low, high], border }: SampleOptions,
): void {
  const pitch = width * 3;
  const lastX = width - 1;
  const lastY = height - 1;
  const gain = (high - low) / 255;
  const blackBorder = border === 'zero';
  // positions stay exact: rounding them to 1/65536 pixel is faster and enough to tip a blurred hand over its threshold
  for (let i = 0, o = start; i < size; i++, o = (o + 3) | 0) {
    const x = startX + i * stepX;
    const y = startY + i * stepY;
    let left = x | 0;
    let top = y | 0;
    let fx = x - left;
    let fy = y - top;
    let right = 3;
    let down = pitch;
    if (!(x >= 0 && y >= 0 && x < lastX && y < lastY)) {
      if (blackBorder && (x < -0.5 || y < -0.5 || x > lastX + 0.5 || y > lastY + 0.5)) {
        out[o] = low;
        out[o + 1] = low;
        out[o + 2] = low;
        continue;
      }
      // beyond the edge both taps fall on its pixel
      fx = x - Math.floor(x);
      fy = y - Math.floor(y);
      if (x < 0 || x >= lastX) right = 0;
      if (y < 0 || y >= lastY) down = 0;
      left = Math.max(0, Math.min(left, lastX));
      top = Math.max(0, Math.min(top, lastY));
    }
    const d = fx * fy * gain;
    const c = fy * gain - d;
    const b = fx * gain - d;
    const a = gain - b - c - d;
    const p = (Math.imul(top, pitch) + Math.imul(left, 3)) | 0;
    const q = (p + down) | 0;
    const r = (p + right) | 0;
    const s = (q + right) | 0;
    out[o] = low + data[p]! * a + data[r]! * b + data[q]! * c + data[s]! * d;
    out[o + 1] = low + data[p + 1]! * a + data[r + 1]! * b + data[q + 1]! * c + data[s + 1]! * d;
    out[o + 2] = low + data[p + 2]! * a + data[r + 2]! * b + data[q + 2]! * c + data[s + 2]! * d;
  }
}
