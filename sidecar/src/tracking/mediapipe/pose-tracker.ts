import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import type { Side } from './hand-roi.ts';
import { createOneEuroFilter } from './one-euro.ts';
import { decodePoseLandmarks, POSE_LANDMARK_COUNT } from './pose-landmarks.ts';
import { expandRoi, projectPoints, type Roi, roiFromAlignment, wholePicture } from './roi.ts';
import { rotateWorld } from './rotate-world.ts';
import { sampleRoi } from './sample-roi.ts';
import { createSsdDecoder } from './ssd.ts';

/** Body landmarks of one frame. */
export interface PoseObservation {
  /** 33 points: x, y in pixels of the upright picture, z in pixels, visibility. */
  readonly points: Float64Array;
  /** 33 points: x, y, z in metres from the hip centre. */
  readonly world: Float64Array;
  /** Probability that a person is in the region, 0 to 1. */
  readonly score: number;
  /** Where its hands lie, as far as that was found with it: see `find-hand-region.ts`. */
  readonly handRegions?: Readonly<Partial<Record<Side, Roi | null>>>;
}

export interface PoseModels {
  /** Outputs: boxes [2254, 12], logits [2254]. */
  readonly detector: Model;
  /** Outputs: landmarks [195], flag [1], heatmap [64, 64, 39], world [117]. */
  readonly landmarks: Model;
}

export interface PoseOptions {
  /** Which landmark model it is: 0 lite, 1 full, 2 heavy. */
  readonly complexity: 0 | 1 | 2;
  /** Lowest score of the detector. */
  readonly minDetectionConfidence: number;
  /** Lowest presence score of the landmark model. */
  readonly minTrackingConfidence: number;
}

export interface PoseTracker {
  track(frame: Frame): Promise<PoseObservation | null>;
}

const DETECTOR = { size: 224, strides: [8, 16, 32, 32, 32], keypoints: 4 } as const;
const LANDMARK_SIZE = 256;
const UPRIGHT = Math.PI / 2;
const ROI_SCALE = 1.25;
const MID_HIP = 0;
const FULL_BODY = 1;
/** First of the two auxiliary landmarks that carry the next region: centre, then size and rotation. */
const AUXILIARY = 33;
/** Filter of the auxiliary points. Source: pose_landmark_filtering.pbtxt. */
const AUXILIARY_FILTER = { minCutoff: 0.01, beta: 10, derivativeCutoff: 1 };
/** A first time of 0 would leave the original filter uninitialised, so its clock starts at 1 s. */
const CLOCK_START = 1;
/**
 * The original sees a body in a stove, a dog or a single hand, with full presence and visibility; its heatmaps stay
 * flat there. Evidence (see {@link decodePoseLandmarks}) that a new body must reach, by complexity, and the lower
 * one of a body that is followed and may blur for a while. Measured with the lite, full and heavy model: people
 * at least 0.59, 0.75, 0.78; a room and a hand without a body at most 0.50, 0.66, 0.71, mostly under 0.45, 0.55, 0.6.
 */
const MIN_EVIDENCE = {
  fresh: [0.55, 0.7, 0.74],
  kept: [0.45, 0.55, 0.6],
} as const;

/**
 * Finds the body, then follows it by its own landmarks: the detector runs only when the last frame had no
 * body. Source: mediapipe/modules/pose_landmark/pose_landmark_gpu.pbtxt with smoothing off.
 */
export function createPoseTracker(models: PoseModels, options: PoseOptions): PoseTracker {
  const decoder = createSsdDecoder(DETECTOR);
  const filters = [0, 1, 2, 3].map(() => createOneEuroFilter(AUXILIARY_FILTER));
  let tracked: Roi | null = null;

  const detect = async (frame: Frame): Promise<Roi | null> => {
    const picture = wholePicture(frame.width, frame.height);
    sampleRoi(frame, picture, models.detector.input, { size: DETECTOR.size, range: [-1, 1], border: 'zero' });
    const [boxes, logits] = await models.detector.run();
    const [found] = decoder.decode(boxes!, logits!, options.minDetectionConfidence);
    if (!found) return null;
    projectPoints(found.keypoints, DETECTOR.keypoints, 2, picture);
    const [x0, y0, x1, y1] = [MID_HIP, FULL_BODY].flatMap((k) => [
      found.keypoints[2 * k]!,
      found.keypoints[2 * k + 1]!,
    ]);
    return expandRoi(roiFromAlignment(UPRIGHT, x0!, y0!, x1!, y1!), ROI_SCALE);
  };

  const nextRoi = (frame: Frame, points: Float64Array): Roi => {
    const aux = points.subarray(AUXILIARY * 4);
    const scale = 1 / (2 * Math.hypot(aux[4]! - aux[0]!, aux[5]! - aux[1]!));
    const time = CLOCK_START + frame.time;
    const smooth = (value: number, axis: number) =>
      scale < 1e6 ? filters[axis]!.filter(time, scale, value) : value;
    const [x0, y0, x1, y1] = [aux[0]!, aux[1]!, aux[4]!, aux[5]!].map(smooth);
    return expandRoi(roiFromAlignment(UPRIGHT, x0!, y0!, x1!, y1!), ROI_SCALE);
  };

  return {
    async track(frame) {
      const roi = tracked ?? (await detect(frame));
      const minEvidence = MIN_EVIDENCE[tracked ? 'kept' : 'fresh'][options.complexity];
      tracked = null;
      if (!roi) return null;
      sampleRoi(frame, roi, models.landmarks.input, {
        size: LANDMARK_SIZE,
        range: [0, 1],
        border: 'replicate',
      });
      const [raw, flag, heatmap, rawWorld] = await models.landmarks.run();
      const score = flag![0]!;
      const { points, evidence } = decodePoseLandmarks(raw!, heatmap!, LANDMARK_SIZE);
      if (!(score > options.minTrackingConfidence && evidence > minEvidence)) {
        for (const filter of filters) filter.reset();
        return null;
      }
      projectPoints(points, points.length / 4, 4, roi);
      for (let k = 2; k < points.length; k += 4) points[k]! *= roi.width;
      tracked = nextRoi(frame, points);
      return {
        points: points.slice(0, POSE_LANDMARK_COUNT * 4),
        world: rotateWorld(rawWorld!, POSE_LANDMARK_COUNT, roi.rotation),
        score,
      };
    },
  };
}
