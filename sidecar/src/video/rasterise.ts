/** An RGB picture to draw on: 8 bits a channel, rows top to bottom, no padding. */
export interface Canvas {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Red, green, blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** Half the width of the edge over which a shape fades out, pixels. */
const EDGE = 0.5;

/**
 * Draws a line with round ends, anti-aliased: a pixel is covered by its distance to the line.
 * Pixel centres lie at half coordinates; what falls outside the picture is left out.
 * @param radius half the width, pixels
 * @param alpha 0 to 1
 */
export function drawLine(
  canvas: Canvas,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  radius: number,
  colour: Colour,
  alpha: number,
): void {
  const reach = radius + EDGE;
  const dx = x1 - x0;
  const dy = y1 - y0;
  const square = dx * dx + dy * dy;
  const length = Math.sqrt(square);
  const left = Math.min(x0, x1) - reach;
  const right = Math.max(x0, x1) + reach;
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
  const bottom = Math.min(canvas.height - 1, Math.ceil(Math.max(y0, y1) + reach));
  // a point that is not a number compares as false everywhere and draws nothing
  for (let y = top; y <= bottom; y++) {
    const py = y + 0.5;
    // the part of this row that the line can reach: a band around where it crosses, within its ends
    const slanted = Math.abs(dy) > 1e-6;
    const crossing = slanted ? x0 + ((py - y0) * dx) / dy : 0;
    const half = slanted ? (reach * length) / Math.abs(dy) : 0;
    const from = slanted ? Math.max(left, crossing - half) : left;
    const to = slanted ? Math.min(right, crossing + half) : right;
    const last = Math.min(canvas.width - 1, Math.ceil(to));
    for (let x = Math.max(0, Math.floor(from)); x <= last; x++) {
      const px = x + 0.5;
      const along = square > 0 ? ((px - x0) * dx + (py - y0) * dy) / square : 0;
      const t = along < 0 ? 0 : Math.min(along, 1);
      const cover = reach - Math.hypot(px - x0 - t * dx, py - y0 - t * dy);
      if (cover > 0) blend(canvas, x, y, colour, alpha * Math.min(cover, 1));
    }
  }
}

/** Draws a filled circle, anti-aliased. */
export function drawDisc(
  canvas: Canvas,
  x: number,
  y: number,
  radius: number,
  colour: Colour,
  alpha: number,
): void {
  drawLine(canvas, x, y, x, y, radius, colour, alpha);
}

/** Draws a circle's line, anti-aliased; `half` is half the line's width. */
export function drawRing(
  canvas: Canvas,
  cx: number,
  cy: number,
  radius: number,
  half: number,
  colour: Colour,
  alpha: number,
): void {
  const reach = radius + half + EDGE;
  const bottom = Math.min(canvas.height - 1, Math.ceil(cy + reach));
  const right = Math.min(canvas.width - 1, Math.ceil(cx + reach));
  for (let y = Math.max(0, Math.floor(cy - reach)); y <= bottom; y++) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x <= right; x++) {
      const cover = half + EDGE - Math.abs(Math.hypot(x + 0.5 - cx, y + 0.5 - cy) - radius);
      if (cover > 0) blend(canvas, x, y, colour, alpha * Math.min(cover, 1));
    }
  }
}

function blend({ data, width }: Canvas, x: number, y: number, colour: Colour, alpha: number): void {
  const at = (y * width + x) * 3;
  for (let channel = 0; channel < 3; channel++) {
    const below = data[at + channel]!;
    data[at + channel] = Math.round(below + (colour[channel]! - below) * alpha);
  }
}
