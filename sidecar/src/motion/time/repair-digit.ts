import { findLoneFrames } from './find-lone-frames.ts';
import { findOutliers } from './remove-outliers.ts';
import { loadBone, type RotationTracks, storeBone } from './rotation-tracks.ts';
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
  const rows = bones.map((bone) => {
    const row = new Float64Array(tracks.frames * 4);
    loadBone(row, tracks, bone);
    return row;
  });
  for (const { from, to } of scenes) {
    for (const row of rows) {
      findOutliers(row, from, to, mark);
      findLoneFrames(row, from, to, mark);
    }
    for (let i = from; i < to; i++) {
      if (off[i] === 0) continue;
      const next = off.indexOf(0, i);
      const end = next < 0 || next > to ? to : next;
      if (i > from && end < to) for (const row of rows) fill(row, { from: i, to: end });
      i = end;
    }
  }
  if (off.includes(1)) for (const [k, bone] of bones.entries()) storeBone(tracks, bone, rows[k]!);
}

/** Fills rows between the one before them and the one after. */
function fill(rows: Float64Array, { from, to }: Span): void {
  for (let i = from; i < to; i++) {
    const share = (i - from + 1) / (to - from + 1);
    for (let k = 0; k < 4; k++) {
      const before = rows[(from - 1) * 4 + k]!;
      rows[i * 4 + k] = before + (rows[to * 4 + k]! - before) * share;
    }
  }
}
