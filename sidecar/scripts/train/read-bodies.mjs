// Reads bodies in pictures of people whose joints are known, as the tracker would, for train-arms.mjs.
//
//   node sidecar/scripts/train/read-bodies.mjs PICTURES.mjpeg PICTURES.jsonl >> bodies.jsonl
//
// See stills.mjs for the pictures.
import { loadModel, openModelStore } from '../../dist/models/index.js';
import { createLane } from '../../dist/tracking/mediapipe/create-lane.js';
import { landmarkFrame } from '../../dist/tracking/mediapipe/landmark-frame.js';
import { printLine, readStills } from './stills.mjs';

const OPTIONS = { complexity: 1, refineFace: false, minDetectionConfidence: 0.5, minTrackingConfidence: 0.5 };

const store = openModelStore();
const models = {
  load: ({ model, outputs }) => loadModel(store, model, { outputs }),
  loadOptional: async () => null,
};
const lane = (name) => createLane(name, OPTIONS, models);
const pose = await lane('pose');
const hands = { leftHand: await lane('leftHand'), rightHand: await lane('rightHand') };

const [video, truth] = process.argv.slice(2);
for await (const { still, frame } of readStills(video, truth)) {
  const fresh = { ...frame, time: frame.index, cut: true };
  const found = await pose.track(fresh, null);
  if (!found) continue;
  // a second look at the same picture, from what the first one found, as in a clip that goes on
  const body = (await pose.track({ ...fresh, time: fresh.time + 0.01, cut: false }, null)) ?? found;
  const seen = { pose: body, face: null };
  for (const [name, hand] of Object.entries(hands)) seen[name] = await hand.track(fresh, body);
  await printLine({ landmarks: landmarkFrame(fresh, seen), truth: still });
}
