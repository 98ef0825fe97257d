import { GRID_SIZE, type PictureGrid } from './picture-grid.ts';

/** Contrasts below this count as this, so that noise in the dark is no change. */
const LEAST_CONTRAST = 8;
/** A picture is taken for another one in brighter or dimmer light up to this factor of contrast. */
const MOST_GAIN = 8;

/**
 * How much of two pictures is not in the other, at any brightness and contrast and wherever it went within a cell:
 * the mean distance of a cell from the range of those around its place in the other picture, over the contrast. Of
 * both ways round the lesser, so that what enters the picture or leaves it does not count. 0 to about 1.
 */
export function differenceOf(a: PictureGrid, b: PictureGrid): number {
  return Math.min(notIn(a, b), notIn(b, a));
}

/** How much of `b` is not in `a`. */
function notIn(a: PictureGrid, b: PictureGrid): number {
  const gain = Math.min(MOST_GAIN, Math.max(1 / MOST_GAIN, b.contrast / Math.max(a.contrast, 1)));
  let sum = 0;
  for (let y = 0; y < GRID_SIZE; y++) {
    for (let x = 0; x < GRID_SIZE; x++) {
      const value = (b.cells[y * GRID_SIZE + x]! - b.mean) / gain + a.mean;
      sum += gain * outside(a.cells, x, y, value);
    }
  }
  return sum / a.cells.length / Math.max(b.contrast, LEAST_CONTRAST);
}

/** Distance of a value from the range of the cells around a place. */
function outside(cells: Float32Array, x: number, y: number, value: number): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  const right = Math.min(GRID_SIZE - 1, x + 1);
  const bottom = Math.min(GRID_SIZE - 1, y + 1);
  for (let j = Math.max(0, y - 1); j <= bottom; j++) {
    for (let i = Math.max(0, x - 1); i <= right; i++) {
      const cell = cells[j * GRID_SIZE + i]!;
      if (cell < least) least = cell;
      if (cell > most) most = cell;
    }
  }
  return Math.max(0, least - value, value - most);
}

/** Mean change of a cell over the contrast: a bound on {@link differenceOf} where the light stays, and cheap. */
export function changeOf(a: PictureGrid, b: PictureGrid): number {
  return sumOfChange(a, b) / a.cells.length / Math.max(b.contrast, LEAST_CONTRAST);
}

function sumOfChange(a: PictureGrid, b: PictureGrid): number {
  let sum = 0;
  for (let k = 0; k < a.cells.length; k++) sum += Math.abs(b.cells[k]! - a.cells[k]!);
  return sum;
}

/** Share of all change that goes one way, beyond which it is light that came or went. */
const ONE_WAY = 0.9;
/** What is bright and what is dark stays so in other light: least correlation. */
const SAME_ORDER = 0.7;

/** Whether the same picture is lit otherwise, so brightly perhaps that parts are white, as in a flash. */
export function differInLight(a: PictureGrid, b: PictureGrid): boolean {
  const oneWay = Math.abs(b.mean - a.mean) * a.cells.length > ONE_WAY * sumOfChange(a, b);
  return oneWay && correlationOf(a, b) > SAME_ORDER;
}

/** Correlation of the cells, -1 to 1: 1 for the same picture at any brightness and contrast. */
export function correlationOf(a: PictureGrid, b: PictureGrid): number {
  let product = 0;
  for (let k = 0; k < a.cells.length; k++) product += (a.cells[k]! - a.mean) * (b.cells[k]! - b.mean);
  const most = a.contrast * b.contrast * a.cells.length;
  return most > 0 ? product / most : 0;
}
