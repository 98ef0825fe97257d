import { describe, expect, it } from 'vitest';
import { repairDigit } from '../../../../sidecar/src/motion/time/repair-digit.ts';
import {
  createRotationTracks,
  readRotation,
  writeRotation,
} from '../../../../sidecar/src/motion/time/rotation-tracks.ts';
import { quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { aboutZ } from './turning-track.ts';

/** Bends of a digit's bones by frame after it is repaired, radians. */
function repaired(
  bends: readonly (readonly number[])[],
  scenes = [{ from: 0, to: bends[0]!.length }],
): number[][] {
  const frames = bends[0]!.length;
  const tracks = createRotationTracks(frames, bends.length);
  bends.forEach((bone, k) => {
    bone.forEach((angle, i) => {
      writeRotation(tracks, i, k, aboutZ(angle));
    });
  });
  repairDigit(
    tracks,
    bends.map((_, k) => k),
    scenes,
  );
  const q = quat();
  return bends.map((bone, k) =>
    bone.map((_, i) => {
      readRotation(q, tracks, i, k);
      return 2 * Math.atan2(q[2]!, q[3]!);
    }),
  );
}

describe('repairDigit', () => {
  it('fills frames in which one bone stands off, for all of them', () => {
    const root = [0.2, 0.2, 0.2, 0.2, 0.4, 0.5, 0.2, 0.2, 0.2, 0.2];
    const middle = [0, 0, 0, 0, 1.5, 1.5, 0, 0, 0, 0];
    const [foundRoot, foundMiddle] = repaired([root, middle]);
    for (const angle of foundRoot!) expect(angle).toBeCloseTo(0.2, 5);
    for (const angle of foundMiddle!) expect(angle).toBeCloseTo(0, 5);
  });

  it('goes evenly from the frame before to the one after', () => {
    const bend = [0, 0, 0, 0, 1.6, 0.3, 0.3, 0.3, 0.3];
    expect(repaired([bend])[0]![4]).toBeCloseTo(0.15, 5);
  });

  it('leaves a digit that bends and stays, and what has no frame beside it in its scene', () => {
    const bends = [new Array(8).fill(0.1).concat(new Array(8).fill(1.3)), new Array(16).fill(0.2)];
    expect(
      repaired(bends)
        .flat()
        .map((angle) => Number(angle.toFixed(5))),
    ).toEqual(bends.flat());
    const first = [1.5, 0, 0, 0, 0, 0, 0, 0];
    expect(repaired([first])[0]![0]).toBeCloseTo(1.5, 5);
    const cut = repaired(
      [[0, 0, 0, 0, 0, 1.5, 0.7, 0.7, 0.7, 0.7, 0.7]],
      [
        { from: 0, to: 5 },
        { from: 5, to: 11 },
      ],
    );
    expect(cut[0]![5]).toBeCloseTo(1.5, 5);
  });
});
