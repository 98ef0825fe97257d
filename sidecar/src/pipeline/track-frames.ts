import type { Frame } from '../protocol/frame.ts';
import type { LandmarkFrame } from '../protocol/landmarks.ts';
import { createCutWatch } from '../tracking/cuts/create-cut-watch.ts';
import { landmarkFrame } from '../tracking/mediapipe/landmark-frame.ts';
import type { Lanes } from './lanes/start-lanes.ts';

export interface TrackedFrame {
  /** The picture; its pixels are valid until the next item is asked for. */
  readonly frame: Frame;
  readonly landmarks: LandmarkFrame;
  /** 52 values in MediaPipe's order, or `null` without a face or without the blendshape model. */
  readonly blendshapes: Float32Array | null;
}

/**
 * Frames that are in the lanes at once: enough that the pose of coming frames runs beside the hands and face
 * of this one. The source of the frames must keep this many, and one more, valid.
 */
export const FRAMES_IN_FLIGHT = 4;

/**
 * Tracks frames through the lanes; results come in the order of the frames, however the lanes overlap. A frame that
 * begins a scene says so.
 */
export async function* trackFrames(frames: AsyncIterable<Frame>, lanes: Lanes): AsyncGenerator<TrackedFrame> {
  const inFlight: Promise<TrackedFrame>[] = [];
  const isCut = createCutWatch();
  for await (const frame of frames) {
    const tracked = trackFrame(isCut(frame) ? { ...frame, cut: true } : frame, lanes);
    // a failure is thrown when its turn comes; until then it must not count as unhandled
    tracked.catch(() => {});
    inFlight.push(tracked);
    if (inFlight.length === FRAMES_IN_FLIGHT) yield await inFlight.shift()!;
  }
  for (const tracked of inFlight) yield await tracked;
}

async function trackFrame(frame: Frame, lanes: Lanes): Promise<TrackedFrame> {
  const pose = await lanes.track('pose', frame, null);
  const [leftHand, rightHand, face] = await Promise.all([
    lanes.track('leftHand', frame, pose),
    lanes.track('rightHand', frame, pose),
    lanes.track('face', frame, pose),
  ]);
  return {
    frame,
    landmarks: landmarkFrame(frame, { pose, leftHand, rightHand, face }),
    blendshapes: face?.blendshapes ?? null,
  };
}
