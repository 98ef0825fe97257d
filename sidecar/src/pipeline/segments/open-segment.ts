import type { Frame, VideoInfo } from '../../protocol/frame.ts';
import { decodeVideo, type FrameStream } from '../../video/decode-video.ts';
import { MAX_SIDE } from '../clip-source.ts';
import type { RunContext } from '../run-context.ts';
import { startEarly } from '../start-early.ts';
import { FRAMES_IN_FLIGHT } from '../track-frames.ts';
import type { Segment } from './plan-segments.ts';

/** A segment that is being decoded. */
export interface OpenSegment {
  readonly segment: Segment;
  /** Tells how the decoding went; its frames are read through `frames`. */
  readonly video: FrameStream;
  readonly frames: AsyncIterableIterator<Frame, undefined>;
}

/** Starts to decode a segment from its run-in on; read its frames or call `return` on them. */
export function openSegment(
  { job, frameMemory, signal }: RunContext,
  info: VideoInfo,
  segment: Segment,
): OpenSegment {
  const { to, stride } = job.options;
  const video = decodeVideo(info, {
    from: segment.runIn > 0 ? segment.runIn : undefined,
    to: to ?? undefined,
    maxSide: MAX_SIDE,
    hold: (FRAMES_IN_FLIGHT + 1) * stride,
    memory: frameMemory,
    signal,
  });
  return { segment, video, frames: startEarly(video) };
}
