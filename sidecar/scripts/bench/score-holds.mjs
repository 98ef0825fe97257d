// What holding contacts costs: how far a joint steps beyond what it steps when nothing is held.
import { jointsOf } from './score-motion.mjs';

const DIGITS = ['thumb', 'index', 'middle', 'ring', 'pinky'];
const NAMES = ['l', 'r'].flatMap((side) => [
  `hand_${side}`,
  ...DIGITS.map((digit) => `${digit}_tip_${side}`),
]);
/** Steps that an eye takes for a jerk, mm a frame at 30 fps: half a metre a second. */
const JERK = 15;

/**
 * @param held @param free motion files of the same landmarks, with contacts held and without
 * @returns the largest step beyond the free solve in mm, and how many are over {@link JERK}
 */
export function scoreHolds(held, free) {
  const [a, b] = [held, free].map(([{ skeleton }, ...lines]) =>
    lines.map((line) => jointsOf(skeleton.bones, line)),
  );
  const steps = a.slice(1).flatMap((_, i) =>
    NAMES.map((name) => {
      const moved = (joints, axis) => joints[i + 1][name][axis] - joints[i][name][axis];
      return Math.hypot(...[0, 1, 2].map((axis) => moved(a, axis) - moved(b, axis))) * 10;
    }),
  );
  return { most: Math.max(...steps), jerks: steps.filter((step) => step > JERK).length };
}
