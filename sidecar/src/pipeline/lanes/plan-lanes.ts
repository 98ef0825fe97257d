import type { Lane } from '../../tracking/mediapipe/create-lane.ts';
import type { Side } from '../../tracking/mediapipe/hand-roi.ts';

export interface LanePlan {
  /** Lanes of each inference thread. */
  readonly threads: readonly (readonly Lane[])[];
  /** Cores that one model run of each thread may use. */
  readonly runThreads: readonly number[];
  /** Hands whose regions are found with the pose, where its thread has less to do than theirs. */
  readonly crops: readonly Side[];
}

/**
 * Spreads the lanes over the cores. Two single-threaded runs side by side beat one run on two cores, since
 * these models are small; so a second core goes to a second thread, and only the pose, which every other lane
 * waits for, ever gets more than one core.
 *
 * A frame's pose takes 12 ms, each hand as much, the face 7; of a hand 3.4 are for its region, which may as well be
 * found with the pose. So the two busiest threads of two or three cores have the same to do within a tenth.
 */
export function planLanes(cores: number): LanePlan {
  if (cores <= 1) return { threads: [['pose', 'leftHand', 'rightHand', 'face']], runThreads: [1], crops: [] };
  if (cores === 2)
    return {
      threads: [
        ['pose', 'face'],
        ['leftHand', 'rightHand'],
      ],
      runThreads: [1, 1],
      crops: ['left'],
    };
  if (cores === 3)
    return {
      threads: [['pose'], ['leftHand', 'rightHand'], ['face']],
      runThreads: [1, 1, 1],
      crops: ['left', 'right'],
    };
  return {
    threads: [['pose'], ['leftHand'], ['rightHand'], ['face']],
    runThreads: [Math.min(4, cores - 3), 1, 1, 1],
    crops: [],
  };
}
