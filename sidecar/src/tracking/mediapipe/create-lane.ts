import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { createFaceTracker, type FaceObservation } from './face-tracker.ts';
import { createHandRegionFinder, type HandRegionFinder } from './find-hand-region.ts';
import type { Side } from './hand-roi.ts';
import { createHandTracker } from './hand-tracker.ts';
import { createPoseTracker, type PoseObservation, type PoseTracker } from './pose-tracker.ts';
import type { HandObservation } from './read-hand.ts';
import type { Roi } from './roi.ts';

/**
 * Parts of the tracker that each follow one thing from frame to frame. The pose comes first; the others need
 * its result of the same frame, and nothing of each other.
 */
export const LANES = ['pose', 'leftHand', 'rightHand', 'face'] as const;
export type Lane = (typeof LANES)[number];

/** What each lane sees. */
export interface LaneObservation {
  pose: PoseObservation;
  leftHand: HandObservation;
  rightHand: HandObservation;
  face: FaceObservation;
}

export interface LaneTracker<L extends Lane = Lane> {
  /** @param pose result of the pose lane for this frame; the pose lane itself ignores it */
  track(frame: Frame, pose: PoseObservation | null): Promise<LaneObservation[L] | null>;
}

/** Choices that change the landmarks. */
export interface HolisticOptions {
  /** 0 lite, 1 full, 2 heavy. */
  readonly complexity: 0 | 1 | 2;
  /** Attention mesh with irises, 478 points, else 468. */
  readonly refineFace: boolean;
  readonly minDetectionConfidence: number;
  readonly minTrackingConfidence: number;
  /** Whether a hand that the original loses or misreads is looked for again, default true. */
  readonly secondLook?: boolean;
  /** Whether hands are the mean of several readings, default false. */
  readonly averageHands?: boolean;
}

/** A model by its catalogue name, with the outputs that are read, in this order; the others are pruned. */
export interface ModelUse {
  readonly model: string;
  readonly outputs: readonly string[];
}

export interface ModelSource {
  load(use: ModelUse): Promise<Model>;
  /** `null` when the pack that holds the model is not installed. */
  loadOptional(use: ModelUse): Promise<Model | null>;
}

/** Output names are those of the published model files. */
const POSE_DETECTOR: ModelUse = { model: 'pose_detection', outputs: ['Identity', 'Identity_1'] };
const POSE_MODELS = ['pose_landmark_lite', 'pose_landmark_full', 'pose_landmark_heavy'] as const;
/** Without Identity_2, the segmentation mask. */
const POSE_OUTPUTS = ['Identity', 'Identity_1', 'Identity_3', 'Identity_4'] as const;
const HAND_RECROP: ModelUse = { model: 'hand_recrop', outputs: ['output_crop'] };
const HAND_LANDMARKS: ModelUse = {
  model: 'hand_landmark_full',
  outputs: ['Identity', 'Identity_1', 'Identity_2', 'Identity_3'],
};
const PALM_DETECTOR: ModelUse = { model: 'palm_detection_full', outputs: ['Identity', 'Identity_1'] };
const FACE_DETECTOR: ModelUse = {
  model: 'face_detection_short_range',
  outputs: ['regressors', 'classificators'],
};
const FACE_MESH: ModelUse = { model: 'face_landmark', outputs: ['conv2d_21', 'conv2d_31'] };
const FACE_ATTENTION: ModelUse = {
  model: 'face_landmark_with_attention',
  outputs: [
    'output_mesh_identity',
    'output_lips',
    'output_left_eye',
    'output_right_eye',
    'output_left_iris',
    'output_right_iris',
    'conv_faceflag',
  ],
};
const BLENDSHAPES: ModelUse = { model: 'face_blendshapes', outputs: [] };

const poseLandmarks = (complexity: HolisticOptions['complexity']): ModelUse => ({
  model: POSE_MODELS[complexity],
  outputs: POSE_OUTPUTS,
});

/** Every model that the lanes may load. */
export function modelUses({ complexity, refineFace }: HolisticOptions): ModelUse[] {
  const face = refineFace ? [FACE_ATTENTION, BLENDSHAPES] : [FACE_MESH];
  const hands = [HAND_RECROP, HAND_LANDMARKS, PALM_DETECTOR];
  return [POSE_DETECTOR, poseLandmarks(complexity), ...hands, FACE_DETECTOR, ...face];
}

/**
 * Loads the models of a lane and makes its tracker, which begins anew with every scene.
 * @param crops the hands whose regions the pose lane finds, so that their own lanes have less to do
 */
export async function createLane(
  lane: Lane,
  options: HolisticOptions,
  models: ModelSource,
  crops: readonly Side[] = [],
): Promise<LaneTracker> {
  const begin = await loadLane(lane, { ...options, crops }, models);
  let tracker = begin();
  return {
    track: (frame, pose) => {
      if (frame.cut) tracker = begin();
      return tracker.track(frame, pose);
    },
  };
}

/** Loads the models of a lane; what it gives makes trackers that know nothing yet. */
async function loadLane(
  lane: Lane,
  options: HolisticOptions & { readonly crops: readonly Side[] },
  models: ModelSource,
): Promise<() => LaneTracker> {
  switch (lane) {
    case 'pose': {
      const detector = await models.load(POSE_DETECTOR);
      const landmarks = await models.load(poseLandmarks(options.complexity));
      const findRegion =
        options.crops.length > 0 ? createHandRegionFinder(await models.load(HAND_RECROP)) : null;
      return () => {
        const tracker = createPoseTracker({ detector, landmarks }, options);
        return findRegion ? withHandRegions(tracker, findRegion, options.crops) : tracker;
      };
    }
    case 'leftHand':
    case 'rightHand': {
      const side = lane === 'leftHand' ? 'left' : 'right';
      const landmarks = await models.load(HAND_LANDMARKS);
      const palms = () => models.load(PALM_DETECTOR);
      const findRegion = options.crops.includes(side)
        ? noRegion
        : createHandRegionFinder(await models.load(HAND_RECROP));
      const { secondLook = true, averageHands = false } = options;
      return () => createHandTracker(side, { findRegion, landmarks, palms }, { secondLook, averageHands });
    }
    case 'face': {
      const detector = await models.load(FACE_DETECTOR);
      const landmarks = await models.load(options.refineFace ? FACE_ATTENTION : FACE_MESH);
      // the blendshape model reads irises, which the plain mesh lacks
      const blendshapes = options.refineFace ? await models.loadOptional(BLENDSHAPES) : null;
      return () => createFaceTracker({ detector, landmarks, blendshapes });
    }
  }
}

/** Of a hand whose region comes with the body, always. */
const noRegion: HandRegionFinder = async () => null;

function withHandRegions(
  tracker: PoseTracker,
  findRegion: HandRegionFinder,
  sides: readonly Side[],
): PoseTracker {
  return {
    track: async (frame) => {
      const seen = await tracker.track(frame);
      if (!seen) return null;
      const handRegions: Partial<Record<Side, Roi | null>> = {};
      for (const side of sides) handRegions[side] = await findRegion(frame, seen.points, side);
      return { ...seen, handRegions };
    },
  };
}
