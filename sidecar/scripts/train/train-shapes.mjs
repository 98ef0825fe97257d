// Learns sidecar/src/motion/lift/learnt-shapes.data.json from hands that read-hands.mjs has read.
//
//   node sidecar/scripts/train/train-shapes.mjs hands.jsonl [OUT.data.json]
//
// A line of hands.jsonl is a hand: {side, width, height, points: [x, y, z in pixels of 21 landmarks], world: [the same in
// metres], joints: [[x, y, z] of the 21 joints in the camera's axes: right, up, towards it]}.
// The same lines give the same weights to the bit.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HAS, ROW } from '../../dist/motion/clip/clip-store.js';
import { createHandReader } from '../../dist/motion/lift/hand-evidence.js';
import { createPalmFrame } from '../../dist/motion/lift/palm.js';
import { SEGMENT_STARTS } from '../../dist/motion/lift/phalanges.js';
import { createShapeInputs, SHAPE_INPUTS } from '../../dist/motion/lift/shape-inputs.js';
import { DEFAULT_FOV_DEGREES, focalPixels } from '../../dist/motion/lift/view-ray.js';
import { unrotateVec } from '../../dist/skeleton/quaternion.js';
import { createPerceptron } from './perceptron.mjs';
import { normal, random } from './random.mjs';
import { measure, textOf } from './weights.mjs';

const FILE = new URL('../../src/motion/lift/learnt-shapes.data.json', import.meta.url);
const COMMENT =
  'Mean and spread of the inputs of createShapeInputs; layers from them to the directions of the 15 segments of the digits in the frame of a left palm. Made by scripts/train/train-shapes.mjs.';
const HIDDEN = [64, 64];
const UNIT = 'rectified';
const EPOCHS = 160;
const BATCH = 128;
const RATE = 2e-3;
/** Rates rise over this share of the way. */
const WARM_UP = 0.3;
/** An error shorter than this counts square, a longer one as it is: unit vectors. */
const SOFT = 0.1;
/** Noise of the points, shares of the hand's size and cm, and how far the picture's depth is stretched: logarithm. */
const NOISE = { picture: 0.02, depth: 0.3, world: 0.2 };
const DECAY = 1e-3;
/**
 * Most hands get some of their digits from another one that is seen from nearly the same side: each digit is read alone
 * for the most part, so that one hand tells of many.
 */
const MIXED = { hands: 0.9, digits: 0.4, from: 40 };
const DIGIT_INPUTS = 12;
const POINTS = 60;

const next = random(1);
const gauss = normal(next);
const hands = readFileSync(process.argv[2], 'utf8')
  .trim()
  .split('\n')
  .map((line) => readLine(JSON.parse(line)));

/** A hand's evidence, and the directions that are to be learnt. */
function readLine({ side, width, height, points, world, joints }) {
  const values = new Float32Array(ROW.size);
  for (let k = 0; k < points.length; k++) {
    values[ROW.hand[side] + k] = points[k] / (k % 3 === 1 ? height : width);
    values[ROW.handWorld[side] + k] = world[k];
  }
  const clip = { values: () => values, rowOf: () => 0, has: () => HAS.hand[side] | HAS.handWorld[side] };
  const focal = focalPixels({ width, height }, DEFAULT_FOV_DEGREES);
  const evidence = createHandReader(clip, { width, height, focal })(0, side);
  return { side, evidence, wanted: directions(side, joints) };
}

function directions(side, joints) {
  const at = joints.map(([right, up, towards]) => Float64Array.of(right, towards, up));
  const palm = Float64Array.of(0, 0, 0, 1);
  createPalmFrame()(palm, at);
  return SEGMENT_STARTS.flatMap((start) => {
    const along = at[start + 1].map((value, axis) => value - at[start][axis]);
    unrotateVec(along, palm, along);
    const [x, y, z] = along.map((value) => value / Math.hypot(...along));
    return [x, y, side === 'l' ? -z : z];
  });
}

const writeInputs = { l: createShapeInputs('l'), r: createShapeInputs('r') };

/** Inputs of a hand, its points moved by some of the noise. */
function inputsOf({ side, evidence }, some) {
  const { picture, world } = evidence;
  const size = some * Math.sqrt(picture.reduce((sum, [x, , y]) => sum + x * x + y * y, 0) / picture.length);
  const deeper = Math.exp(gauss() * NOISE.depth * some);
  const off = (sd) => gauss() * sd * NOISE.picture * size;
  const moved = {
    picture: picture.map(([x, y, z]) => Float64Array.of(x + off(1), (y + off(2)) * deeper, z + off(1))),
    world: world.map((p) => p.map((value) => value + gauss() * NOISE.world * some)),
  };
  for (const points of Object.values(moved)) {
    const [wrist] = points.map((p) => p.slice());
    for (const p of points) for (let axis = 0; axis < 3; axis++) p[axis] -= wrist[axis];
  }
  const out = new Float32Array(SHAPE_INPUTS);
  writeInputs[side](out, moved);
  return out;
}

/** For each row those that are seen from the nearest sides. */
function neighbours(rows) {
  const views = rows.map((row) => row.slice(2 * POINTS));
  return views.map((view, i) => {
    const far = views.map((other, j) =>
      i === j ? Number.POSITIVE_INFINITY : view.reduce((sum, x, k) => sum + (x - other[k]) ** 2, 0),
    );
    return Uint32Array.from(far.keys())
      .sort((a, b) => far[a] - far[b])
      .slice(0, MIXED.from);
  });
}

/** The hands of an epoch in any order. */
function shuffled(near) {
  const rows = hands.map((hand) => inputsOf(hand, 1));
  const order = hands.map((_, i) => ({ i, key: next() })).sort((a, b) => a.key - b.key);
  return order.map(({ i }) => {
    const inputs = rows[i].slice();
    const wanted = [...hands[i].wanted];
    const other = near[i][Math.floor(next() * MIXED.from)];
    const mixes = next() < MIXED.hands;
    for (let digit = 0; digit < 5; digit++) {
      if (!mixes || next() >= MIXED.digits) continue;
      for (const start of [0, POINTS]) {
        const at = start + digit * DIGIT_INPUTS;
        inputs.set(rows[other].subarray(at, at + DIGIT_INPUTS), at);
      }
      for (let k = digit * 9; k < digit * 9 + 9; k++) wanted[k] = hands[other].wanted[k];
    }
    return { inputs, wanted };
  });
}

/** Writes the slopes of the error; returns its mean over the segments. */
function compare(back, values, wanted) {
  let sum = 0;
  for (let k = 0; k < values.length; k += 3) {
    const off = [0, 1, 2].map((axis) => values[k + axis] - wanted[k + axis]);
    const error = Math.sqrt(off[0] ** 2 + off[1] ** 2 + off[2] ** 2 + SOFT ** 2);
    for (let axis = 0; axis < 3; axis++) back[k + axis] = off[axis] / error / (values.length / 3);
    sum += error;
  }
  return sum / (values.length / 3);
}

const cosine = (from, to, t) => to + ((from - to) * (1 + Math.cos(Math.PI * t))) / 2;
const rateAt = (t) =>
  t < WARM_UP
    ? cosine(RATE / 25, RATE, t / WARM_UP)
    : cosine(RATE, RATE / 1e4, (t - WARM_UP) / (1 - WARM_UP));

const plain = hands.map((hand) => inputsOf(hand, 0));
const { mean, spread, scale } = measure(plain);
const near = neighbours(plain);
const net = createPerceptron([SHAPE_INPUTS, ...HIDDEN, hands[0].wanted.length], {
  unit: UNIT,
  gauss,
  decay: DECAY,
});
const batches = Math.floor(hands.length / BATCH);
for (let epoch = 0; epoch < EPOCHS; epoch++) {
  const rows = shuffled(near);
  let error = 0;
  for (let b = 0; b < batches; b++) {
    for (const { inputs, wanted } of rows.slice(b * BATCH, (b + 1) * BATCH)) {
      const scaled = scale(inputs);
      error += compare(net.back, net.forward(scaled), wanted) / (batches * BATCH);
      net.backward(scaled);
    }
    net.step(rateAt((epoch * batches + b) / (EPOCHS * batches)), BATCH);
  }
  if (epoch % 10 === 9) console.error(`${epoch + 1} of ${EPOCHS}: ${error.toFixed(4)}`);
}

writeFileSync(
  process.argv[3] ?? fileURLToPath(FILE),
  textOf({ comment: COMMENT, unit: UNIT, mean, spread, layers: net.layers }),
);
