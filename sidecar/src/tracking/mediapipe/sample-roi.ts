import type { Frame } from '../../protocol/frame.ts';
import { paddedSide, type Roi } from './roi.ts';
import { type Loaded, loadPixels, sampleInside } from './sample-kernel.ts';
import { type Border, type Line, sampleLine } from './sample-line.ts';

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
export function sampleRoi(
  frame: Frame,
  roi: Roi,
  out: Float32Array,
  { size, range: [low, high], border }: SampleOptions,
): void {
  const step = paddedSide(roi) / size;
  const stepX = step * Math.cos(roi.rotation);
  const stepY = step * Math.sin(roi.rotation);
  const middle = 0.5 - size / 2;
  const x = roi.cx + middle * stepX - middle * stepY - 0.5;
  const y = roi.cy + middle * stepY + middle * stepX - 0.5;
  const line = { x, y, stepX, stepY };
  const tone = { low, gain: (high - low) / 255, border };
  const loaded = loadUnder(frame, roi, size * size);
  for (let j = 0, start = 0; j < size; j++, start += size * 3) {
    const [from, to] = loaded === null ? NONE : insideRun(frame, line, size);
    sampleLine(frame, line, tone, out, start, 0, from);
    if (loaded !== null && from < to) sampleInside(loaded, line, tone, out, start, from, to);
    sampleLine(frame, line, tone, out, start, to, size);
    line.x -= stepY;
    line.y += stepX;
  }
}

const NONE = [0, 0] as const;

/** The pixels that a region may touch. */
function loadUnder(frame: Frame, roi: Roi, samples: number): Loaded | null {
  const reach = (paddedSide(roi) / 2) * (Math.abs(Math.cos(roi.rotation)) + Math.abs(Math.sin(roi.rotation)));
  const box = {
    left: Math.max(0, Math.floor(roi.cx - reach) - 1),
    top: Math.max(0, Math.floor(roi.cy - reach) - 1),
    right: Math.min(frame.width, Math.ceil(roi.cx + reach) + 2),
    bottom: Math.min(frame.height, Math.ceil(roi.cy + reach) + 2),
  };
  return loadPixels(frame, box, samples);
}

/** Samples of a line whose four pixels all lie in the picture: from one up to and without another; a few less at the ends. */
function insideRun({ width, height }: Frame, line: Line, size: number): readonly [number, number] {
  const { x, y, stepX, stepY } = line;
  const from = Math.max(0, firstInside(x, stepX, width - 1), firstInside(y, stepY, height - 1));
  const to = Math.min(size, endInside(x, stepX, width - 1), endInside(y, stepY, height - 1));
  const isInside = (i: number) => {
    const atX = x + i * stepX;
    const atY = y + i * stepY;
    return atX >= 0 && atX < width - 1 && atY >= 0 && atY < height - 1;
  };
  // the kernel reads memory as it is told: what is between two points in the picture is in it too
  return from < to && isInside(from) && isInside(to - 1) ? [from, to] : NONE;
}

/** First sample that is surely inside one side of the picture and its opposite, seen from where the line comes. */
function firstInside(start: number, step: number, end: number): number {
  return step === 0 ? 0 : Math.floor((step > 0 ? -start : end - start) / step) + 2;
}

/** The sample with which it may be outside again. */
function endInside(start: number, step: number, end: number): number {
  return step === 0 ? Number.POSITIVE_INFINITY : Math.ceil((step > 0 ? end - start : -start) / step) - 1;
}
