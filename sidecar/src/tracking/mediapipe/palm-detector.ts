import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { expandRoi, projectPoints, type Roi, rotationTo } from './roi.ts';
import { sampleRoi } from './sample-roi.ts';
import { createSsdDecoder } from './ssd.ts';

const DETECTOR = { size: 192, strides: [8, 16, 16, 16], keypoints: 7 } as const;
const MIN_SCORE = 0.5;
const WRIST = 0;
const MIDDLE_KNUCKLE = 2;
const UP = Math.PI / 2;

/** Finds palms in a region of the picture and gives the regions of their hands, the surest first. */
export type PalmDetector = (frame: Frame, region: Roi) => Promise<Roi[]>;

/**
 * Source: mediapipe/modules/palm_detection/palm_detection_gpu.pbtxt and
 * hand_landmark/palm_detection_detection_to_roi.pbtxt.
 * @param model outputs: boxes [2016, 18], logits [2016]
 */
export function createPalmDetector(model: Model): PalmDetector {
  const decoder = createSsdDecoder(DETECTOR);
  return async (frame, region) => {
    sampleRoi(frame, region, model.input, { size: DETECTOR.size, range: [0, 1], border: 'zero' });
    const [boxes, logits] = await model.run();
    return decoder.decode(boxes!, logits!, MIN_SCORE).map(({ box, keypoints }) => {
      projectPoints(box, 2, 2, region);
      projectPoints(keypoints, DETECTOR.keypoints, 2, region);
      const [left, top, right, bottom] = box;
      const at = (k: number, axis: number) => keypoints[2 * k + axis]!;
      const rotation = rotationTo(
        UP,
        at(WRIST, 0),
        at(WRIST, 1),
        at(MIDDLE_KNUCKLE, 0),
        at(MIDDLE_KNUCKLE, 1),
      );
      const palm = {
        cx: (left! + right!) / 2,
        cy: (top! + bottom!) / 2,
        width: right! - left!,
        height: bottom! - top!,
        rotation,
      };
      return expandRoi(palm, 2.6, -0.5);
    });
  };
}
