// How still a still hand is: what its fingertips move on the target while the truth does not; and how often one jumps.
import { add, multiply, rotate } from './small-vectors.mjs';

const FINGERS = ['thumb', 'index', 'middle', 'ring', 'pinky'];
/** A hand holds still when no fingertip moves more than this against the wrist in a frame, cm. */
const STILL = 0.04;
/** Shortest hold that counts, frames of the truth. */
const HOLD = 6;
/** A fingertip jumps that is off its neighbours' middle by this more than the truth's, cm. */
const JUMP = 1.5;

/**
 * @returns frames in which hands keep their shape, and the root mean square in mm of a fingertip's step from its
 *   neighbours' middle in them; and of all fingertips in all frames how many of a thousand jump
 */
export function scoreStillness(truth, motion) {
  const [header, ...lines] = motion;
  const squares = [];
  let jumps = 0;
  let steps = 0;
  for (const side of ['l', 'r']) {
    const tips = lines.map((line) => tipsOf(header.skeleton.bones, line, side));
    const places = truePlaces(truth, side);
    const still = holdsOf(places);
    const truePlace = (i) => placeAt(places, lines[i].time * truth.fps);
    for (let i = 1; i + 1 < lines.length; i++) {
      const off = stepsOff(tips[i - 1], tips[i], tips[i + 1]);
      const trulyOff = stepsOff(truePlace(i - 1), truePlace(i), truePlace(i + 1));
      steps += off.length;
      jumps += off.filter((step, k) => step - trulyOff[k] > JUMP).length;
      if ([i - 1, i, i + 1].every((k) => still[Math.round(lines[k].time * truth.fps)]))
        squares.push(...off.map((step) => step ** 2));
    }
  }
  const mean = squares.reduce((sum, x) => sum + x, 0) / squares.length;
  return {
    frames: squares.length / FINGERS.length,
    jitter: squares.length > 0 ? Number((Math.sqrt(mean) * 10).toFixed(2)) : null,
    jumps: Number(((1000 * jumps) / steps).toFixed(1)),
  };
}

/** How far each fingertip is off the middle of where it is before and after. */
const stepsOff = (before, now, after) =>
  now.map((tip, k) => Math.hypot(...tip.map((x, axis) => x - (before[k][axis] + after[k][axis]) / 2)));

/** Fingertips of the truth against the hand, cm, by frame. */
function truePlaces({ frames }, side) {
  const names = FINGERS.map((finger) => `${finger}_tip_${side}`);
  return frames.map(({ joints, rot }) => {
    const [x, y, z, w] = rot[`hand_${side}`];
    const back = [-x, -y, -z, w];
    const wrist = joints[`hand_${side}`];
    return names.map((name) =>
      rotate(
        back,
        joints[name].map((value, k) => (value - wrist[k]) * 100),
      ),
    );
  });
}

/** Between two frames on the line between them. */
function placeAt(places, frame) {
  const from = Math.min(places.length - 1, Math.floor(frame + 1e-6));
  const to = Math.min(places.length - 1, from + 1);
  const share = Math.max(0, frame - from);
  return places[from].map((tip, k) => tip.map((x, axis) => x + (places[to][k][axis] - x) * share));
}

/** Frames of the truth in which a hand keeps its shape, for a while. */
function holdsOf(places) {
  const calm = places.map(
    (now, i) =>
      i > 0 && now.every((tip, k) => Math.hypot(...tip.map((x, axis) => x - places[i - 1][k][axis])) < STILL),
  );
  return calm.map((_, i) => {
    let from = i;
    let to = i;
    while (calm[from]) from--;
    while (calm[to]) to++;
    return to - from > HOLD;
  });
}

/** Fingertips against the hand bone, cm. */
function tipsOf(bones, { rotations }, side) {
  const find = (name) => bones.findIndex((bone) => bone.name === name);
  const hand = find(`hand_${side}`);
  return FINGERS.map((finger) => {
    const chain = [];
    for (let k = find(`${finger}_03_${side}`); k !== hand; k = bones[k].parent) chain.unshift(k);
    let place = [0, 0, 0];
    let turn = [0, 0, 0, 1];
    for (const k of chain) {
      place = add(place, rotate(turn, bones[k].translation));
      turn = multiply(turn, rotations[k]);
    }
    return add(place, rotate(turn, bones[chain.at(-1)].translation));
  });
}
