// Contacts of fingertips with the face, and of the palms with each other, against the truth of rendered clips.
import { matchSpans, spansWhere } from './match-spans.mjs';
import { headDistance } from './rendered-head.mjs';

const FINGERS = ['thumb', 'index', 'middle', 'ring', 'pinky'];
/** Half thickness of the rendered fingertips, metres. */
const RADIUS = { thumb: 0.0084, index: 0.0071, middle: 0.0073, ring: 0.0069, pinky: 0.0062 };
/** Nearer to the skin than this is a touch, metres; the keys of the clips leave as much open. */
const TOUCHING = 0.005;
/** Middles of two palms that lie on each other are nearer than this, metres: two palms, and what is between them. */
const PALMS_TOUCHING = 0.055;
const PALM = ['hand', 'index_01', 'middle_01', 'pinky_01'];
/** Places along a fingertip's last bone where it is measured. */
const STEPS = 8;

/** @returns of touches of tips and face, and of palms: counts as of `scoreContacts`, with what was missed and invented */
export function scoreTouch(truth, [header]) {
  const of = (kind) =>
    (header.settings.contacts ?? [])
      .filter((contact) => contact.kind === kind)
      .map(({ a, b, from, to }) => ({ key: `${a} ${b}`, from: from / header.fps, to: to / header.fps }));
  const faces = ['l', 'r'].flatMap((side) =>
    FINGERS.flatMap((finger) => {
      const touches = truth.frames.map((frame) => tipToFace(frame, finger, side) < TOUCHING);
      return spansWhere(touches, `${finger}_${side} face`, truth.fps);
    }),
  );
  const palms = truth.frames.map(({ joints }) => palmsApart(joints) < PALMS_TOUCHING);
  return {
    // a palm that is found on the face is measured by no tip
    face: matchSpans(
      faces,
      of('handFace').filter(({ key }) => !key.startsWith('palm')),
      truth.fps,
    ),
    palms: matchSpans(spansWhere(palms, 'palm_l palm_r', truth.fps), of('palms'), truth.fps),
  };
}

function tipToFace(frame, finger, side) {
  const from = frame.joints[`${finger}_03_${side}`];
  const to = frame.joints[`${finger}_tip_${side}`];
  let nearest = Number.POSITIVE_INFINITY;
  for (let step = 0; step <= STEPS; step++) {
    const point = from.map((value, k) => value + ((to[k] - value) * step) / STEPS);
    nearest = Math.min(nearest, headDistance(frame, point));
  }
  return nearest - RADIUS[finger];
}

function palmsApart(joints) {
  const middle = (side, axis) =>
    PALM.reduce((sum, name) => sum + joints[`${name}_${side}`][axis] / PALM.length, 0);
  return Math.hypot(...[0, 1, 2].map((axis) => middle('l', axis) - middle('r', axis)));
}
