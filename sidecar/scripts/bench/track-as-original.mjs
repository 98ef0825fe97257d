// Tracks a clip in this process as the original does: a hand that it loses or misreads is not looked for again.
import { loadModel, openModelStore } from '../../dist/models/index.js';
import { createLane, LANES } from '../../dist/tracking/mediapipe/create-lane.js';
import { landmarkFrame } from '../../dist/tracking/mediapipe/landmark-frame.js';
import { decodeVideo } from '../../dist/video/decode-video.js';
import { probeVideo } from '../../dist/video/probe-video.js';

const OPTIONS = {
  complexity: 1,
  refineFace: true,
  minDetectionConfidence: 0.5,
  minTrackingConfidence: 0.5,
  secondLook: false,
};

/** Models of the catalogue, each loaded once; the blendshapes, which no landmark depends on, are left out. */
export function modelSource() {
  const store = openModelStore();
  const loaded = new Map();
  return {
    load: ({ model, outputs }) => {
      if (!loaded.has(model)) loaded.set(model, loadModel(store, model, { outputs }));
      return loaded.get(model);
    },
    loadOptional: async () => null,
  };
}

/** Frames of { pose, world, left, right, face }, as in an official result. */
export async function trackAsOriginal(video, models) {
  const lanes = {};
  for (const lane of LANES) lanes[lane] = await createLane(lane, OPTIONS, models);
  const frames = [];
  for await (const frame of decodeVideo(await probeVideo(video))) {
    const seen = { pose: await lanes.pose.track(frame, null) };
    for (const lane of LANES.slice(1)) seen[lane] = await lanes[lane].track(frame, seen.pose);
    const { pose, world, leftHand, rightHand, face } = landmarkFrame(frame, seen);
    frames.push({ pose, world, left: leftHand, right: rightHand, face });
  }
  return { frames };
}
