// Face values and head of a motion file against a clip's truth, and how much they tremble.
import { alignment, multiply, rotate } from './small-vectors.mjs';

const DEGREES = 180 / Math.PI;
/** A truth value below this is rest; of its highest value, from this share on it is the full expression. */
const REST = 0.02;
const FULL = 0.95;
/** Eyes that are turned by less look ahead, degrees. */
const AHEAD_DEGREES = 3;

const both = (arkit, name) => (arkit[`${name}Left`] + arkit[`${name}Right`]) / 2;
/** What stands for each value of the truth, as a number that is negative where the truth is. */
const OURS = {
  jaw: (a) => a.JawOpen,
  blink: (a) => both(a, 'EyeBlink'),
  brow: (a) => (a.BrowInnerUp + both(a, 'BrowOuterUp')) / 2 - both(a, 'BrowDown'),
  smile: (a) => both(a, 'MouthSmile') - both(a, 'MouthFrown'),
  pucker: (a) => a.MouthPucker,
};

/** Values of the truth, by sign, and the curves that may move with each. */
const MEANT = {
  jaw: [/^Jaw/, /^Jaw/],
  blink: [/^Eye/, /^Eye/],
  brow: [/^Brow(Inner|Outer)Up/, /^BrowDown/],
  smile: [/^(MouthSmile|MouthDimple|CheekSquint|EyeSquint)/, /^MouthFrown/],
  pucker: [/^Mouth(Pucker|Funnel)/, /^Mouth(Pucker|Funnel)/],
};
/** From this share of its highest on, a value counts as shown; alone while the others stay under the second. */
const SHOWN = 0.7;
const ALONE = 0.1;

/**
 * @param truth { fps, camera, frames: [{ face: { jaw, blink, brow, smile, ... }, rot: { head } }] }
 * @param motion parsed lines of a motion file, the header first
 * @returns per value its correlation and what a full expression reaches; the curves that are not at rest when the
 *   truth is; which other curves move while the truth shows one value alone; how far the gaze strays while the truth's looks ahead; the head's error in degrees after one rotation for the clip
 */
export function scoreFace(truth, motion) {
  const [header, ...lines] = motion;
  const frames = truth.frames.map((expected, i) => ({ expected, found: nearest(lines, i / truth.fps) }));
  const values = Object.entries(OURS).flatMap(([name, read]) => {
    const expected = frames.map((frame) => frame.expected.face[name] ?? 0);
    if (Math.max(...expected) - Math.min(...expected) < 0.1) return [];
    const found = frames.map((frame) => read(frame.found.arkit));
    const highest = Math.max(...expected);
    const reached = Math.max(...found.filter((_, i) => expected[i] >= FULL * highest));
    return [[name, { correlation: correlation(expected, found), highest, reached }]];
  });
  return {
    values: Object.fromEntries(values),
    rest: atRest(frames),
    leaks: leaks(frames),
    gaze: astray(frames),
    head: headErrors(header, frames),
    jitter: trembling(lines),
  };
}

/** The mean of each curve over the frames in which every value of the truth rests, gaze apart: the highest three. */
function atRest(frames) {
  const resting = frames.filter(({ expected }) =>
    Object.entries(expected.face).every(([name, v]) => name.startsWith('gaze') || Math.abs(v) < REST),
  );
  if (resting.length === 0) return null;
  return highestOf(resting, () => true);
}

/** Curves with their means over frames, gaze apart: the highest three. */
function highestOf(frames, isMeant) {
  return Object.keys(frames[0].found.arkit)
    .filter((name) => !name.startsWith('EyeLook') && isMeant(name))
    .map((name) => [name, mean(frames.map(({ found }) => found.arkit[name]))])
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3);
}

/** For each value that the truth shows alone: the mean of each curve that is not meant, the highest three. */
function leaks(frames) {
  return Object.entries(MEANT).flatMap(([name, meant]) =>
    [1, -1].flatMap((sign, k) => {
      const shown = ({ expected }) => sign * (expected.face[name] ?? 0);
      const highest = Math.max(...frames.map(shown));
      const others = Object.keys(MEANT).filter((other) => other !== name);
      const alone = frames.filter(
        (frame) =>
          shown(frame) >= SHOWN * highest &&
          others.every((other) => Math.abs(frame.expected.face[other] ?? 0) < ALONE),
      );
      if (highest < 0.3 || alone.length === 0) return [];
      return [[`${name}${sign < 0 ? ' below 0' : ''}`, highestOf(alone, (curve) => !meant[k].test(curve))]];
    }),
  );
}

/** The mean of each gaze curve over the frames in which the eyes look ahead, the highest; null where none tells. */
function astray(frames) {
  const ahead = frames.filter(({ expected: { face } }) => Math.hypot(face.gazeX, face.gazeY) < AHEAD_DEGREES);
  if (ahead.length === 0) return null;
  const curves = Object.keys(ahead[0].found.arkit).filter((name) => name.startsWith('EyeLook'));
  return Math.max(...curves.map((name) => mean(ahead.map(({ found }) => found.arkit[name]))));
}

/** Root mean square of the second differences of each ARKit value, summed over the values. */
export function trembling(lines) {
  const sums = {};
  for (let i = 1; i + 1 < lines.length; i++)
    for (const [name, v] of Object.entries(lines[i].arkit))
      sums[name] = (sums[name] ?? 0) + (lines[i - 1].arkit[name] - 2 * v + lines[i + 1].arkit[name]) ** 2;
  return Object.values(sums).reduce((sum, s) => sum + Math.sqrt(s / (lines.length - 2)), 0);
}

function headErrors({ skeleton }, frames) {
  if (frames.some(({ expected }) => !expected.rot?.head)) return null;
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const rest = turnOf(skeleton.bones, null);
  const turned = frames.map(({ expected, found }) => {
    const ours = multiply(turnOf(skeleton.bones, found.rotations), [-rest[0], -rest[1], -rest[2], rest[3]]);
    // component space is left-handed with z up: the change of axes is a reflection, so the sense reverses
    const upright = [-ours[0], -ours[2], -ours[1], ours[3]];
    return axes.map((axis) => ({ to: rotate(expected.rot.head, axis), from: rotate(upright, axis) }));
  });
  const turn = alignment(turned.flat());
  const errors = turned.map((pairs) => {
    const cosines = pairs.reduce((sum, { to, from }) => {
      const f = rotate(turn, from);
      return sum + to[0] * f[0] + to[1] * f[1] + to[2] * f[2];
    }, 0);
    return Math.acos(Math.min(1, Math.max(-1, (cosines - 1) / 2))) * DEGREES;
  });
  return { mean: mean(errors) };
}

function turnOf(bones, rotations) {
  let index = bones.findIndex(({ name }) => name === 'head');
  let turn = [0, 0, 0, 1];
  for (; index >= 0; index = bones[index].parent)
    turn = multiply((rotations ?? [])[index] ?? bones[index].rotation, turn);
  return turn;
}

function correlation(a, b) {
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (f) => a.reduce((total, _, i) => total + f(a[i] - ma, b[i] - mb), 0);
  const spread = Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
  return spread > 0 ? sum((x, y) => x * y) / spread : 0;
}

const mean = (values) => values.reduce((sum, v) => sum + v, 0) / values.length;
const nearest = (lines, time) =>
  lines.reduce((best, line) => (Math.abs(line.time - time) < Math.abs(best.time - time) ? line : best));
