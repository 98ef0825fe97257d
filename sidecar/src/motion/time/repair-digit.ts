import { findLoneFrames } from './find-lone-frames.ts';
import { findOutliers } from './remove-outliers.ts';
import type { RotationTracks } from './rotation-tracks.ts';
import type { Span } from './scenes.ts';

/**
 * A digit is misread as a whole: frames in which one of its bones stands off are filled between those beside them, for all
 * of its bones. Else what is left of a curled finger, taken for a straight one, would be a straight finger bent at its root.
 *
 * @param bones of a digit; in place. @param scenes nothing reaches from one to another.
 */
export function repairDigit(tracks: RotationTracks, bones: readonly number[], scenes: readonly Span[]): void {
  const off = new Uint8Array(tracks.frames);
  const mark = (frame: number): void => {
    off[frame] = 1;
  };
  const rows = bones.map((bone) => rowsOf(tracks, bone));
  for (const { from, to } of scenes) {
    for (const row of rows) {
      findOutliers(row, from, to, mark);
      findLoneFrames(row, from, to, mark);
    }
    for (let i = from; i < to; i++) {
      if (off[i] === 0) continue;
      const next = off.indexOf(0, i);
      const end = next < 0 || next > to ? to : next;
      if (i > from && end < to)
        for (const [k, row] of rows.entries()) fill(tracks, bones[k]!, row, { from: i, to: end });
      i = end;
    }
  }
}

/** A bone's quaternions, signs continuous. */
function rowsOf({ frames, bones, values }: RotationTracks, bone: number): Float64Array {
  const rows = new Float64Array(frames * 4);
  for (let i = 0; i < frames; i++) {
    const at = (i * bones + bone) * 4;
    let dot = 0;
    for (let k = 0; k < 4; k++) {
      rows[i * 4 + k] = values[at + k]!;
      if (i > 0) dot += values[at + k]! * rows[i * 4 - 4 + k]!;
    }
    if (dot < 0) for (let k = 0; k < 4; k++) rows[i * 4 + k] = -rows[i * 4 + k]!;
  }
  return rows;
}

/** Fills frames between the one before them and the one after. */
function fill(tracks: RotationTracks, bone: number, rows: Float64Array, { from, to }: Span): void {
  for (let i = from; i < to; i++) {
    const share = (i - from + 1) / (to - from + 1);
    const at = (i * tracks.bones + bone) * 4;
    let square = 0;
    for (let k = 0; k < 4; k++) {
      const before = rows[(from - 1) * 4 + k]!;
      const value = before + (rows[to * 4 + k]! - before) * share;
      tracks.values[at + k] = value;
      square += value * value;
    }
    const length = Math.sqrt(square);
    for (let k = 0; k < 4; k++) tracks.values[at + k]! /= length;
  }
}
