// What must hold for any body whatever it does: feet that stand do not slide, bones keep their lengths, hands stay on
// their own side; of a motion file and its landmarks, against a clip's truth.
import { jointsOf } from './score-motion.mjs';
import { cameraAxes, subtract } from './small-vectors.mjs';

/** A foot of the truth stands when it moves less than this from frame to frame, metres. */
const STANDS = 0.001;
/** A hand is swapped when its wrist lies nearer to the other true wrist by this, in shares of the distance of both. */
const SWAPPED = 0.25;
/** Frames of the motion this near to the clip's are the same, seconds. */
const NEAR = 0.021;
const SIDES = { l: 'leftHand', r: 'rightHand' };

/**
 * Steps of feet that stand, over the floor, mm a frame of the motion.
 * @returns null where the motion holds no feet or the truth's never stand
 */
export function scoreFeet(truth, [{ skeleton, settings }, ...lines]) {
  if (!settings.wholeBody) return null;
  const joints = lines.map((line) => jointsOf(skeleton.bones, line));
  const steps = Object.keys(SIDES).flatMap((side) =>
    ['foot', 'ball'].flatMap((part) => {
      const name = `${part}_${side}`;
      return lines.flatMap(({ time }, i) => {
        if (i === 0 || !stands(truth, name, time * truth.fps)) return [];
        const [x, , z] = subtract(joints[i][name], joints[i - 1][name]);
        return [Math.hypot(x, z) * 10];
      });
    }),
  );
  if (steps.length === 0) return null;
  return { n: steps.length, mean: mean(steps), most: Math.max(...steps) };
}

function stands({ frames }, name, at) {
  const around = frames.slice(Math.max(0, Math.floor(at) - 1), Math.ceil(at) + 2).map((f) => f.joints[name]);
  return around.every((p, i) => i === 0 || Math.hypot(...subtract(p, around[i - 1])) < STANDS);
}

/** Largest change of any bone's length over the clip, mm: rotations that are not unit stretch what hangs on them. */
export function scoreBones([{ skeleton }, ...lines]) {
  const chains = skeleton.bones.filter(({ name, parent }) => parent >= 0 && name !== 'pelvis');
  const lengths = lines.map((line) => {
    const joints = jointsOf(skeleton.bones, line);
    return chains.map(({ name, parent }) =>
      Math.hypot(...subtract(joints[name], joints[skeleton.bones[parent].name])),
    );
  });
  return Math.max(
    ...chains.map((_, k) => {
      const column = lengths.map((row) => row[k]);
      return (Math.max(...column) - Math.min(...column)) * 10;
    }),
  );
}

/** Frames in which a hand that the motion shows was seen on the other hand's true wrist, of those that it shows. */
export function scoreSwaps(truth, [{ source }, ...frames], [, ...lines]) {
  const look = projection(truth, source);
  let hands = 0;
  let swapped = 0;
  for (const frame of frames) {
    const joints = truth.frames[Math.round(frame.time * truth.fps)]?.joints;
    const shown = lines.find(({ time }) => Math.abs(time - frame.time) <= NEAR);
    if (joints === undefined || shown === undefined) continue;
    const wrists = { l: look(joints.hand_l), r: look(joints.hand_r) };
    for (const [side, key] of Object.entries(SIDES)) {
      if (frame[key] === null || shown.flags.some((flag) => flag.startsWith(key))) continue;
      hands++;
      const [x, y] = [frame[key][0][0] * source.width, frame[key][0][1] * source.height];
      const to = (p) => Math.hypot(p[0] - x, p[1] - y);
      const between = Math.hypot(wrists.l[0] - wrists.r[0], wrists.l[1] - wrists.r[1]);
      if (to(wrists[side]) - to(wrists[side === 'l' ? 'r' : 'l']) > SWAPPED * between) swapped++;
    }
  }
  return { hands, swapped };
}

/** Pixels of a point of the truth. */
function projection({ camera }, { width, height }) {
  const toCamera = cameraAxes(camera);
  return (p) => {
    const [right, up, towards] = toCamera(subtract(p, camera.ro));
    const scale = ((height / 2) * camera.fl) / -towards;
    return [width / 2 + scale * right, height / 2 - scale * up];
  };
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
