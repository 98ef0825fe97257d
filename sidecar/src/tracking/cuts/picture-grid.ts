import type { Frame } from '../../protocol/frame.ts';

/** Cells a side. */
export const GRID_SIZE = 24;
const ROWS_IN_CELL = 2;
const PIXELS_IN_ROW = 4;
const CHANNELS = 3;

/** The brightness of a picture, coarse: what its scene looks like. */
export interface PictureGrid {
  /** Seconds. */
  readonly time: number;
  /** Of each cell, row by row, 0 to 255. */
  readonly cells: Float32Array;
  readonly mean: number;
  /** Standard deviation of the cells. */
  readonly contrast: number;
}

/**
 * Each cell is the mean of a few pixels, four side by side in two places: 5,000 of a picture's millions, a twentieth of
 * a millisecond.
 */
export function readGrid({ width, height, data, time }: Omit<Frame, 'index'>): PictureGrid {
  const cells = new Float32Array(GRID_SIZE * GRID_SIZE);
  const rows = Array.from({ length: GRID_SIZE * ROWS_IN_CELL }, (_, k) =>
    Math.floor(((k + 0.5) * height) / (GRID_SIZE * ROWS_IN_CELL)),
  );
  const columns = Array.from({ length: GRID_SIZE }, (_, k) =>
    Math.max(0, Math.min(width - PIXELS_IN_ROW, Math.floor(((k + 0.5) * width) / GRID_SIZE) - 2)),
  );
  const pixels = Math.min(PIXELS_IN_ROW, width);
  const share = 1 / (4 * ROWS_IN_CELL * pixels);
  for (const [k, row] of rows.entries()) {
    const line = Math.floor(k / ROWS_IN_CELL) * GRID_SIZE;
    for (let column = 0; column < GRID_SIZE; column++) {
      const at = (row * width + columns[column]!) * CHANNELS;
      for (let p = at; p < at + pixels * CHANNELS; p += CHANNELS) {
        cells[line + column]! += (data[p]! + 2 * data[p + 1]! + data[p + 2]!) * share;
      }
    }
  }
  return gridOf(cells, time);
}

/** A grid with its measures. */
export function gridOf(cells: Float32Array, time: number): PictureGrid {
  let sum = 0;
  let squares = 0;
  for (const value of cells) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / cells.length;
  return { time, cells, mean, contrast: Math.sqrt(Math.max(0, squares / cells.length - mean * mean)) };
}
