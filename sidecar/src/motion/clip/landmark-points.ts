import type { Side } from '../../skeleton/body-bones.ts';

/** Index of each MediaPipe pose landmark used here, by the performer's side. */
export const NOSE = 0;
export const EAR = { l: 7, r: 8 } as const satisfies Record<Side, number>;
export const SHOULDER = { l: 11, r: 12 } as const satisfies Record<Side, number>;
export const ELBOW = { l: 13, r: 14 } as const satisfies Record<Side, number>;
export const WRIST = { l: 15, r: 16 } as const satisfies Record<Side, number>;
export const HIP = { l: 23, r: 24 } as const satisfies Record<Side, number>;
export const KNEE = { l: 25, r: 26 } as const satisfies Record<Side, number>;
export const ANKLE = { l: 27, r: 28 } as const satisfies Record<Side, number>;
export const HEEL = { l: 29, r: 30 } as const satisfies Record<Side, number>;
export const TOE = { l: 31, r: 32 } as const satisfies Record<Side, number>;

/** Index of each MediaPipe hand landmark: the root joint of each digit; three more follow towards the tip. */
export const HAND_WRIST = 0;
export const DIGIT_ROOT = { thumb: 1, index: 5, middle: 9, ring: 13, pinky: 17 } as const;
