import type { Region } from '../../../src/protocol/report.ts';
import type { Clip } from './create-clip.ts';

/** Columns of a lane; a longer clip has several frames a column. */
export const LANE_COLUMNS = 600;

/**
 * Confidence over the time as an area, for `d` of an SVG path in a field of {@link LANE_COLUMNS} by 1, y down.
 * A column shows the least of its frames: a single bad one stays visible.
 */
export function confidencePath(clip: Clip, region: Region, duration: number): string {
  if (clip.count === 0 || duration <= 0) return '';
  const least = new Float32Array(LANE_COLUMNS).fill(Number.NaN);
  const columnOf = (time: number) =>
    Math.min(LANE_COLUMNS - 1, Math.max(0, Math.floor((time / duration) * LANE_COLUMNS)));
  for (let frame = 0; frame < clip.count; frame++) {
    const value = clip.confidence(frame, region);
    const end = frame + 1 < clip.count ? clip.timeOf(frame + 1) : clip.timeOf(frame) + 1 / clip.tables.fps;
    const first = columnOf(clip.timeOf(frame));
    // the column in which the next frame starts is the next frame's
    const last = Math.max(first, columnOf(end) - (end < duration ? 1 : 0));
    for (let column = first; column <= last; column++) {
      const known = least[column]!;
      least[column] = Number.isNaN(known) ? value : Math.min(known, value);
    }
  }
  return areaOf(least);
}

function areaOf(columns: Float32Array): string {
  let path = '';
  for (let start = 0; start < columns.length; ) {
    const value = columns[start]!;
    let end = start + 1;
    while (end < columns.length && Object.is(columns[end], value)) end++;
    if (value > 0) path += `M${start} 1V${round(1 - value)}H${end}V1Z`;
    start = end;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Mean confidence over the frames in which a region was seen, and the share of those. */
export function summarise(clip: Clip, region: Region): { mean: number; presence: number } {
  let sum = 0;
  let seen = 0;
  for (let frame = 0; frame < clip.count; frame++) {
    const value = clip.confidence(frame, region);
    sum += value;
    if (value > 0) seen++;
  }
  return { mean: seen === 0 ? 0 : sum / seen, presence: clip.count === 0 ? 0 : seen / clip.count };
}
