// How still a still hand is: what its fingertips move on the target while the truth does not.
import { add, multiply, rotate } from './small-vectors.mjs';

const FINGERS = ['thumb', 'index', 'middle', 'ring', 'pinky'];
/** A hand holds still when no fingertip moves more than this against the wrist in a frame, metres. */
const STILL = 0.0004;
/** Shortest hold that counts, frames of the truth. */
const HOLD = 6;

/** @returns frames that counted, and the root mean square in mm of a fingertip's step from its neighbours' middle */
export function scoreStillness(truth, motion) {
  const [header, ...lines] = motion;
  const squares = [];
  for (const side of ['l', 'r']) {
    const tips = lines.map((line) => tipsOf(header.skeleton.bones, line, side));
    const still = holdsOf(truth, side);
    for (let i = 1; i + 1 < lines.length; i++) {
      if (![i - 1, i, i + 1].every((k) => still[Math.round(lines[k].time * truth.fps)])) continue;
      tips[i].forEach((tip, k) => {
        squares.push(
          tip.reduce((sum, x, axis) => sum + (x - (tips[i - 1][k][axis] + tips[i + 1][k][axis]) / 2) ** 2, 0),
        );
      });
    }
  }
  const mean = squares.reduce((sum, x) => sum + x, 0) / squares.length;
  return {
    frames: squares.length / FINGERS.length,
    jitter: squares.length > 0 ? Number((Math.sqrt(mean) * 10).toFixed(2)) : null,
  };
}

/** Frames of the truth in which a hand keeps its shape, for a while. */
function holdsOf({ frames }, side) {
  const names = FINGERS.map((finger) => `${finger}_tip_${side}`);
  const places = frames.map(({ joints, rot }) => {
    const [x, y, z, w] = rot[`hand_${side}`];
    const back = [-x, -y, -z, w];
    const wrist = joints[`hand_${side}`];
    return names.map((name) =>
      rotate(
        back,
        joints[name].map((value, k) => value - wrist[k]),
      ),
    );
  });
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
