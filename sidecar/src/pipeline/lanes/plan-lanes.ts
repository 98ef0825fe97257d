import type { Lane } from '../../tracking/mediapipe/create-lane.ts';

export interface LanePlan {
  /** Lanes of each inference thread. */
  readonly threads: readonly (readonly Lane[])[];
  /** Cores that one model run of each thread may use. */
  readonly runThreads: readonly number[];
}

/**
 * Spreads the lanes over the cores. Two single-threaded runs side by side beat one run on two cores, since
 * these models are small; so a second core goes to a second thread, and only the pose, which every other lane
 * waits for, ever gets more than one core.
 */
export function planLanes(cores: number): LanePlan {
  if (cores <= 1) return { threads: [['pose', 'leftHand', 'rightHand', 'face']], runThreads: [1] };
  if (cores === 2)
    return {
      threads: [
        ['pose', 'face'],
        ['leftHand', 'rightHand'],
      ],
      runThreads: [1, 1],
    };
  if (cores === 3) return { threads: [['pose'], ['leftHand', 'rightHand'], ['face']], runThreads: [1, 1, 1] };
  return {
    threads: [['pose'], ['leftHand'], ['rightHand'], ['face']],
    runThreads: [Math.min(4, cores - 3), 1, 1, 1],
  };
}
