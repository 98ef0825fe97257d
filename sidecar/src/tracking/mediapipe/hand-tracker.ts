import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { handRoiFromLandmarks, handRoiFromPose, type Side } from './hand-roi.ts';
import { createPalmDetector, type PalmDetector } from './palm-detector.ts';
import type { PoseObservation } from './pose-tracker.ts';
import { expandRoi, projectPoints, type Roi, roiFromAlignment } from './roi.ts';
import { rotateWorld } from './rotate-world.ts';
import { sampleRoi } from './sample-roi.ts';
import { HAND_TRACKING, type TrackedRegion, trackRoi } from './track-roi.ts';

/** Landmarks of one hand in one frame. */
export interface HandObservation {
  /** 21 points: x, y, z in pixels of the upright picture. */
  readonly points: Float64Array;
  /** 21 points: x, y, z in metres from the region's centre. */
  readonly world: Float64Array;
  /** Probability that a hand is in the region, 0 to 1. */
  readonly score: number;
}

export interface HandModels {
  /** Output: two points in pixels of the 256-pixel tensor. */
  readonly recrop: Model;
  /** Outputs: landmarks [63], flag [1], handedness [1], world [63]. */
  readonly landmarks: Model;
  /** Loaded when the first picture without a body comes. Outputs: boxes [2016, 18], logits [2016]. */
  palms(): Promise<Model>;
}

export interface HandTracker {
  track(frame: Frame, pose: PoseObservation | null): Promise<HandObservation | null>;
}

const RECROP_SIZE = 256;
const LANDMARK_SIZE = 224;
const POINTS = 21;
/** Depth is normalised by this beside the tensor's size. Source: hand_landmark_gpu.pbtxt, normalize_z. */
const DEPTH_SCALE = 0.4;
const MIN_PRESENCE = 0.5;
const UP = Math.PI / 2;
/**
 * Finds one hand near the wrist of the body, crops again, and follows it while both regions agree. Where no body
 * is in the picture, as in a close-up of a signing hand, palms are looked for and told apart by the landmark
 * model's own idea of left and right; there the original gives nothing.
 * Source: mediapipe/modules/holistic_landmark/hand_landmarks_from_pose_gpu.pbtxt and hand_tracking.pbtxt.
 */
export function createHandTracker(side: Side, models: HandModels): HandTracker {
  let previous: TrackedRegion | null = null;
  let palms: PalmDetector | null = null;

  const recrop = async (frame: Frame, roi: Roi): Promise<Roi> => {
    sampleRoi(frame, roi, models.recrop.input, { size: RECROP_SIZE, range: [0, 1], border: 'replicate' });
    const [raw] = await models.recrop.run();
    const ends = Float64Array.from(raw!.subarray(0, 4), (value) => value / RECROP_SIZE);
    projectPoints(ends, 2, 2, roi);
    return expandRoi(roiFromAlignment(-UP, ends[0]!, ends[1]!, ends[2]!, ends[3]!), 1, -0.1);
  };

  const followBody = async (frame: Frame, pose: PoseObservation, last: TrackedRegion | null) => {
    const coarse = handRoiFromPose(pose.points, side);
    if (!coarse) return null;
    return readHand(frame, trackRoi(last, await recrop(frame, coarse), HAND_TRACKING), models.landmarks);
  };

  const findAlone = async (frame: Frame, last: TrackedRegion | null) => {
    palms ??= createPalmDetector(await models.palms());
    for (const roi of last ? [last.roi] : await palms(frame)) {
      const hand = await readHand(frame, roi, models.landmarks);
      if (hand?.side === side) return hand;
    }
    return null;
  };

  return {
    async track(frame, pose) {
      const last = previous;
      previous = null;
      const hand = pose ? await followBody(frame, pose, last) : await findAlone(frame, last);
      if (hand) previous = { roi: handRoiFromLandmarks(hand.points), points: hand.points };
      return hand;
    },
  };
}

/** Runs the landmark model on a region; `null` where it sees no hand. */
async function readHand(
  frame: Frame,
  roi: Roi,
  model: Model,
): Promise<(HandObservation & { readonly side: Side }) | null> {
  if (roi.width === 0) return null;
  sampleRoi(frame, roi, model.input, { size: LANDMARK_SIZE, range: [0, 1], border: 'replicate' });
  const [raw, flag, handedness, rawWorld] = await model.run();
  const score = flag![0]!;
  if (!(score > MIN_PRESENCE)) return null;
  const points = Float64Array.from(raw!, (value) => value / LANDMARK_SIZE);
  projectPoints(points, POINTS, 3, roi);
  for (let k = 2; k < points.length; k += 3) points[k]! *= roi.width / DEPTH_SCALE;
  return {
    points,
    world: rotateWorld(rawWorld!, POINTS, roi.rotation),
    score,
    // the model was trained on mirrored pictures: its "left" is the performer's right
    side: handedness![0]! > 0.5 ? 'right' : 'left',
  };
}
