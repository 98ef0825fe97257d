// Contacts of a motion file against those of a clip's truth, and the gap that the target skeleton leaves at them.
import { keyOf, matchSpans, spansWhere } from './match-spans.mjs';
import { add, dot, multiply, rotate, subtract } from './small-vectors.mjs';

const FINGERS = ['thumb', 'index', 'middle', 'ring', 'pinky'];
/** Half thickness of a fingertip on the target, cm, and the length of its bone over the one before it. */
const RADIUS = { thumb: 0.85, index: 0.7, middle: 0.7, ring: 0.7, pinky: 0.7 };
const END = 0.85;
const USUAL_PALM = 9;
/** Pairs whose ends lie apart by less than this at a found contact are no invention, mm between the middle lines. */
const TOUCHING = 18;

/**
 * @param truth { fps, frames: [{ joints }], contacts?: [{ a, b, frames: [first, last] }] }; without `contacts` they are
 *   taken from the joints
 * @param motion parsed lines of a motion file, the header first
 * @returns of the fingertips' contacts: how many there are, how many were found, how many were invented, and the gap
 *   in mm that the target leaves at the found ones
 */
export function scoreContacts(truth, motion) {
  const [header, ...lines] = motion;
  const touches = truth.contacts ? truth.contacts.filter(isOfTips).map(listed(truth)) : computed(truth);
  const all = (header.settings.contacts ?? [])
    .filter(({ kind }) => kind === 'fingerThumb' || kind === 'fingertips')
    .map(({ a, b, from, to }) => ({ key: keyOf(a, b), from: from / header.fps, to: to / header.fps }));
  const { found, count, missed, invented } = matchSpans(touches, all, truth.fps);
  const gaps = found.flatMap((span) =>
    lines
      .filter(({ time }) => time >= span.from - 1e-6 && time <= span.to + 1e-6)
      .map((line) => gapOf(header.skeleton.bones, line, span.key) * 10),
  );
  return {
    ...count,
    missed,
    invented,
    gap: { n: gaps.length, mean: mean(gaps), most: gaps.length > 0 ? Math.max(...gaps) : null },
  };
}

const mean = (values) => (values.length > 0 ? values.reduce((sum, x) => sum + x, 0) / values.length : null);
const isOfTips = ({ a, b }) => a.includes('_tip_') && b.includes('_tip_');
const listed =
  ({ fps }) =>
  ({ a, b, frames: [from, to] }) => ({ key: keyOf(a, b), from: from / fps, to: to / fps });

/** Every pair of fingertips whose last segments touch in the truth. */
function computed(truth) {
  const tips = ['l', 'r'].flatMap((side) => FINGERS.map((finger) => [finger, side]));
  const spans = [];
  tips.forEach(([fa, sa], i) => {
    for (const [fb, sb] of tips.slice(i + 1)) {
      if (sa === sb && fa !== 'thumb') continue;
      const touches = truth.frames.map(({ joints }) => {
        const end = (finger, side) => [joints[`${finger}_03_${side}`], joints[`${finger}_tip_${side}`]];
        return segmentDistance(end(fa, sa), end(fb, sb)) * 1000 <= TOUCHING;
      });
      spans.push(...spansWhere(touches, keyOf(`${fa}_${sa}`, `${fb}_${sb}`), truth.fps));
    }
  });
  return spans;
}

/** Gap between two fingertips' surfaces on the target, cm; 0 where they meet. */
function gapOf(bones, line, key) {
  const positions = [];
  const turns = [];
  bones.forEach(({ name, parent, translation }, i) => {
    const offset = name === 'pelvis' ? line.pelvis : translation;
    positions[i] = parent < 0 ? offset : add(positions[parent], rotate(turns[parent], offset));
    turns[i] = parent < 0 ? line.rotations[i] : multiply(turns[parent], line.rotations[i]);
  });
  const index = (name) => bones.findIndex((bone) => bone.name === name);
  const ends = key.split(' ').map((point) => {
    const [finger, side] = point.split('_');
    const last = index(`${finger}_03_${side}`);
    const { translation } = bones[last];
    const length = Math.hypot(...translation) * END * Math.sign(translation[0]);
    return [positions[last], add(positions[last], rotate(turns[last], [length, 0, 0]))];
  });
  const size = palmLength(bones) / USUAL_PALM;
  const radii = key.split(' ').reduce((sum, point) => sum + RADIUS[point.split('_')[0]] * size, 0);
  return Math.max(0, segmentDistance(ends[0], ends[1]) - radii);
}

/** From wrist to knuckle of the middle finger in the reference pose, cm. */
function palmLength(bones) {
  const find = (name) => bones.find((bone) => bone.name === name);
  const metacarpal = find('middle_metacarpal_l');
  const knuckle = find('middle_01_l');
  return Math.hypot(...add(metacarpal.translation, rotate(metacarpal.rotation, knuckle.translation)));
}

/** Ericson, Real-Time Collision Detection, 5.1.9. */
function segmentDistance([a, b], [c, d]) {
  const clamp = (x) => Math.min(1, Math.max(0, x));
  const [first, second, between] = [subtract(b, a), subtract(d, c), subtract(a, c)];
  const [aa, bb, ab] = [dot(first, first), dot(second, second), dot(first, second)];
  const [ar, br] = [dot(first, between), dot(second, between)];
  const slope = aa * bb - ab * ab;
  let s = slope > 1e-12 ? clamp((ab * br - ar * bb) / slope) : 0;
  let t = bb > 0 ? (ab * s + br) / bb : 0;
  if (t < 0 || t > 1) {
    t = clamp(t);
    s = aa > 0 ? clamp((ab * t - ar) / aa) : 0;
  }
  return Math.hypot(...a.map((x, k) => x + first[k] * s - c[k] - second[k] * t));
}
