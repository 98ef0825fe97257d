import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { handRoiFromPose, type Side } from './hand-roi.ts';
import { expandRoi, projectPoints, type Roi, roiFromAlignment } from './roi.ts';
import { sampleRoi } from './sample-roi.ts';

/** Finds where the hand of a body lies; null when its wrist is out of sight. @param points of the body, see {@link handRoiFromPose} */
export type HandRegionFinder = (frame: Frame, points: Float64Array, side: Side) => Promise<Roi | null>;

const RECROP_SIZE = 256;
const UP = Math.PI / 2;

/**
 * The region that the body's own hand points lead to, set right by the re-crop model. It depends on the body of this
 * frame alone, so that whoever tracks the body can do it as well as whoever follows the hand.
 * Source: mediapipe/modules/holistic_landmark/hand_recrop_by_roi_gpu.pbtxt.
 *
 * @param recrop output: two points in pixels of the 256-pixel tensor
 */
export function createHandRegionFinder(recrop: Model): HandRegionFinder {
  return async (frame, points, side) => {
    const roi = handRoiFromPose(points, side);
    if (!roi) return null;
    sampleRoi(frame, roi, recrop.input, { size: RECROP_SIZE, range: [0, 1], border: 'replicate' });
    const [raw] = await recrop.run();
    const ends = Float64Array.from(raw!.subarray(0, 4), (value) => value / RECROP_SIZE);
    projectPoints(ends, 2, 2, roi);
    return expandRoi(roiFromAlignment(-UP, ends[0]!, ends[1]!, ends[2]!, ends[3]!), 1, -0.1);
  };
}
