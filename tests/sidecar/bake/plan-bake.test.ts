import { describe, expect, it } from 'vitest';
import { countKeys, planBake } from '../../../sidecar/src/bake/plan-bake.ts';
import { makeHeader, metahumanHeader, smallSkeleton } from './motion-fixture.ts';

describe('countKeys', () => {
  it.each([
    [1, 30, 2],
    [2, 30, 2],
    [3, 30, 3],
    [100, 30, 100],
    [1, 60, 3],
    [2, 60, 3],
    [3, 60, 3],
    [4, 60, 5],
    [5, 60, 5],
  ])('%i frames at %i fps need %i keys', (frames, fps, keys) => {
    expect(countKeys(frames, fps)).toBe(keys);
  });
});

describe('planBake', () => {
  it('lays pelvis, rotations and curves side by side', () => {
    expect(planBake(makeHeader({ frames: 4 }))).toEqual({
      fps: 30,
      motionFrames: 4,
      keys: 4,
      boneIndices: [0, 1, 2],
      bones: ['root', 'pelvis', 'spine_01'],
      pelvisReference: [0, 2, 90],
      curveIndices: [0, 1],
      curves: ['CTRL_expressions_jawOpen', 'CTRL_expressions_eyeBlinkL'],
      pelvisColumn: 0,
      rotationColumn: 3,
      curveColumn: 15,
      floatsPerKey: 17,
    });
  });

  it('keys the 64 bones of a MetaHuman', () => {
    expect(planBake(metahumanHeader()).bones).toHaveLength(64);
  });

  it('leaves out bones and curves that are not ours', () => {
    const twist = { name: 'upperarm_twist_01_l', parent: 1, translation: [0, 0, 0], rotation: [0, 0, 0, 1] };
    const bones = [...smallSkeleton.bones.slice(0, 2), twist, { ...smallSkeleton.bones[2]!, parent: 1 }];
    const skeleton = { name: 'with twist', bones: bones as typeof smallSkeleton.bones };
    const plan = planBake(makeHeader({ skeleton, curves: ['HeadYaw', 'CTRL_expressions_jawOpen'] }));
    expect(plan.boneIndices).toEqual([0, 1, 3]);
    expect(plan.curveIndices).toEqual([1]);
  });

  it.each([24, 25, 29.97, 50, 120])('refuses %f fps', (fps) => {
    expect(() => planBake(makeHeader({ fps }))).toThrow(
      expect.objectContaining({ code: 'input.invalid', message: expect.stringContaining(`${fps} frames`) }),
    );
  });

  it('refuses a motion without frames or without a pelvis', () => {
    expect(() => planBake(makeHeader({ frames: 0 }))).toThrow(
      expect.objectContaining({ code: 'input.no-frames' }),
    );
    const skeleton = { name: 'no pelvis', bones: smallSkeleton.bones.slice(0, 1) };
    expect(() => planBake(makeHeader({ skeleton }))).toThrow(
      expect.objectContaining({ code: 'skeleton.unknown-bone' }),
    );
  });
});
