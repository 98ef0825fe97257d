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
 * About the pelvis, since the whole body goes elsewhere where feet are locked.
 *
 * @param held @param free motion files of the same landmarks, with contacts held and without
 * @returns the largest step beyond the free solve in mm; how many are over {@link JERK}; and how many of those the
 *   hold makes, where the others are steps of the free solve that a hold takes away
 */
export function scoreHolds(held, free) {
  const [a, b] = [held, free].map(([{ skeleton }, ...lines]) =>
    lines.map((line) => jointsOf(skeleton.bones, line)),
  );
  const steps = a.slice(1).flatMap((_, i) =>
    NAMES.map((name) => {
      const moved = (joints, axis) => {
        const at = (frame) => joints[frame][name][axis] - joints[frame].pelvis[axis];
        return (at(i + 1) - at(i)) * 10;
      };
      const length = (step) => Math.hypot(step(0), step(1), step(2));
      return {
        beyond: length((axis) => moved(a, axis) - moved(b, axis)),
        faster: length((axis) => moved(a, axis)) > length((axis) => moved(b, axis)),
      };
    }),
  );
  const jerks = steps.filter(({ beyond }) => beyond > JERK);
  return {
    most: Math.max(...steps.map(({ beyond }) => beyond)),
    jerks: jerks.length,
    made: jerks.filter(({ faster }) => faster).length,
  };
}
