import { describe, expect, it } from 'vitest';
import type { BodyEvidence } from '../../../../sidecar/src/motion/lift/body-evidence.ts';
import { LIFTED_BONES } from '../../../../sidecar/src/motion/lift/lifted-bones.ts';
import { steadyBones } from '../../../../sidecar/src/motion/lift/steady-bones.ts';
import { openClipFilter } from '../../../../sidecar/src/motion/time/clip-filter.ts';
import { vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const FRAMES = 41;
const times = Float64Array.from({ length: FRAMES }, (_, i) => i / 30);
const BONE = 3;

/** Depths of a bone by frame, of the clip's frames from 100 on; null where there is no body. */
function steadied(depths: readonly (number | null)[], filtered = true): number[] {
  const read = (frame: number) => ({
    bones: LIFTED_BONES.map((_, k) => vec3(7, k === BONE ? depths[frame - 100]! : 2, 7)),
    learnt: { l: 0.25, r: 0.5 },
  });
  const seen = Uint8Array.from(depths, (depth) => (depth === null ? 0 : 1));
  const filter = filtered ? openClipFilter(times) : undefined;
  const write = steadyBones((frame) => read(frame) as unknown as BodyEvidence, { from: 100, seen, filter });
  const out = { bones: LIFTED_BONES.map(() => vec3()), learnt: { l: 0, r: 0 } };
  return depths.map((depth, i) => {
    write(out, i);
    if (depth !== null) expect(out.learnt).toEqual({ l: 0.25, r: 0.5 });
    if (depth !== null) expect([out.bones[BONE]![0], out.bones[BONE]![2]]).toEqual([7, 7]);
    return out.bones[BONE]![1]!;
  });
}

describe('steadyBones', () => {
  const odd = Array.from({ length: FRAMES }, (_, i) => (i === 20 ? 30 : i < 5 ? null : 10));

  it('keeps a frame of another mind from showing', () => {
    const depths = steadied(odd);
    expect(depths[20]! - 10).toBeLessThan(5);
    expect(depths[30]).toBeCloseTo(10, 4);
  });

  it('counts no depth where there is no body', () => {
    expect(steadied(odd)[5]).toBeCloseTo(10, 4);
  });

  it('has each frame by itself without a filter', () => {
    expect(steadied(odd, false)[20]).toBe(30);
  });
});
