import { execFileSync } from 'node:child_process';
import { loadModel, type ModelStore, openModelStore } from '../../../../sidecar/src/models/index.ts';
import { AppError } from '../../../../sidecar/src/protocol/errors.ts';
import type { Frame } from '../../../../sidecar/src/protocol/frame.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';
import {
  createLane,
  type HolisticOptions,
  LANES,
  type LaneTracker,
  type ModelSource,
  type ModelUse,
} from '../../../../sidecar/src/tracking/mediapipe/create-lane.ts';
import {
  landmarkFrame,
  type Observations,
} from '../../../../sidecar/src/tracking/mediapipe/landmark-frame.ts';
import type { PoseObservation } from '../../../../sidecar/src/tracking/mediapipe/pose-tracker.ts';
import { decodeVideo } from '../../../../sidecar/src/video/decode-video.ts';
import { findFfmpeg } from '../../../../sidecar/src/video/find-ffmpeg.ts';
import { probeVideo } from '../../../../sidecar/src/video/probe-video.ts';

export const DEFAULTS: HolisticOptions = {
  complexity: 1,
  refineFace: true,
  minDetectionConfidence: 0.5,
  minTrackingConfidence: 0.5,
  secondLook: false,
};

/** Models of the catalogue, each loaded once. */
export function modelSource(store: ModelStore = openModelStore()): ModelSource {
  const loaded = new Map<string, ReturnType<typeof loadModel>>();
  const load = ({ model, outputs }: ModelUse) => {
    const entry = loaded.get(model) ?? loadModel(store, model, { outputs });
    loaded.set(model, entry);
    return entry;
  };
  return {
    load,
    loadOptional: (use) =>
      load(use).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'model.missing') return null;
        throw error;
      }),
  };
}

/** The whole tracker in this thread, one lane after the other. */
export async function createTracker(models: ModelSource, options: HolisticOptions = DEFAULTS) {
  const lanes = new Map<string, LaneTracker>();
  for (const lane of LANES) lanes.set(lane, await createLane(lane, options, models));
  return async (frame: Frame): Promise<Observations> => {
    const pose = (await lanes.get('pose')!.track(frame, null)) as PoseObservation | null;
    const seen: Record<string, unknown> = { pose };
    for (const lane of LANES.slice(1)) seen[lane] = await lanes.get(lane)!.track(frame, pose);
    return seen as unknown as Observations;
  };
}

/** Landmarks of every frame of a clip. `clock` replaces the clip's own times; `secondLook` is off, as in the original. */
export async function trackClip(
  file: string,
  models: ModelSource,
  { clock, secondLook = false }: { clock?: (frame: Frame) => number; secondLook?: boolean } = {},
): Promise<{ width: number; height: number; frames: LandmarkFrame[] }> {
  const info = await probeVideo(file);
  const track = await createTracker(models, { ...DEFAULTS, secondLook });
  const frames: LandmarkFrame[] = [];
  for await (const decoded of decodeVideo(info)) {
    const frame = clock ? { ...decoded, time: clock(decoded) } : decoded;
    frames.push(landmarkFrame(frame, await track(frame)));
  }
  return { width: info.width, height: info.height, frames };
}

export async function decodePicture(file: string, width: number, height: number): Promise<Frame> {
  const { ffmpeg } = await findFfmpeg();
  const data = execFileSync(ffmpeg, ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'], {
    maxBuffer: 1 << 28,
  });
  if (data.length !== width * height * 3) throw new Error(`${file} is not ${width} x ${height}`);
  return { index: 0, time: 0, width, height, data };
}
