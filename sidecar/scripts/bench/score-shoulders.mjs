// Collar bones of a motion file against a clip's truth, beside ones that never leave their rest.
import { jointsOf, nearest } from './score-motion.mjs';
import { cross, dot, normalise, rotate, subtract } from './small-vectors.mjs';

const SIDES = ['l', 'r'];
const DEGREES = 180 / Math.PI;

/**
 * Angle between a collar bone's turn from its rest, seen from the chest, and the truth's, degrees.
 *
 * @returns mean and largest of the motion, and mean of bones at rest; null where the truth tells no chest
 */
export function scoreShoulders(truth, [{ skeleton }, ...lines]) {
  if (truth.frames.some(({ joints, rot }) => !rot?.spine_05 || !joints.clavicle_l)) return null;
  const bones = (joints, chest) =>
    SIDES.map((side) => chest(normalise(subtract(joints[`upperarm_${side}`], joints[`clavicle_${side}`]))));
  const expected = truth.frames.map(
    ({
      joints,
      rot: {
        spine_05: [x, y, z, w],
      },
    }) => bones(joints, (d) => rotate([-x, -y, -z, w], d)),
  );
  const inChest = (line) => {
    const joints = jointsOf(skeleton.bones, line);
    return bones(joints, chestOf(joints));
  };
  const rest = inChest(atRest(skeleton));
  const found = lines.map((line) => ({ time: line.time, bones: inChest(line) }));
  const usual = SIDES.map((_, k) =>
    normalise([0, 1, 2].map((axis) => median(expected.map((frame) => frame[k][axis])))),
  );
  const errors = [];
  const still = [];
  expected.forEach((frame, i) => {
    const ours = nearest(found, i / truth.fps).bones;
    frame.forEach((bone, k) => {
      const [lift, forward] = turned(usual[k], bone);
      const [oursLift, oursForward] = turned(rest[k], ours[k]);
      errors.push(Math.hypot(lift - oursLift, forward - oursForward));
      still.push(Math.hypot(lift, forward));
    });
  });
  return { mean: mean(errors), still: mean(still), most: Math.max(...errors) };
}

const atRest = ({ bones }) => ({
  rotations: bones.map(({ rotation }) => rotation),
  pelvis: bones.find(({ name }) => name === 'pelvis').translation,
});

/** Directions seen from the chest: across from collar bone to collar bone, up the upper spine, forward. */
function chestOf(joints) {
  const x = normalise(subtract(joints.clavicle_l, joints.clavicle_r));
  const spine = subtract(joints.neck_01, joints.spine_05);
  const z = normalise(cross(x, spine));
  const y = cross(z, x);
  return (d) => [dot(d, x), dot(d, y), dot(d, z)];
}

/** How far a bone is turned upwards and forwards, degrees. */
function turned(from, to) {
  const up = (d) => Math.asin(d[1]) * DEGREES;
  const forward = (d) => Math.atan2(d[2], Math.abs(d[0])) * DEGREES;
  return [up(to) - up(from), forward(to) - forward(from)];
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
