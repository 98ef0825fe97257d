// Reads hands in pictures of people whose joints are known, as the tracker would, for train-hands.mjs.
//
//   node sidecar/scripts/train/read-hands.mjs PICTURES.mjpeg PICTURES.jsonl >> hands.jsonl
//
// See stills.mjs for the pictures.
import { loadModel, openModelStore } from '../../dist/models/index.js';
import { handRoiFromLandmarks } from '../../dist/tracking/mediapipe/hand-roi.js';
import { readHand } from '../../dist/tracking/mediapipe/read-hand.js';
import { subtract } from '../bench/small-vectors.mjs';
import { random } from './random.mjs';
import { inCameraAxes, printLine, readStills } from './stills.mjs';

const DIGITS = ['thumb', 'index', 'middle', 'ring', 'pinky'];
const OUTPUTS = ['Identity', 'Identity_1', 'Identity_2', 'Identity_3'];
const SIDES = { l: 'left', r: 'right' };
/** How far the first region is off the hand: shares of its side, logarithm of its size, radians. */
const OFF = { place: 0.08, size: 0.15, turn: 0.3 };
/** A hand whose points lie further off than this is another or none, lengths of the palm in the picture. */
const FARTHEST = 0.35;
/** Each hand is read so often, from another first region every time. */
const TIMES = 2;

const namesOf = (side) => [
  `hand_${side}`,
  ...DIGITS.flatMap((digit) => ['01', '02', '03', 'tip'].map((joint) => `${digit}_${joint}_${side}`)),
];

/** Joints of a hand in the camera's axes (right, up, towards it) and in pixels of what there is of the picture. */
function place({ camera, joints, width, height, crop: [x0, y0] = [0, 0] }, side) {
  const toCamera = inCameraAxes(camera);
  const seen = namesOf(side).map((name) => toCamera(joints[name]));
  const focal = (camera.fl * height) / 2;
  return {
    seen,
    pixels: seen.map(([x, y, z]) => [width / 2 - (x * focal) / z - x0, height / 2 + (y * focal) / z - y0]),
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

const [video, truth] = process.argv.slice(2);
const tools = {
  model: await loadModel(openModelStore(), 'hand_landmark_full', { outputs: OUTPUTS }),
  next: random(1),
};
for await (const { still, frame } of readStills(video, truth)) {
  const { width, height, crop = [0, 0] } = still;
  const inPicture = (value, k) => value + (k % 3 < 2 ? crop[k % 3] : 0);
  for (const side of Object.keys(SIDES)) {
    if (!still.inFrame[side]) continue;
    const { seen, pixels } = place(still, side);
    for (let time = 0; time < TIMES; time++) {
      const hand = await follow(frame, pixels, tools);
      if (!hand || hand.sides[SIDES[side]] < 0.5 || distanceOff(hand, pixels) > FARTHEST) continue;
      const points = Array.from(hand.points, inPicture);
      await printLine({ side, width, height, points, world: [...hand.world], joints: seen });
    }
  }
}
