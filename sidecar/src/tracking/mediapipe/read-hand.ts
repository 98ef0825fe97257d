import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import type { Side } from './hand-roi.ts';
import { projectPoints, type Roi } from './roi.ts';
import { rotateWorld } from './rotate-world.ts';
import { sampleRoi } from './sample-roi.ts';

/** Landmarks of one hand in one frame. */
export interface HandObservation {
  /** 21 points: x, y, z in pixels of the upright picture. */
  readonly points: Float64Array;
  /** 21 points: x, y, z in metres from the region's centre. */
  readonly world: Float64Array;
  /** Probability that a hand is in the region, 0 to 1. */
  readonly score: number;
}

/** A hand, and how far the landmark model takes it for one of each side: 0 to 1, together 1. */
export interface ReadHand extends HandObservation {
  readonly sides: Readonly<Record<Side, number>>;
}

const LANDMARK_SIZE = 224;
const POINTS = 21;
/** Depth is normalised by this beside the tensor's size. Source: hand_landmark_gpu.pbtxt, normalize_z. */
const DEPTH_SCALE = 0.4;
const MIN_PRESENCE = 0.5;

/**
 * Runs the landmark model on a region; `null` where it sees no hand.
 * @param model outputs: landmarks [63], flag [1], handedness [1], world [63]
 */
export async function readHand(frame: Frame, roi: Roi, model: Model): Promise<ReadHand | null> {
  if (roi.width === 0) return null;
  sampleRoi(frame, roi, model.input, { size: LANDMARK_SIZE, range: [0, 1], border: 'replicate' });
  const [raw, flag, handedness, rawWorld] = await model.run();
  const score = flag![0]!;
  if (!(score > MIN_PRESENCE)) return null;
  const points = Float64Array.from(raw!, (value) => value / LANDMARK_SIZE);
  projectPoints(points, POINTS, 3, roi);
  for (let k = 2; k < points.length; k += 3) points[k]! *= roi.width / DEPTH_SCALE;
  // the model was trained on mirrored pictures: its "left" is the performer's right
  const right = handedness![0]!;
  return {
    points,
    world: rotateWorld(rawWorld!, POINTS, roi.rotation),
    score,
    sides: { right, left: 1 - right },
  };
}
