import type { Frame } from '../../protocol/frame.ts';
import type { LandmarkFrame } from '../../protocol/landmarks.ts';
import type { FaceObservation } from './face-tracker.ts';
import type { PoseObservation } from './pose-tracker.ts';
import type { HandObservation } from './read-hand.ts';

/** What the lanes saw in one frame; `null` is "not seen". */
export interface Observations {
  readonly pose: PoseObservation | null;
  readonly leftHand: HandObservation | null;
  readonly rightHand: HandObservation | null;
  readonly face: FaceObservation | null;
}

/** The models give 32 bits: what is kept of a frame, in memory or on disk, holds no more. */
const { fround } = Math;

/** Joins observations into the record of the landmark file: pixels become shares of the picture. */
export function landmarkFrame(
  frame: Pick<Frame, 'index' | 'time' | 'width' | 'height' | 'cut'>,
  seen: Observations,
): LandmarkFrame {
  const { width, height } = frame;
  const picture = (points: Float64Array) => triples(points, width, height);
  return {
    frame: frame.index,
    time: frame.time,
    pose: seen.pose && posePoints(seen.pose.points, width, height),
    world: seen.pose && triples(seen.pose.world, 1, 1),
    leftHand: seen.leftHand && picture(seen.leftHand.points),
    rightHand: seen.rightHand && picture(seen.rightHand.points),
    leftHandWorld: seen.leftHand && triples(seen.leftHand.world, 1, 1),
    rightHandWorld: seen.rightHand && triples(seen.rightHand.world, 1, 1),
    face: seen.face && picture(seen.face.points),
    confidence: {
      body: seen.pose?.score ?? 0,
      leftHand: seen.leftHand?.score ?? 0,
      rightHand: seen.rightHand?.score ?? 0,
      face: seen.face?.score ?? 0,
    },
    ...(frame.cut ? { cut: true } : {}),
  };
}

function triples(points: Float64Array, width: number, height: number) {
  const out: [number, number, number][] = [];
  for (let k = 0; k < points.length; k += 3)
    out.push([fround(points[k]! / width), fround(points[k + 1]! / height), fround(points[k + 2]! / width)]);
  return out;
}

function posePoints(points: Float64Array, width: number, height: number) {
  const out: [number, number, number, number][] = [];
  for (let k = 0; k < points.length; k += 4)
    out.push([
      fround(points[k]! / width),
      fround(points[k + 1]! / height),
      fround(points[k + 2]! / width),
      fround(points[k + 3]!),
    ]);
  return out;
}
