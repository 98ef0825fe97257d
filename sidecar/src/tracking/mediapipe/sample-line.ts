import type { Frame } from '../../protocol/frame.ts';

/** What lies outside the picture: the nearest pixel, or black. */
export type Border = 'replicate' | 'zero';

/** A straight line of samples, in pixels of the picture; 0 is the centre of the first pixel. */
export interface Line {
  x: number;
  y: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** What becomes of a colour. */
export interface Tone {
  /** Value of 0. */
  readonly low: number;
  /** Value of 1 more. */
  readonly gain: number;
  readonly border: Border;
}

/** Writes samples `from` up to and without `to` of a line that may leave the picture; sample 0 would be at `start`. */
export function sampleLine(
  { data, width, height }: Frame,
  { x: startX, y: startY, stepX, stepY }: Line,
  { low, gain, border }: Tone,
  out: Float32Array,
  start: number,
  from: number,
  to: number,
): void {
  const pitch = width * 3;
  const lastX = width - 1;
  const lastY = height - 1;
  const blackBorder = border === 'zero';
  // positions stay exact: rounding them to 1/65536 pixel is faster and enough to tip a blurred hand over its threshold
  for (let i = from, o = (start + from * 3) | 0; i < to; i++, o = (o + 3) | 0) {
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
