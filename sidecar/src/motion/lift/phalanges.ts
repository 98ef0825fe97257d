import { DIGIT_ROOT } from '../clip/landmark-points.ts';
import { PALM_LENGTH } from './palm.ts';

/** Segments of the five digits, three each. */
export const PHALANGES = 15;

/** Hand landmark at which each segment begins, thumb to pinky, from root to tip. */
export const SEGMENT_STARTS = Object.values(DIGIT_ROOT).flatMap((root) => [root, root + 1, root + 2]);

/** Of an average hand, from the wrist to the middle knuckle, cm (Buryanov and Kotiuk 2010). */
const AVERAGE_PALM = 8.8;
/** An average hand's segments on the palm that the networks have of everybody, cm, thumb to pinky; tips with their flesh. */
export const AVERAGE_PHALANGES: readonly number[] = [
  4.62, 3.16, 2.74, 3.98, 2.24, 1.97, 4.46, 2.63, 2.14, 4.14, 2.57, 2.13, 3.27, 1.81, 1.97,
].map((length) => length * (PALM_LENGTH / AVERAGE_PALM));
