// Learns sidecar/src/motion/lift/learnt-palms.data.json and learnt-shapes.data.json from hands that read-hands.mjs has read.
//
//   node sidecar/scripts/train/train-hands.mjs hands.jsonl [FOLDER]
//
// A line of hands.jsonl is a hand: {side, width, height, points: [x, y, z in pixels of 21 landmarks], world: [the same in
// metres], joints: [[x, y, z] of the 21 joints in the camera's axes: right, up, towards it]}. Of the last twentieth of the
// lines nothing is learnt; the error on those is printed. The same lines give the same weights to the bit.
import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { HAS, ROW } from '../../dist/motion/clip/clip-store.js';
import { createHandReader } from '../../dist/motion/lift/hand-evidence.js';
import { createHandInputs, HAND_INPUTS } from '../../dist/motion/lift/hand-inputs.js';
import { createPalmFrame } from '../../dist/motion/lift/palm.js';
import { SEGMENT_STARTS } from '../../dist/motion/lift/phalanges.js';
import { createRayTurn, DEFAULT_FOV_DEGREES, focalPixels } from '../../dist/motion/lift/view-ray.js';
import { quat, rotateVec, unrotateVec } from '../../dist/skeleton/quaternion.js';
import { learn } from './learn.mjs';
import { createPerceptron } from './perceptron.mjs';
import { normal, random } from './random.mjs';
import { measure, textOf } from './weights.mjs';

const FOLDER = fileURLToPath(new URL('../../src/motion/lift/', import.meta.url));
const HOW = { unit: 'rectified', decay: 1e-2 };
const EPOCHS = 30;
const BATCH = 128;
const RATE = 2e-3;
/** Of the inputs, standard deviations. */
const NOISE = 0.1;
const HELD = 20;
const NETWORKS = [
  {
    file: 'learnt-palms.data.json',
    comment: 'to the axes along and across a right palm in its frame in the picture',
    hidden: [64, 48],
    wanted: 'palm',
    soft: 0.07,
  },
  {
    file: 'learnt-shapes.data.json',
    comment: 'to the directions of the 15 segments of the digits in the frame of a right palm',
    hidden: [64, 64],
    wanted: 'shape',
    soft: 0.1,
  },
];

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

const hands = [];
for await (const line of createInterface({ input: createReadStream(process.argv[2]) }))
  hands.push(readLine(JSON.parse(line)));
const learnt = hands.slice(0, -Math.floor(hands.length / HELD));
const { mean, spread, scale } = measure(learnt.map(({ inputs }) => inputs));
for (const hand of hands) hand.inputs = scale(hand.inputs);
for (const { file, comment, hidden, wanted, soft } of NETWORKS) {
  const next = random(1);
  const gauss = normal(next);
  const rowsOf = (some) => some.map((hand) => ({ inputs: hand.inputs, wanted: hand[wanted] }));
  const rows = rowsOf(learnt);
  const net = createPerceptron([HAND_INPUTS, ...hidden, rows[0].wanted.length], { ...HOW, gauss });
  learn(net, rows, {
    next,
    gauss,
    compare: compareTo(soft),
    noise: NOISE,
    epochs: EPOCHS,
    batch: BATCH,
    rate: RATE,
  });
  const held = rowsOf(hands.slice(learnt.length));
  const off = [rows, held].map((some) => degreesOff(net, some).toFixed(2));
  console.error(
    `${wanted}: ${rows.length} hands learnt, off by ${off[0]} degrees; ${held.length} held out, ${off[1]}`,
  );
  writeFileSync(
    `${process.argv[3] ?? FOLDER}/${file}`,
    textOf({
      comment: `Mean and spread of the inputs of createHandInputs; layers from them ${comment}. Made by scripts/train/train-hands.mjs.`,
      unit: HOW.unit,
      mean,
      spread,
      layers: net.layers,
    }),
  );
}
