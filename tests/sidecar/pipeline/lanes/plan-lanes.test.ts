import { describe, expect, it } from 'vitest';
import { planLanes } from '../../../../sidecar/src/pipeline/lanes/plan-lanes.ts';
import { LANES } from '../../../../sidecar/src/tracking/mediapipe/create-lane.ts';

describe('planLanes', () => {
  it.each([1, 2, 3, 4, 8, 64])('puts every lane on exactly one thread with %i cores', (cores) => {
    const { threads, runThreads } = planLanes(cores);
    expect(threads.flat().sort()).toEqual([...LANES].sort());
    expect(threads.length).toBe(Math.min(cores, 4));
    expect(runThreads.length).toBe(threads.length);
    expect(runThreads.reduce((a, b) => a + b)).toBeLessThanOrEqual(Math.max(cores, 1));
  });

  it.each([
    [1, []],
    [2, ['left']],
    [3, ['left', 'right']],
    [4, []],
  ])('lets the pose find the regions of hands whose thread has more to do, with %i cores', (cores, crops) => {
    expect(planLanes(cores).crops).toEqual(crops);
  });

  it('keeps both hands beside each other on two cores, so that they share one model', () => {
    expect(planLanes(2).threads).toEqual([
      ['pose', 'face'],
      ['leftHand', 'rightHand'],
    ]);
  });
});
