import type { Frame } from '../../protocol/frame.ts';
import kernel from './sample-kernel.data.json' with { type: 'json' };
import type { Line, Tone } from './sample-line.ts';

/** Node has it; its types leave it to those of browsers. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (code: object) => { readonly exports: object };
};

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Samples a straight line inside the picture: see sample-kernel.wat. */
  sampleRun(
    ...args: [
      src: number,
      pitch: number,
      x: number,
      y: number,
      stepX: number,
      stepY: number,
      from: number,
      to: number,
      dst: number,
      gain: number,
      low: number,
    ]
  ): void;
}

/** Pixels of a picture: columns `left` up to and without `right`, rows `top` up to and without `bottom`. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pixels that lie where the kernel reads them. */
export interface Loaded {
  /** The byte at which pixel (0, 0) of the picture would lie. */
  readonly src: number;
  /** Bytes a row. */
  readonly pitch: number;
}

/** A run longer than this goes in parts. */
const RUN_SAMPLES = 512;
/** Bytes of a pixel's three colours. */
const PIXEL = 24;
/** Pixels a sample at which they still are worth loading: from then on the plain loop is faster. */
const LARGEST_SHARE = 2;

// code and scratch memory: nothing in it outlives one region
const code = new WebAssembly.Module(Buffer.from(kernel.wasm, 'base64'));
const { memory, sampleRun } = new WebAssembly.Instance(code).exports as Kernel;
const RUN_AT = memory.buffer.byteLength - RUN_SAMPLES * 12;
const pixels = new Float64Array(memory.buffer, 0, RUN_AT / 8);
const run = new Float32Array(memory.buffer, RUN_AT, RUN_SAMPLES * 3);

/**
 * Puts a part of the picture where the kernel reads it; null where there is none, or too much of it.
 * @param samples that will be taken
 */
export function loadPixels(
  { data, width }: Frame,
  { left, top, right, bottom }: Box,
  samples: number,
): Loaded | null {
  const row = (right - left) * 3;
  const values = row * (bottom - top);
  if (!(row > 0 && values > 0 && values <= Math.min(pixels.length, LARGEST_SHARE * 3 * samples))) return null;
  for (let y = top, at = 0; y < bottom; y++, at += row)
    pixels.set(data.subarray((y * width + left) * 3, (y * width + right) * 3), at);
  const pitch = row * 8;
  return { pitch, src: -top * pitch - left * PIXEL };
}

/**
 * Writes samples `from` up to and without `to` of a line; sample 0 would be at `start`. Between the two, the line
 * must lie among the pixels that are loaded, the last column and row excepted. The same to the bit as `sampleLine`.
 */
export function sampleInside(
  { src, pitch }: Loaded,
  { x, y, stepX, stepY }: Line,
  { low, gain }: Tone,
  out: Float32Array,
  start: number,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i += RUN_SAMPLES) {
    const end = Math.min(to, i + RUN_SAMPLES);
    sampleRun(src, pitch, x, y, stepX, stepY, i, end, RUN_AT, gain, low);
    out.set(run.subarray(0, (end - i) * 3), start + i * 3);
  }
}
