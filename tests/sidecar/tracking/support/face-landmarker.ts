import type { Frame } from '../../../../sidecar/src/protocol/frame.ts';
import { blendshapeInput } from '../../../../sidecar/src/tracking/mediapipe/blendshape-input.ts';
import type { ModelSource } from '../../../../sidecar/src/tracking/mediapipe/create-lane.ts';
import { decodeFaceLandmarks, FACE_SIZE } from '../../../../sidecar/src/tracking/mediapipe/face-landmarks.ts';
import {
  expandRoi,
  paddedSide,
  projectPoints,
  type Roi,
  rotationTo,
  wholePicture,
} from '../../../../sidecar/src/tracking/mediapipe/roi.ts';
import { sampleRoi } from '../../../../sidecar/src/tracking/mediapipe/sample-roi.ts';
import { createSsdDecoder } from '../../../../sidecar/src/tracking/mediapipe/ssd.ts';

const DETECTOR = { size: 128, strides: [8, 16, 16, 16], keypoints: 6 } as const;

/**
 * The published results of single pictures come from another graph than holistic: a face detector over the whole
 * picture, its box scaled by 1.5, and OpenCV's sampling, which lies half a tensor pixel and half a picture pixel
 * beside the GPU's. This is that graph, built of the tracker's own parts.
 */
export async function landmarkImageFace(frame: Frame, models: ModelSource) {
  const detector = await models.load({
    model: 'face_detection_short_range',
    outputs: ['regressors', 'classificators'],
  });
  const picture = wholePicture(frame.width, frame.height);
  const square = { ...picture, width: paddedSide(picture), height: paddedSide(picture) };
  const options = { size: DETECTOR.size, range: [-1, 1], border: 'zero' } as const;
  sampleRoi(frame, openCvRoi(square, DETECTOR.size), detector.input, options);
  const [boxes, logits] = await detector.run();
  const [found] = createSsdDecoder(DETECTOR).decode(boxes!, logits!, 0.5);
  const { box, keypoints } = found!;
  projectPoints(box, 2, 2, picture);
  projectPoints(keypoints, DETECTOR.keypoints, 2, picture);
  const [left, top, right, bottom] = box as unknown as [number, number, number, number];
  const [x0, y0, x1, y1] = keypoints as unknown as [number, number, number, number];
  const face = {
    cx: (left + right) / 2,
    cy: (top + bottom) / 2,
    width: right - left,
    height: bottom - top,
    rotation: rotationTo(0, x0, y0, x1, y1),
  };
  return runMesh(frame, expandRoi(face, 1.5), models);
}

async function runMesh(frame: Frame, roi: Roi, models: ModelSource) {
  const mesh = await models.load({
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
  });
  const options = { size: FACE_SIZE, range: [0, 1], border: 'replicate' } as const;
  sampleRoi(frame, openCvRoi(roi, FACE_SIZE), mesh.input, options);
  const points = decodeFaceLandmarks(await mesh.run());
  projectPoints(points, points.length / 3, 3, roi);
  const model = await models.load({ model: 'face_blendshapes', outputs: [] });
  blendshapeInput(points, model.input);
  const [blendshapes] = await model.run();
  return { points, blendshapes: blendshapes! };
}

function openCvRoi(roi: Roi, size: number): Roi {
  const half = roi.width / size / 2;
  const [cos, sin] = [Math.cos(roi.rotation), Math.sin(roi.rotation)];
  return { ...roi, cx: roi.cx - half * (cos - sin) + 0.5, cy: roi.cy - half * (sin + cos) + 0.5 };
}
