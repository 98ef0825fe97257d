import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { blendshapeInput } from './blendshape-input.ts';
import { decodeFaceLandmarks, FACE_SIZE } from './face-landmarks.ts';
import type { PoseObservation } from './pose-tracker.ts';
import { boundingRoi, expandRoi, projectPoints, type Roi, rotationTo } from './roi.ts';
import { sampleRoi } from './sample-roi.ts';
import { createSsdDecoder, sigmoid } from './ssd.ts';
import { FACE_TRACKING, type TrackedRegion, trackRoi } from './track-roi.ts';

/** Landmarks of the face in one frame. */
export interface FaceObservation {
  /** 478 points (468 without refinement): x, y, z in pixels of the upright picture. */
  readonly points: Float64Array;
  /** Probability that a face is in the region, 0 to 1. */
  readonly score: number;
  /** 52 values in MediaPipe's order, or `null` where the blendshape model is not installed. */
  readonly blendshapes: Float32Array | null;
}

export interface FaceModels {
  /** Outputs: boxes [896, 16], logits [896]. */
  readonly detector: Model;
  /** The attention mesh (mesh, lips, eyes, irises, flag) or the plain one (mesh, flag). */
  readonly landmarks: Model;
  /** Output: 52 values. */
  readonly blendshapes: Model | null;
}

export interface FaceTracker {
  track(frame: Frame, pose: PoseObservation | null): Promise<FaceObservation | null>;
}

const DETECTOR = { size: 128, strides: [8, 16, 16, 16], keypoints: 6 } as const;
const MIN_DETECTION = 0.5;
const MIN_PRESENCE = 0.5;
/** Pose landmarks of the head, and its eyes: image-left eye of an unmirrored picture first. */
const POSE_HEAD = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
const POSE_RIGHT_EYE = 5;
const POSE_LEFT_EYE = 2;
const DETECTION_POINTS = [0, 1, 2, 3, 4, 5] as const;
/** Outer corners of the eyes in the face mesh. */
const MESH_RIGHT_EYE = 33;
const MESH_LEFT_EYE = 263;

/**
 * Finds the face near the body's head by a detector on every frame, and follows it while both regions agree.
 * Source: mediapipe/modules/holistic_landmark/face_landmarks_from_pose_gpu.pbtxt and face_tracking.pbtxt.
 */
export function createFaceTracker(models: FaceModels): FaceTracker {
  const decoder = createSsdDecoder(DETECTOR);
  let previous: TrackedRegion | null = null;

  const detect = async (frame: Frame, roi: Roi): Promise<Roi | null> => {
    sampleRoi(frame, roi, models.detector.input, { size: DETECTOR.size, range: [-1, 1], border: 'zero' });
    const [boxes, logits] = await models.detector.run();
    const [found] = decoder.decode(boxes!, logits!, MIN_DETECTION);
    if (!found) return null;
    const { keypoints } = found;
    projectPoints(keypoints, DETECTOR.keypoints, 2, roi);
    const rotation = rotationTo(0, keypoints[0]!, keypoints[1]!, keypoints[2]!, keypoints[3]!);
    return expandRoi(boundingRoi(keypoints, 2, DETECTION_POINTS, rotation), 2, -0.1);
  };

  return {
    async track(frame, pose) {
      const last = previous;
      previous = null;
      const fresh = pose && (await detect(frame, roiFromPose(pose.points)));
      if (!fresh) return null;
      const roi = trackRoi(last, fresh, FACE_TRACKING);
      sampleRoi(frame, roi, models.landmarks.input, { size: FACE_SIZE, range: [0, 1], border: 'replicate' });
      const outputs = await models.landmarks.run();
      const score = sigmoid(outputs.at(-1)![0]!);
      if (!(score > MIN_PRESENCE)) return null;
      const points = decodeFaceLandmarks(outputs);
      projectPoints(points, points.length / 3, 3, roi);
      for (let k = 2; k < points.length; k += 3) points[k]! *= roi.width;
      previous = { roi: roiFromMesh(points), points };
      return { points, score, blendshapes: await runBlendshapes(models.blendshapes, points) };
    },
  };
}

async function runBlendshapes(model: Model | null, points: Float64Array): Promise<Float32Array | null> {
  if (!model) return null;
  blendshapeInput(points, model.input);
  const [values] = await model.run();
  return values!.slice();
}

function roiFromPose(points: Float64Array): Roi {
  const at = (k: number, axis: number) => points[k * 4 + axis]!;
  const rotation = rotationTo(
    0,
    at(POSE_RIGHT_EYE, 0),
    at(POSE_RIGHT_EYE, 1),
    at(POSE_LEFT_EYE, 0),
    at(POSE_LEFT_EYE, 1),
  );
  return expandRoi(boundingRoi(points, 4, POSE_HEAD, rotation), 3);
}

function roiFromMesh(points: Float64Array): Roi {
  const at = (k: number, axis: number) => points[k * 3 + axis]!;
  const rotation = rotationTo(
    0,
    at(MESH_RIGHT_EYE, 0),
    at(MESH_RIGHT_EYE, 1),
    at(MESH_LEFT_EYE, 0),
    at(MESH_LEFT_EYE, 1),
  );
  const all = Array.from({ length: points.length / 3 }, (_, k) => k);
  return expandRoi(boundingRoi(points, 3, all, rotation), 1.5);
}
