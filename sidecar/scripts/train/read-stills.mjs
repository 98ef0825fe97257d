// Reads hands in pictures of people whose joints are known, as the tracker would, for train-shape.mjs.
//
//   node sidecar/scripts/train/read-stills.mjs PICTURES.mjpeg PICTURES.jsonl >> hands.jsonl
//
// PICTURES.mjpeg holds JPEG pictures one after the other, PICTURES.jsonl a line for each of them:
// {width, height, camera: {ro, ta, fl}, joints: {name: [x, y, z]}, inFrame: {l, r}}, camera and joints as in the truth of
// tests/synthetic (see its README), and whether all of a hand is in the picture.
//
// What helps is many people (shapes, ages, skins, sleeves), lights and walls, all turns of the hand, hands that touch or
// cover each other and the face, handshapes of which a part has each joint at random, hands of 50 to 170 pixels.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { loadModel, openModelStore } from '../../dist/models/index.js';
import { handRoiFromLandmarks } from '../../dist/tracking/mediapipe/hand-roi.js';
import { readHand } from '../../dist/tracking/mediapipe/read-hand.js';
import { findFfmpeg } from '../../dist/video/find-ffmpeg.js';
import { cross, dot, normalise, subtract } from '../bench/small-vectors.mjs';
import { random } from './random.mjs';

const DIGITS = ['thumb', 'index', 'middle', 'ring', 'pinky'];
const OUTPUTS = ['Identity', 'Identity_1', 'Identity_2', 'Identity_3'];
const SIDES = { l: 'left', r: 'right' };
/** How far the first region is off the hand: shares of its side, logarithm of its size, radians. */
const OFF = { place: 0.08, size: 0.15, turn: 0.3 };
/** A hand whose points lie further off than this is another or none, lengths of the palm in the picture. */
const FARTHEST = 0.35;

const namesOf = (side) => [
  `hand_${side}`,
  ...DIGITS.flatMap((digit) => ['01', '02', '03', 'tip'].map((joint) => `${digit}_${joint}_${side}`)),
];

/** Joints of a hand in the camera's axes (right, up, towards it) and in pixels. */
function place({ camera: { ro, ta, fl }, joints, width, height }, side) {
  const forward = normalise(subtract(ta, ro));
  const right = normalise(cross(forward, [0, 1, 0]));
  const up = cross(right, forward);
  const seen = namesOf(side).map((name) => {
    const p = subtract(joints[name], ro);
    return [dot(p, right), dot(p, up), -dot(p, forward)];
  });
  const focal = (fl * height) / 2;
  return {
    seen,
    pixels: seen.map(([x, y, z]) => [width / 2 - (x * focal) / z, height / 2 + (y * focal) / z]),
  };
}

/** What the tracker has of a hand that it follows: a region a little off, then the one that its points lead to. */
async function follow(frame, pixels, { model, next }) {
  const roi = handRoiFromLandmarks(Float64Array.from(pixels.flatMap(([x, y]) => [x, y, 0])));
  const about = () => next() * 2 - 1;
  const side = roi.width * Math.exp(about() * OFF.size);
  const first = {
    cx: roi.cx + about() * OFF.place * roi.width,
    cy: roi.cy + about() * OFF.place * roi.width,
    width: side,
    height: side,
    rotation: roi.rotation + about() * OFF.turn,
  };
  const found = await readHand(frame, first, model);
  return found && readHand(frame, handRoiFromLandmarks(found.points), model);
}

/** Mean distance of the points from where they should be, lengths of the palm in the picture. */
function distanceOff({ points }, pixels) {
  const off = pixels.map(([x, y], k) => Math.hypot(points[k * 3] - x, points[k * 3 + 1] - y));
  return (
    off.reduce((sum, d) => sum + d, 0) /
    off.length /
    Math.hypot(...subtract([...pixels[9], 0], [...pixels[0], 0]))
  );
}

async function* pictures(file, size) {
  const { ffmpeg } = await findFfmpeg();
  const child = spawn(ffmpeg, [
    '-v',
    'quiet',
    '-f',
    'mjpeg',
    '-i',
    file,
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-',
  ]);
  let rest = Buffer.alloc(0);
  for await (const chunk of child.stdout) {
    rest = Buffer.concat([rest, chunk]);
    for (; rest.length >= size; rest = rest.subarray(size)) yield rest.subarray(0, size);
  }
}

async function* hands(video, lines, tools) {
  const [{ width, height }] = lines;
  let index = 0;
  for await (const data of pictures(video, width * height * 3)) {
    const still = lines[index++];
    for (const side of Object.keys(SIDES)) {
      if (!still?.inFrame[side]) continue;
      const { seen, pixels } = place(still, side);
      const hand = await follow({ index, time: 0, width, height, data }, pixels, tools);
      if (!hand || hand.sides[SIDES[side]] < 0.5 || distanceOff(hand, pixels) > FARTHEST) continue;
      yield { side, width, height, points: [...hand.points], world: [...hand.world], joints: seen };
    }
  }
}

const [video, truth] = process.argv.slice(2);
const model = await loadModel(openModelStore(), 'hand_landmark_full', { outputs: OUTPUTS });
const lines = readFileSync(truth, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
for await (const hand of hands(video, lines, { model, next: random(1) }))
  if (!process.stdout.write(`${JSON.stringify(hand)}\n`)) await once(process.stdout, 'drain');
