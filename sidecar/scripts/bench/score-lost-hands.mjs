// What becomes of hands that are lost for a while: stretches of their landmarks are taken out, and the solve is compared
// with that of all landmarks.
import { dot, multiply } from './small-vectors.mjs';

const SIDES = { l: 'leftHand', r: 'rightHand' };
const ARM = { l: /^(body|left(Arm|Forearm))/, r: /^(body|right(Arm|Forearm))/ };
const DIGIT = /^(thumb|index|middle|ring|pinky)_0/;
/** Left alone between two stretches, seconds. */
const BETWEEN = 1.5;

/**
 * @param landmarks parsed lines of a landmark file, the header first
 * @param seconds length of a stretch
 * @param solve lines of a landmark file to lines of a motion file
 * @returns frames compared, and how far hands (in space) and digits (against their parents) are off on average, degrees
 */
export function scoreLostHands(landmarks, seconds, solve) {
  const [{ skeleton }, ...whole] = solve(landmarks);
  const scores = Object.entries(SIDES).flatMap(([side, key]) => {
    const lost = (time) => time % (seconds + BETWEEN) >= BETWEEN;
    const [header, ...frames] = landmarks;
    const without = frames.map((frame) =>
      lost(frame.time) ? { ...frame, [key]: null, [`${key}World`]: null } : frame,
    );
    const [, ...filled] = solve([header, ...without]);
    return whole.flatMap((line, i) => {
      if (!lost(line.time) || line.flags.some((flag) => flag.startsWith(key))) return [];
      // an arm that only its hand showed is lost with it
      if (filled[i].flags.some((flag) => ARM[side].test(flag))) return [];
      return [difference(skeleton.bones, line, filled[i], side)];
    });
  });
  const mean = (of) => scores.reduce((sum, score) => sum + of(score), 0) / Math.max(1, scores.length);
  return { frames: scores.length, hand: mean(({ hand }) => hand), digits: mean(({ digits }) => digits) };
}

function difference(bones, a, b, side) {
  const digits = bones.flatMap(({ name }, i) =>
    DIGIT.test(name) && name.endsWith(`_${side}`) ? [angle(a.rotations[i], b.rotations[i])] : [],
  );
  const hand = bones.findIndex(({ name }) => name === `hand_${side}`);
  return {
    hand: angle(inSpace(bones, a, hand), inSpace(bones, b, hand)),
    digits: digits.reduce((sum, value) => sum + value, 0) / digits.length,
  };
}

function inSpace(bones, { rotations }, bone) {
  const { parent } = bones[bone];
  return parent < 0 ? rotations[bone] : multiply(inSpace(bones, { rotations }, parent), rotations[bone]);
}

function angle(p, q) {
  const cosine = Math.min(1, Math.abs(dot(p, q) + p[3] * q[3]));
  return (2 * Math.acos(cosine) * 180) / Math.PI;
}
