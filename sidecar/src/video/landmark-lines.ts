/** Which landmarks are joined by lines, by MediaPipe's numbering (its published connection sets). */

/** A chain of points, each joined to the next. */
export type Chain = readonly number[];

/** Chains of one side of the performer's body, and of neither side. */
export interface SidedChains {
  readonly left: readonly Chain[];
  readonly right: readonly Chain[];
  readonly middle: readonly Chain[];
}

/** The 33 pose points without head and hands: limbs, feet, trunk. */
export const BODY_CHAINS: SidedChains = {
  left: [
    [11, 13, 15],
    [23, 25, 27],
    [27, 29, 31, 27],
  ],
  right: [
    [12, 14, 16],
    [24, 26, 28],
    [28, 30, 32, 28],
  ],
  middle: [
    [11, 12],
    [23, 24],
    [11, 23],
    [12, 24],
  ],
};

/** What the pose says of a hand: wrist, little finger, index finger, thumb. For where the hand itself is not seen. */
export const POSE_HAND_CHAINS: SidedChains = {
  left: [
    [15, 17, 19, 15],
    [15, 21],
  ],
  right: [
    [16, 18, 20, 16],
    [16, 22],
  ],
  middle: [],
};

/** What the pose says of the head: eyes to ears, mouth. For where the face itself is not seen. */
export const POSE_HEAD_CHAINS: SidedChains = {
  left: [[0, 1, 2, 3, 7]],
  right: [[0, 4, 5, 6, 8]],
  middle: [[9, 10]],
};

/** The 21 points of a hand: five fingers from the wrist, and the palm's edge. */
export const HAND_CHAINS: readonly Chain[] = [
  [0, 1, 2, 3, 4],
  [0, 5, 6, 7, 8],
  [9, 10, 11, 12],
  [13, 14, 15, 16],
  [0, 17, 18, 19, 20],
  [5, 9, 13, 17],
];

/** Contours of the face's 478 points: eyes and brows of each side; outline and lips. */
export const FACE_CHAINS: SidedChains = {
  left: [
    [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466, 263],
    [276, 283, 282, 295, 285],
    [300, 293, 334, 296, 336],
  ],
  right: [
    [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246, 33],
    [46, 53, 52, 65, 55],
    [70, 63, 105, 66, 107],
  ],
  middle: [
    [
      10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176,
      149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109, 10,
    ],
    [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185, 61],
    [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191, 78],
  ],
};

/** Irises: the centre, then four points of the edge. */
export const IRISES = {
  left: [473, 474, 475, 476, 477],
  right: [468, 469, 470, 471, 472],
} as const;
