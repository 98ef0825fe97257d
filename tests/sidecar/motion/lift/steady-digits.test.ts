import { describe, expect, it } from 'vitest';
import type { ClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { HAS } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import type { HandEvidence } from '../../../../sidecar/src/motion/lift/hand-evidence.ts';
import { createSteadyDigits } from '../../../../sidecar/src/motion/lift/steady-digits.ts';
import { openClipFilter } from '../../../../sidecar/src/motion/time/clip-filter.ts';
import { axisAngleQuat, quat, rotateVec } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { type Vec3, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const FRAMES = 41;
const times = Float64Array.from({ length: FRAMES }, (_, i) => i / 30);
const INDEX = 3;

/** A flat hand whose index finger bends by an angle, turned as a whole by another. */
function handOf(bend: number, turn: number): HandEvidence {
  const world: Vec3[] = Array.from({ length: 21 }, (_, k) => vec3(k === 0 ? 0 : 8 + (k % 4), 0, 0));
  const roots = { 5: 2, 9: 0, 13: -2, 17: -4 };
  for (const [root, across] of Object.entries(roots)) {
    for (let j = 0; j < 4; j++) world[Number(root) + j]!.set([9 + 2 * j, across, 0]);
  }
  for (let j = 1; j < 4; j++) world[5 + j]!.set([9 + 2 * j * Math.cos(bend), 2, 2 * j * Math.sin(bend)]);
  const q = quat();
  axisAngleQuat(q, vec3(0.6, 0.8, 0), turn);
  for (const point of world) rotateVec(point, q, point);
  return { picture: world, world, metric: true, ray: quat() };
}

/** Bends by frame; null where there is no hand. */
function bendsOf(bends: readonly (number | null)[], filtered = true): number[] {
  const clip = { has: (i: number) => (bends[i] === null ? 0 : HAS.handWorld.l) } as ClipStore;
  const steady = createSteadyDigits(clip, (i) => handOf(bends[i]!, i / 7));
  const filter = filtered ? openClipFilter(times) : undefined;
  const readDigits = steady('l', { from: 0, frames: FRAMES, filter });
  const digits = Array.from({ length: 15 }, () => vec3());
  return bends.map((_, i) => {
    readDigits(digits, i);
    const [x, y, z] = digits[INDEX]!;
    return x === 0 && y === 0 && z === 0 ? Number.NaN : Math.atan2(z!, x!);
  });
}

describe('createSteadyDigits', () => {
  it('has a handshape as it is, however the hand turns', () => {
    for (const bend of bendsOf(new Array(FRAMES).fill(0.5))) expect(bend).toBeCloseTo(0.5, 5);
  });

  it('keeps a frame of another mind from showing, and borrows for one without points', () => {
    const bends = Array.from({ length: FRAMES }, (_, i) => (i === 20 ? 1.5 : i === 30 ? null : 0.5));
    const steady = bendsOf(bends);
    expect(steady[20]! - 0.5).toBeLessThan(0.25);
    expect(steady[30]).toBeCloseTo(0.5, 1);
  });

  it('has each frame by itself without a filter, and nothing where nothing is', () => {
    const bends = Array.from({ length: FRAMES }, (_, i) => (i === 20 ? 1.5 : i === 30 ? null : 0.5));
    const own = bendsOf(bends, false);
    expect(own[20]).toBeCloseTo(1.5, 5);
    expect(own[30]).toBeNaN();
  });
});
