// Hands against each other, where the truth has them near: how far they are off, in the target's size.
import { towardsCamera } from './score-hands.mjs';
import { jointsOf, nearest } from './score-motion.mjs';
import { cameraAxes, subtract } from './small-vectors.mjs';

const SIDES = ['l', 'r'];
const POINTS = ['thumb', 'index', 'middle', 'ring', 'pinky'].flatMap((digit) => [
  `${digit}_01`,
  `${digit}_tip`,
]);
/** Hands whose nearest joints are further apart than this are not near, m. */
const NEAR = 0.1;

/**
 * @param truth { fps, camera, frames: [{ joints }] }, metres
 * @param motion parsed lines of a motion file, the header first
 * @returns frames that count, and the mean distance that the right hand's middle knuckle is off from the left's, cm of the
 *   target: across the view and along it, the truth scaled by the two palms
 */
export function scoreApart({ fps, camera, frames }, [header, ...lines]) {
  const toCamera = cameraAxes(camera);
  const ours = lines.map((line) => ({ time: line.time, joints: jointsOf(header.skeleton.bones, line) }));
  const off = frames.flatMap(({ joints }, i) => {
    if (leastBetween(joints) > NEAR) return [];
    const found = towardsCamera(nearest(ours, i / fps).joints, header.settings.cameraTurn);
    const scale = palmOf(found) / palmOf(joints);
    const [x, y, z] = subtract(
      between(found),
      toCamera(between(joints)).map((value) => value * scale),
    );
    return [{ across: Math.hypot(x, y), along: Math.abs(z) }];
  });
  const mean = (key) => (off.length > 0 ? off.reduce((sum, each) => sum + each[key], 0) / off.length : null);
  return { frames: off.length, across: mean('across'), along: mean('along') };
}

const between = (joints) => subtract(joints.middle_01_l, joints.middle_01_r);
const palmOf = (joints) =>
  SIDES.reduce(
    (sum, s) => sum + Math.hypot(...subtract(joints[`middle_01_${s}`], joints[`hand_${s}`])) / 2,
    0,
  );
const leastBetween = (joints) =>
  Math.min(
    ...POINTS.flatMap((a) => POINTS.map((b) => Math.hypot(...subtract(joints[`${a}_l`], joints[`${b}_r`])))),
  );
