// Mean angle between the bone directions of a motion file and a clip's truth, after one rotation for the clip.
import {
  add,
  alignment,
  angle,
  cameraAxes,
  multiply,
  normalise,
  rotate,
  subtract,
} from './small-vectors.mjs';

const FINGERS = ['thumb', 'index', 'middle', 'ring', 'pinky'];
const JOINTS = ['01', '02', '03', 'tip'];
const SIDES = ['l', 'r'];

const ARM = SIDES.flatMap((s) => [
  [`upperarm_${s}`, `lowerarm_${s}`],
  [`lowerarm_${s}`, `hand_${s}`],
]);
const TRUNK = [
  ['upperarm_r', 'upperarm_l'],
  ['spine_03', 'neck_01'],
];
const PALM = SIDES.map((s) => [`hand_${s}`, `middle_01_${s}`]);
const LEGS = [
  ...SIDES.flatMap((s) => [
    [`thigh_${s}`, `calf_${s}`],
    [`calf_${s}`, `foot_${s}`],
  ]),
  ['thigh_r', 'thigh_l'],
];
const PHALANGES = SIDES.flatMap((s) =>
  FINGERS.flatMap((finger) =>
    [0, 1, 2].map((i) => [`${finger}_${JOINTS[i]}_${s}`, `${finger}_${JOINTS[i + 1]}_${s}`]),
  ),
);

/**
 * @param truth { fps, camera: { ro, ta }, frames: [{ joints: { name: [x, y, z] } }] } in a right-handed frame, y up
 * @param motion parsed lines of a motion file, the header first
 * @param official results of the official tracker, see {@link scoreRaw}: what these lack is left out
 * @returns mean and 90th percentile in degrees of upper body, fingers and legs, and of the error of each finger's
 *   curl (the sum of the bends of its two outer joints)
 */
export function scoreMotion(truth, motion, official = null) {
  const [header, ...lines] = motion;
  const ours = lines.map((line) => ({ time: line.time, joints: jointsOf(header.skeleton.bones, line) }));
  return score(truth, (i) => {
    const { joints } = nearest(ours, i / truth.fps);
    return official === null ? joints : common(joints, rawJoints(official, official.frames[i]));
  });
}

/**
 * The same for the raw landmarks of the official tracker: arms, legs and trunk by its metric points, hands by the
 * picture's, which are all it has of them.
 * @param official { width, height, frames: [{ world, left, right }] }, a frame for each of the truth
 */
export function scoreRaw(truth, official) {
  return score(truth, (i) => rawJoints(official, official.frames[i]));
}

function score(truth, foundAt) {
  const toCamera = cameraAxes(truth.camera);
  const frames = truth.frames.map(({ joints }, i) => ({
    expected: Object.fromEntries(Object.entries(joints).map(([name, p]) => [name, toCamera(p)])),
    found: foundAt(i),
  }));
  const directions = (segments) =>
    frames.flatMap(({ expected, found }) =>
      segments.flatMap(([from, to]) =>
        found[from] && found[to] && expected[from] && expected[to]
          ? [{ to: direction(expected, from, to), from: direction(found, from, to) }]
          : [],
      ),
    );
  const turn = alignment(directions([...ARM, ...TRUNK]));
  const errors = (segments) => directions(segments).map(({ from, to }) => angle(to, rotate(turn, from)));
  return {
    frames: frames.length,
    alignDegrees: round((2 * Math.acos(Math.min(1, Math.abs(turn[3]))) * 180) / Math.PI, 1),
    upper: statistics(errors([...ARM, ...TRUNK, ...PALM])),
    legs: statistics(errors(LEGS)),
    fingers: statistics(errors(PHALANGES)),
    curl: statistics(frames.flatMap(({ expected, found }) => curlErrors(expected, found))),
  };
}

/** Joint positions of one keyframe in a right-handed frame, y up, from Unreal's component space. */
export function jointsOf(bones, { rotations, pelvis }) {
  const positions = [];
  const turns = [];
  bones.forEach(({ name, parent, translation, rotation }, i) => {
    const offset = name === 'pelvis' ? pelvis : translation;
    const turn = rotations[i] ?? rotation;
    positions[i] = parent < 0 ? offset : add(positions[parent], rotate(turns[parent], offset));
    turns[i] = parent < 0 ? turn : multiply(turns[parent], turn);
  });
  const joints = {};
  const put = (name, [x, y, z]) => {
    joints[name] = [x, z, y];
  };
  bones.forEach(({ name, translation }, i) => {
    put(name, positions[i]);
    // the skeleton has no fingertip: the last phalanx goes on in its own direction
    const last = /^(\w+)_03_([lr])$/.exec(name);
    if (last && FINGERS.includes(last[1]))
      put(`${last[1]}_tip_${last[2]}`, add(positions[i], rotate(turns[i], translation)));
  });
  return joints;
}

const BODY_POINTS = { upperarm: 11, lowerarm: 13, hand: 15, thigh: 23, calf: 25, foot: 27 };

/** Joints of a frame of raw landmarks, y up; of none without a body. */
function rawJoints({ width, height }, frame) {
  const joints = {};
  if (!frame?.world) return joints;
  const at = (k) => [frame.world[k][0], -frame.world[k][1], -frame.world[k][2]];
  for (const [bone, k] of Object.entries(BODY_POINTS))
    SIDES.forEach((s, right) => {
      joints[`${bone}_${s}`] = at(k + right);
    });
  joints.spine_03 = add(joints.thigh_l, joints.thigh_r).map((value) => value / 2);
  joints.neck_01 = add(joints.upperarm_l, joints.upperarm_r).map((value) => value / 2);
  for (const [s, hand] of [
    ['l', frame.left],
    ['r', frame.right],
  ]) {
    if (!hand) continue;
    const point = (k) => [hand[k][0] * width, -hand[k][1] * height, -hand[k][2] * width];
    const place = (k) => add(joints[`hand_${s}`], subtract(point(k), point(0)));
    FINGERS.forEach((finger, f) => {
      JOINTS.forEach((joint, j) => {
        joints[`${finger}_${joint}_${s}`] = place(1 + f * 4 + j);
      });
    });
  }
  return joints;
}

/** Those of the first joints that the others have too. */
function common(joints, others) {
  return Object.fromEntries(Object.entries(joints).filter(([name]) => others[name]));
}

/** The frame nearest to a time, of frames with theirs. */
export function nearest(frames, time) {
  return frames.reduce((best, frame) =>
    Math.abs(frame.time - time) < Math.abs(best.time - time) ? frame : best,
  );
}

const direction = (joints, from, to) => normalise(subtract(joints[to], joints[from]));

function curlErrors(expected, found) {
  return SIDES.flatMap((s) => FINGERS.map((finger) => JOINTS.map((joint) => `${finger}_${joint}_${s}`)))
    .filter((names) => names.every((name) => expected[name] && found[name]))
    .map((names) => Math.abs(curl(expected, names) - curl(found, names)));
}

function curl(joints, names) {
  const [a, b, c] = [0, 1, 2].map((i) => direction(joints, names[i], names[i + 1]));
  return angle(a, b) + angle(b, c);
}

function statistics(values) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean: round(mean, 2), p90: round(sorted[Math.floor(sorted.length * 0.9)], 2), n: values.length };
}

const round = (value, digits) => Number(value.toFixed(digits));
