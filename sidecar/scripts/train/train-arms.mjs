// Learns sidecar/src/motion/lift/learnt-arms.data.json from bodies that read-bodies.mjs has read.
//
//   node sidecar/scripts/train/train-arms.mjs bodies.jsonl [OUT.data.json]
//
// A line of bodies.jsonl is a picture: {landmarks: a frame as in a landmark file, truth: the picture's line}. Of every
// fifth picture nothing is learnt; the error on those is printed. The same lines give the same weights to the bit.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createClipStore } from '../../dist/motion/clip/clip-store.js';
import { createFaceSampler } from '../../dist/motion/face/face-sampler.js';
import { createBodyReader } from '../../dist/motion/lift/body-evidence.js';
import { ARM_INPUTS, createArmInputs } from '../../dist/motion/lift/learnt-arms.js';
import { DEFAULT_FOV_DEGREES, focalPixels } from '../../dist/motion/lift/view-ray.js';
import { subtract } from '../bench/small-vectors.mjs';
import { learn } from './learn.mjs';
import { createPerceptron } from './perceptron.mjs';
import { normal, random } from './random.mjs';
import { inCameraAxes } from './stills.mjs';
import { measure, textOf } from './weights.mjs';

const FILE = new URL('../../src/motion/lift/learnt-arms.data.json', import.meta.url);
const COMMENT =
  'Mean and spread of the inputs of createArmInputs; layers from them to a left upper arm and forearm, component axes, dm of the tracker’s own size of the body. Made by scripts/train/train-arms.mjs.';
const HIDDEN = [32];
const UNIT = 'tanh';
const DECAY = 0.3;
const EPOCHS = 150;
const BATCH = 128;
const RATE = 3e-3;
/** Of the inputs, standard deviations. */
const NOISE = 0.3;
/** An error shorter than this counts square, a longer one as it is: dm. */
const SOFT = 1;
/** Elbows and wrists further outside the picture than this, shares of it, are not learnt from. */
const OUTSIDE = 0.02;
const POINTS = { l: [13, 15], r: [14, 16] };
const CM = 100;
const DM = 10;

const next = random(1);
const gauss = normal(next);
const mean = (...points) =>
  [0, 1, 2].map((axis) => points.reduce((sum, p) => sum + p[axis], 0) / points.length);
const length = (a) => Math.hypot(...a);

/** Both arms of a picture: what the tracker shows, and what is to be learnt. */
function readLine(line, index) {
  const { landmarks, truth } = JSON.parse(line);
  if (!landmarks.pose) return [];
  const camera = {
    width: truth.width,
    height: truth.height,
    focal: focalPixels(truth, DEFAULT_FOV_DEGREES),
  };
  const clip = createClipStore(createFaceSampler(camera));
  clip.append(landmarks, null);
  const body = createBodyReader(clip, camera)(0);
  const toCamera = inCameraAxes(truth.camera);
  const joint = (name) => {
    const [right, up, towards] = toCamera(truth.joints[name]);
    return [right * CM, towards * CM, up * CM];
  };
  const [shoulders, hips] = ['upperarm', 'thigh'].map((name) => mean(joint(`${name}_l`), joint(`${name}_r`)));
  const trunk = length(subtract(mean(body.world[11], body.world[12]), mean(body.world[23], body.world[24])));
  const size = length(subtract(shoulders, hips)) / trunk;
  const writeInputs = createArmInputs(camera.focal);
  return ['l', 'r'].flatMap((side) => {
    const inside = POINTS[side].every((k) =>
      landmarks.pose[k].slice(0, 2).every((at) => at > -OUTSIDE && at < 1 + OUTSIDE),
    );
    if (!inside) return [];
    const inputs = new Float32Array(ARM_INPUTS);
    writeInputs(inputs, body, side);
    const [shoulder, elbow, wrist] = ['upperarm', 'lowerarm', 'hand'].map((name) => joint(`${name}_${side}`));
    const mirror = side === 'l' ? 1 : -1;
    const wanted = [subtract(elbow, shoulder), subtract(wrist, elbow)].flatMap(([x, y, z]) =>
      [x * mirror, y, z].map((value) => value / size / DM),
    );
    return [{ inputs, wanted, held: index % 5 === 0 }];
  });
}

/** Writes the slopes of the error. */
function compare(back, values, wanted) {
  for (let k = 0; k < values.length; k++)
    back[k] = Math.max(-SOFT, Math.min(SOFT, values[k] - wanted[k])) / values.length;
}

const arms = readFileSync(process.argv[2], 'utf8').trim().split('\n').flatMap(readLine);
const learnt = arms.filter(({ held }) => !held);
const { mean: middle, spread, scale } = measure(learnt.map(({ inputs }) => inputs));
const net = createPerceptron([ARM_INPUTS, ...HIDDEN, 6], { unit: UNIT, gauss, decay: DECAY });
const rows = learnt.map(({ inputs, wanted }) => ({ inputs: scale(inputs), wanted }));
learn(net, () => rows, { next, gauss, compare, noise: NOISE, epochs: EPOCHS, batch: BATCH, rate: RATE });

const held = arms.filter((arm) => arm.held);
const off = [0, 0, 0, 0, 0, 0];
for (const arm of held) {
  const values = net.forward(scale(arm.inputs));
  for (let k = 0; k < off.length; k++) off[k] += (values[k] - arm.wanted[k]) ** 2;
}
const errors = off.map((sum) => (Math.sqrt(sum / held.length) * DM).toFixed(1));
console.error(
  `${learnt.length} arms learnt, ${held.length} held out: upper arm x, y, z, forearm x, y, z off by ${errors} cm`,
);
writeFileSync(
  process.argv[3] ?? fileURLToPath(FILE),
  textOf({ comment: COMMENT, unit: UNIT, mean: middle, spread, layers: net.layers }),
);
