import type { VideoInfo } from '../protocol/frame.ts';
import type { LandmarkFrame } from '../protocol/landmarks.ts';
import { createVideoWriter } from './create-video-writer.ts';
import { decodeVideo } from './decode-video.ts';
import { drawLandmarks } from './draw-landmarks.ts';
import type { AudioOutcome } from './finish-clip.ts';

/** Landmarks are drawn on later frames without any of their own for this long, seconds. */
const LONGEST_HOLD = 0.25;
/** Times of the same frame that went through a file may differ by this much, seconds. */
const SAME_TIME = 1e-6;

export interface OverlayOptions {
  readonly info: VideoInfo;
  /** In the order of time, with the times of the clip's frames; frames may be missing. */
  readonly landmarks: Iterable<LandmarkFrame> | AsyncIterable<LandmarkFrame>;
  /** The mp4 to write. */
  readonly path: string;
  /** Range of the clip, seconds from its first frame, both ends included. Default: all of it. */
  readonly from?: number;
  readonly to?: number;
  /** Longest side in pixels. Default: true size. */
  readonly maxSide?: number;
  /** Called after each frame with the frames written so far. */
  readonly onFrame?: (written: number) => void;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

export interface OverlayResult {
  readonly frames: number;
  readonly encoder: string;
  readonly audio: AudioOutcome;
}

/**
 * Writes a clip again with its landmarks drawn, frame by frame at the same times, with its sound where an mp4 can
 * hold it. The file appears when it is complete.
 * @throws AppError as `decodeVideo` and `createVideoWriter`
 */
export async function writeOverlay(options: OverlayOptions): Promise<OverlayResult> {
  const { info, path, from = 0, to, maxSide, signal, env } = options;
  // colours as they are stored: they are written back, not looked at by a model
  const stream = decodeVideo({ ...info, transfer: 'unknown' }, { from, to, maxSide, signal, env });
  const audio = info.hasAudio ? { file: info.file, from } : undefined;
  const { width, height } = stream;
  const writer = await createVideoWriter({ path, width, height, fps: info.fps, audio, signal, env });
  const landmarksAt = createCursor(options.landmarks);
  try {
    for await (const frame of stream) {
      const landmarks = await landmarksAt.seek(frame.time);
      if (landmarks) drawLandmarks(frame, landmarks);
      await writer.write(frame.data, frame.time);
      options.onFrame?.(frame.index + 1);
    }
    const { audio: outcome } = await writer.close();
    return { frames: stream.outcome!.framesDecoded, encoder: writer.encoder, audio: outcome };
  } finally {
    await landmarksAt.close();
    await writer.abort();
  }
}

/** Walks through landmarks along with the frames. */
function createCursor(landmarks: Iterable<LandmarkFrame> | AsyncIterable<LandmarkFrame>) {
  const iterator =
    Symbol.asyncIterator in landmarks ? landmarks[Symbol.asyncIterator]() : landmarks[Symbol.iterator]();
  let current: LandmarkFrame | null = null;
  let upcoming: LandmarkFrame | null = null;
  let ended = false;
  return {
    /** The landmarks of this time, or the last ones before it while they are fresh. */
    async seek(time: number): Promise<LandmarkFrame | null> {
      while (!ended && (upcoming === null || upcoming.time <= time + SAME_TIME)) {
        current = upcoming ?? current;
        const step = await iterator.next();
        ended = step.done === true;
        upcoming = step.done ? null : step.value;
      }
      return current && time - current.time <= LONGEST_HOLD ? current : null;
    },
    /** Lets the source of the landmarks clean up. */
    async close(): Promise<void> {
      await iterator.return?.();
    },
  };
}
