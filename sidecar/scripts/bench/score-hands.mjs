// How well the hands of a motion lie on the picture that they come from, and how calm they are; no truth needed.
import { rotate, subtract } from './small-vectors.mjs';

const DIGITS = ['thumb', 'index', 'middle', 'ring', 'pinky'];
const SIDES = { l: 'leftHand', r: 'rightHand' };
const PALM = [5, 9, 13, 17];
const SEGMENTS = DIGITS.flatMap((_, k) => [1, 2, 3].map((j) => [4 * k + j, 4 * k + j + 1]));
/** From wrist to middle knuckle of the target, about, cm: the unit of the residuals. */
const PALM_LENGTH = 9;
/** A motion frame further than this from the landmarks is not compared, seconds. */
const NEAR = 0.03;

/**
 * Residuals are shares of the palm, in percent: segments of the digits in the picture against those of the motion,
 * projected, with the length of each segment that fits the clip best (so foreshortening counts, proportions do not).
 *
 * @param landmarks parsed lines of a landmark file, the header first
 * @param motion parsed lines of a motion file, the header first
 * @param joints positions by name, cm, of the motion's frames in camera axes: right, up, towards the camera
 * @returns hands compared; mean residual of segments and of the palm, percent; RMS of the second difference of the
 *   segments' directions, degrees a frame squared
 */
export function scoreHands([{ source }, ...frames], [, ...lines], joints) {
  const focal = Math.min(source.width, source.height) / 2 / Math.tan((38 * Math.PI) / 360);
  const hands = Object.entries(SIDES).flatMap(([side, key]) =>
    lines.flatMap((line, i) => {
      if (line.flags.some((flag) => flag.startsWith(key))) return [];
      const frame = nearest(frames, line.time);
      if (!frame[key] || Math.abs(frame.time - line.time) > NEAR) return [];
      return [readHand(frame[key], pointsOf(joints[i], side), { ...source, focal })];
    }),
  );
  const seen = hands.filter(({ scale }) => scale > 0);
  return {
    hands: hands.length,
    segments: mean(SEGMENTS.flatMap((segment) => segmentResiduals(seen, segment))),
    palm: mean(seen.flatMap(palmResiduals)),
    jitter: Math.sqrt(mean(Object.entries(SIDES).flatMap(([side, key]) => jitter(lines, joints, side, key)))),
  };
}

function readHand(points, model, { width, height, focal }) {
  const pixels = points.map(([x, y]) => [(x - 0.5) * width, (0.5 - y) * height]);
  const slope = [0, 1].map((axis) => mean(pixels.map((p) => p[axis])) / focal);
  const flat = ([x, y, towards]) => [x + slope[0] * towards, y + slope[1] * towards];
  let match = 0;
  let square = 0;
  for (const k of PALM) {
    const p = between(pixels[0], pixels[k]);
    const q = flat(subtract(model[k], model[0]));
    match += p[0] * q[0] + p[1] * q[1];
    square += q[0] ** 2 + q[1] ** 2;
  }
  return { pixels, model, flat, scale: match / square };
}

function segmentResiduals(hands, [from, to]) {
  const pairs = hands.map(({ pixels, model, flat, scale }) => {
    const along = subtract(model[to], model[from]);
    return {
      seen: between(pixels[from], pixels[to]).map((x) => x / scale),
      unit: flat(along.map((x) => x / Math.hypot(...along))),
    };
  });
  const sum = (of) => pairs.reduce((total, pair) => total + of(pair), 0);
  const length =
    sum(({ seen, unit }) => seen[0] * unit[0] + seen[1] * unit[1]) /
    sum(({ unit }) => unit[0] ** 2 + unit[1] ** 2);
  return pairs.map(({ seen, unit }) => percent(seen[0] - length * unit[0], seen[1] - length * unit[1]));
}

function palmResiduals({ pixels, model, flat, scale }) {
  return PALM.map((k) => {
    const p = between(pixels[0], pixels[k]);
    const q = flat(subtract(model[k], model[0]));
    return percent(p[0] / scale - q[0], p[1] / scale - q[1]);
  });
}

function jitter(lines, joints, side, key) {
  return lines.flatMap((_, i) => {
    const three = lines.slice(i, i + 3);
    if (three.length < 3 || three.some(({ flags }) => flags.includes(`${key}Unseen`))) return [];
    const hands = [0, 1, 2].map((k) => pointsOf(joints[i + k], side));
    return SEGMENTS.map(([from, to]) => {
      const [a, b, c] = hands.map((points) => {
        const along = subtract(points[to], points[from]);
        return along.map((x) => x / Math.hypot(...along));
      });
      return ((180 / Math.PI) * Math.hypot(...a.map((x, axis) => x - 2 * b[axis] + c[axis]))) ** 2;
    });
  });
}

/** The 21 points of a hand in the order of the landmarks. */
function pointsOf(joints, side) {
  const digits = DIGITS.flatMap((digit) =>
    ['01', '02', '03', 'tip'].map((joint) => `${digit}_${joint}_${side}`),
  );
  return [`hand_${side}`, ...digits].map((name) => joints[name]);
}

/** Takes joints of a motion frame (right-handed, y up, z forward) to camera axes. @param turn of the header. */
export function towardsCamera(joints, [x, y, z, w]) {
  const back = [-x, -y, -z, w];
  return Object.fromEntries(
    Object.entries(joints).map(([name, [right, up, forward]]) => {
      const [a, b, c] = rotate(back, [right, forward, up]);
      return [name, [a, c, b]];
    }),
  );
}

const between = (a, b) => [b[0] - a[0], b[1] - a[1]];
const percent = (x, y) => (Math.hypot(x, y) / PALM_LENGTH) * 100;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const nearest = (frames, time) =>
  frames.reduce((best, frame) => (Math.abs(frame.time - time) < Math.abs(best.time - time) ? frame : best));
