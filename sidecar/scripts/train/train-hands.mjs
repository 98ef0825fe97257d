// Learns learnt-palms.data.json or learnt-shapes.data.json of sidecar/src/motion/lift from hands that read-hands.mjs has read.
//
//   node sidecar/scripts/train/train-hands.mjs palms|shapes hands.jsonl... [--out FILE]
//
// A line of hands.jsonl is a hand: {side, width, height, points: [x, y, z in pixels of 21 landmarks], world: [the same in
// metres], joints: [[x, y, z] of the 21 joints in the camera's axes: right, up, towards it]}. Of the last twentieth of each
// file nothing is learnt; the error on those is printed. The same lines give the same weights to the bit.
import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { HAS, ROW } from '../../dist/motion/clip/clip-store.js';
import { createHandReader } from '../../dist/motion/lift/hand-evidence.js';
import { createHandInputs, HAND_INPUTS } from '../../dist/motion/lift/hand-inputs.js';
import { createPalmFrame } from '../../dist/motion/lift/palm.js';
import { SEGMENT_STARTS } from '../../dist/motion/lift/phalanges.js';
import { createRayTurn, DEFAULT_FOV_DEGREES, focalPixels } from '../../dist/motion/lift/view-ray.js';
import { quat, rotateVec, unrotateVec } from '../../dist/skeleton/quaternion.js';
import { learn } from './learn.mjs';
import { createDigitMixer } from './mix-digits.mjs';
import { createPerceptron } from './perceptron.mjs';
import { normal, random } from './random.mjs';
import { measure, textOf } from './weights.mjs';

const HOW = { unit: 'rectified', decay: 1e-2 };
const EPOCHS = 30;
const BATCH = 128;
const RATE = 2e-3;
/** Of the inputs, standard deviations. */
const NOISE = 0.1;
const HELD = 20;
/** What is to be learnt: unit vectors. One that is off by less than `soft` counts square. */
const NETWORKS = {
  palms: {
    of: 'the axes along and across a right palm in its frame in the picture',
    hidden: [64, 48],
    wanted: ({ palm }) => palm,
    soft: 0.07,
    epochOf: (rows) => () => rows,
  },
  shapes: {
    of: 'the directions of the 15 segments of the digits in the frame of a right palm',
    hidden: [64, 64],
    wanted: ({ shape }) => shape,
    soft: 0.1,
    epochOf: createDigitMixer,
  },
};

const palmFrame = createPalmFrame();
const writeInputs = { l: createHandInputs('l'), r: createHandInputs('r') };
const vectors = (points) => points.map(([right, up, towards]) => Float64Array.of(right, towards, up));

/** What the networks are shown of a hand, and what they are to say. */
function readLine({ side, width, height, points, world, joints }) {
  const values = new Float32Array(ROW.size);
  for (let k = 0; k < points.length; k++) {
    values[ROW.hand[side] + k] = points[k] / (k % 3 === 1 ? height : width);
    values[ROW.handWorld[side] + k] = world[k];
  }
  const clip = { values: () => values, rowOf: () => 0, has: () => HAS.hand[side] | HAS.handWorld[side] };
  const focal = focalPixels({ width, height }, DEFAULT_FOV_DEGREES);
  const evidence = createHandReader(clip, { width, height, focal })(0, side);
  const inputs = new Float32Array(HAND_INPUTS);
  writeInputs[side](inputs, evidence);
  const at = alongRay(vectors(joints));
  const [palm, picture] = [quat(), quat()];
  palmFrame(palm, at);
  palmFrame(picture, evidence.picture);
  const local = (frame, vector) => {
    const turned = unit(vector);
    unrotateVec(turned, frame, turned);
    return [turned[0], turned[1], side === 'l' ? -turned[2] : turned[2]];
  };
  return {
    inputs,
    palm: [Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0)].flatMap((axis) => {
      rotateVec(axis, palm, axis);
      return local(picture, axis);
    }),
    shape: SEGMENT_STARTS.flatMap((start) =>
      local(
        palm,
        at[start + 1].map((value, axis) => value - at[start][axis]),
      ),
    ),
  };
}

/** Joints as a camera sees them that looks along the ray to their middle. */
function alongRay(joints) {
  const [across, towards, above] = [0, 1, 2].map((axis) =>
    joints.reduce((sum, joint) => sum + joint[axis], 0),
  );
  const ray = quat();
  createRayTurn(1)(ray, across / -towards, above / -towards);
  for (const joint of joints) unrotateVec(joint, ray, joint);
  return joints;
}

function unit(vector) {
  return vector.map((value) => value / Math.hypot(...vector));
}

/** The slopes of the mean length by which vectors are off; shorter than `soft` it counts square. */
const compareTo = (soft) => (back, values, wanted) => {
  for (let k = 0; k < values.length; k += 3) {
    const off = [0, 1, 2].map((axis) => values[k + axis] - wanted[k + axis]);
    const length = Math.hypot(...off, soft);
    for (let axis = 0; axis < 3; axis++) back[k + axis] = off[axis] / length / (values.length / 3);
  }
};

/** Mean angle by which the vectors of rows are off, degrees. */
function degreesOff(net, rows) {
  let sum = 0;
  for (const { inputs, wanted } of rows) {
    const values = net.forward(inputs);
    for (let k = 0; k < values.length; k += 3) {
      const along = unit([...values.subarray(k, k + 3)]);
      sum += Math.acos(
        Math.min(
          1,
          along.reduce((dot, x, axis) => dot + x * wanted[k + axis], 0),
        ),
      );
    }
  }
  return ((sum / rows.length) * 180) / Math.PI / (rows[0].wanted.length / 3);
}

/** Hands of a file: those to learn from, and those that are held out. */
async function readFile(file) {
  const hands = [];
  for await (const line of createInterface({ input: createReadStream(file) }))
    hands.push(readLine(JSON.parse(line)));
  const held = Math.max(1, Math.floor(hands.length / HELD));
  return { learnt: hands.slice(0, -held), held: hands.slice(-held) };
}

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
const [name, ...files] = positionals;
const network = NETWORKS[name];
if (!network || files.length === 0)
  throw new Error('usage: train-hands.mjs palms|shapes hands.jsonl... [--out FILE]');
const read = [];
for (const file of files) read.push(await readFile(file));
const { mean, spread, scale } = measure(read.flatMap(({ learnt }) => learnt.map(({ inputs }) => inputs)));
const rowsOf = (hands) => hands.map((hand) => ({ inputs: scale(hand.inputs), wanted: network.wanted(hand) }));
const next = random(1);
const gauss = normal(next);
const rows = rowsOf(read.flatMap(({ learnt }) => learnt));
const net = createPerceptron([HAND_INPUTS, ...network.hidden, rows[0].wanted.length], { ...HOW, gauss });
learn(net, network.epochOf(rows, next), {
  ...{ next, gauss, compare: compareTo(network.soft) },
  ...{ noise: NOISE, epochs: EPOCHS, batch: BATCH, rate: RATE },
});
console.error(`${name}: ${rows.length} hands learnt, off by ${degreesOff(net, rows).toFixed(2)} degrees`);
read.forEach(({ held }, k) => {
  const off = degreesOff(net, rowsOf(held)).toFixed(2);
  console.error(`${files[k]}: ${held.length} held out, off by ${off} degrees`);
});
writeFileSync(
  values.out ?? fileURLToPath(new URL(`../../src/motion/lift/learnt-${name}.data.json`, import.meta.url)),
  textOf({
    comment: `Mean and spread of the inputs of createHandInputs; layers from them to ${network.of}. Made by scripts/train/train-hands.mjs.`,
    unit: HOW.unit,
    mean,
    spread,
    layers: net.layers,
  }),
);
