// Mean angle between the bone directions of a motion and markers that several cameras saw, beside that of the raw
// metric landmarks; each after one rotation for the clip.
import { jointsOf } from './score-motion.mjs';
import { add, alignment, angle, normalise, rotate, subtract } from './small-vectors.mjs';

/** Joints by the marker's name, the bone's and the pose landmark. */
const JOINTS = ['L', 'R'].flatMap((side, k) => {
  const s = side.toLowerCase();
  return [
    [`${side}Shoulder`, `upperarm_${s}`, 11 + k],
    [`${side}Elbow`, `lowerarm_${s}`, 13 + k],
    [`${side}Wrist`, `hand_${s}`, 15 + k],
    [`${side}Hip`, `thigh_${s}`, 23 + k],
    [`${side}Knee`, `calf_${s}`, 25 + k],
    [`${side}Ankle`, `foot_${s}`, 27 + k],
  ];
});
const BONES = [
  ...['L', 'R'].flatMap((side) =>
    ['Shoulder Elbow', 'Elbow Wrist', 'Hip Knee', 'Knee Ankle'].map((pair) =>
      pair.split(' ').map((joint) => side + joint),
    ),
  ),
  ['RShoulder', 'LShoulder'],
  ['RHip', 'LHip'],
  ['hips', 'shoulders'],
];

/** Seconds. */
const SAME_TIME = 0.005;

/**
 * @param text of a .trc file, a row a frame of the clip, y up
 * @param landmarks parsed lines of a landmark file, the header first
 * @param motion parsed lines of a motion file, the header first
 * @returns frames compared, those with a body; mean degrees of the solve and of the raw landmarks
 */
export function scoreMarkers(text, [, ...frames], [{ skeleton }, ...lines]) {
  const markers = readMarkers(text);
  const rows = frames.flatMap(({ time, world }, i) => {
    if (world === null || markers[i] === undefined) return [];
    const line = nearest(lines, time);
    // the motion's rate may be half the clip's: what lies between its frames is not its own
    if (Math.abs(line.time - time) > SAME_TIME) return [];
    const joints = jointsOf(skeleton.bones, line);
    return [
      {
        truth: markers[i],
        solved: Object.fromEntries(JOINTS.map(([name, bone]) => [name, joints[bone]])),
        raw: Object.fromEntries(JOINTS.map(([name, , k]) => [name, upright(world[k])])),
      },
    ];
  });
  const mean = (key) => {
    const pairs = rows.flatMap((row) =>
      BONES.map((bone) => ({ to: direction(row.truth, bone), from: direction(row[key], bone) })),
    );
    const turn = alignment(pairs);
    return pairs.reduce((sum, { to, from }) => sum + angle(to, rotate(turn, from)), 0) / pairs.length;
  };
  return { frames: rows.length, solved: mean('solved'), raw: mean('raw') };
}

function readMarkers(text) {
  const lines = text.split('\n');
  const names = lines[3].split('\t').filter((name) => name.trim() !== '');
  return lines
    .slice(5)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, , ...values] = line.trim().split('\t').map(Number);
      return Object.fromEntries(
        names.slice(2).map((name, k) => [name.trim(), values.slice(3 * k, 3 * k + 3)]),
      );
    });
}

function direction(joints, [from, to]) {
  return normalise(subtract(placeOf(joints, to), placeOf(joints, from)));
}

function placeOf(joints, name) {
  if (name === 'hips') return add(joints.LHip, joints.RHip).map((value) => value / 2);
  if (name === 'shoulders') return add(joints.LShoulder, joints.RShoulder).map((value) => value / 2);
  return joints[name];
}

const upright = ([x, y, z]) => [x, -y, -z];
const nearest = (lines, time) =>
  lines.reduce((best, line) => (Math.abs(line.time - time) < Math.abs(best.time - time) ? line : best));
