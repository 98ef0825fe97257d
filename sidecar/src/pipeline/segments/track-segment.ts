import { AppError } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frame.ts';
import type { DecodeOutcome } from '../../video/decode-outcome.ts';
import type { FrameStream } from '../../video/decode-video.ts';
import type { Lanes } from '../lanes/start-lanes.ts';
import { trackFrames } from '../track-frames.ts';
import type { Segment } from './plan-segments.ts';
import type { TrackedLandmarks } from './segment-record.ts';

export interface SegmentSource {
  readonly video: FrameStream;
  /** Its frames, perhaps started early. */
  readonly frames: AsyncIterable<Frame>;
  readonly lanes: Lanes;
  /** One frame in `stride` is tracked. */
  readonly stride: number;
}

export interface SegmentFrames extends AsyncIterable<TrackedLandmarks> {
  /** Null until the last frame was taken. `framesDecoded` leaves out the run-in and what comes after the end. */
  readonly outcome: DecodeOutcome | null;
}

/** Tracks a segment with lanes that remember nothing; frames are numbered from its first one. */
export function trackSegment(
  segment: Segment,
  { video, frames, lanes, stride }: SegmentSource,
): SegmentFrames {
  let outcome: DecodeOutcome | null = null;
  const cut = cutFrames(frames, segment, stride);
  return {
    get outcome() {
      return outcome;
    },
    async *[Symbol.asyncIterator]() {
      try {
        for await (const { frame, landmarks, blendshapes } of trackFrames(cut.frames, lanes))
          if (frame.index >= 0) yield { landmarks, blendshapes };
      } catch (error) {
        // a clip that breaks off has nothing in its last segments, which is told of the whole clip
        if (segment.index === 0 || !(error instanceof AppError && error.code === 'input.no-frames'))
          throw error;
      }
      const { truncated, warnings } = video.outcome!;
      outcome = { framesDecoded: cut.counted(), truncated, warnings };
    },
  };
}

/**
 * The frames to track: every `stride`th, counted anew at the start and at the end of the segment, so that two
 * segments track the same ones where they overlap. Those of the run-in have the number -1.
 */
function cutFrames(frames: AsyncIterable<Frame>, { start, end, fadeEnd }: Segment, stride: number) {
  let before = 0;
  let counted = 0;
  let after = 0;
  return {
    counted: () => counted,
    frames: (async function* () {
      for await (const frame of frames) {
        if (fadeEnd !== null && frame.time >= fadeEnd) return;
        if (frame.time < start) {
          if (before++ % stride === 0) yield { ...frame, index: -1 };
        } else if (end !== null && frame.time >= end) {
          const index = counted + after;
          if (after++ % stride === 0) yield { ...frame, index };
        } else {
          const index = counted++;
          if (index % stride === 0) yield { ...frame, index };
        }
      }
    })(),
  };
}
