import { AppError } from '../../protocol/errors.ts';
import type { DecodeOutcome } from '../../video/decode-outcome.ts';
import type { Prepared } from '../prepare-run.ts';
import type { RunContext } from '../run-context.ts';
import { openSegment } from './open-segment.ts';
import type { SegmentEnd, SegmentWriter } from './segment-file.ts';
import type { TrackedLandmarks } from './segment-record.ts';
import { type SegmentFrames, trackSegment } from './track-segment.ts';

/** Gives out the frames of one segment after the other, tracked or from their checkpoints. */
export interface SegmentStream {
  /** Tracks a segment, keeps it as a checkpoint where there are any, and gives its frames. */
  track(index: number): AsyncGenerator<TrackedLandmarks, SegmentResult>;
  /** Reads a segment that is tracked. */
  replay(index: number): AsyncGenerator<TrackedLandmarks, SegmentResult>;
}

export type SegmentResult = Pick<SegmentEnd, 'outcome' | 'models'>;

/** Frames are numbered from the first one of their segment. */
export function createSegmentStream(run: RunContext, clip: Prepared): SegmentStream {
  const { info, segments, checkpoints, lanes } = clip;
  let early = clip.first;
  let fresh = true;

  async function* track(index: number): AsyncGenerator<TrackedLandmarks, SegmentResult> {
    const opened = early?.segment.index === index ? early : openSegment(run, info, segments[index]!);
    if (opened === early) early = null;
    if (!fresh) await lanes!.reset();
    fresh = false;
    const frames = trackSegment(opened.segment, { ...opened, lanes: lanes!, stride: run.job.options.stride });
    let writer: SegmentWriter | null = null;
    try {
      if (checkpoints !== null) writer = await checkpoints.write(index);
      for await (const frame of frames) {
        await writer?.write(frame);
        yield frame;
      }
      const result = { outcome: ended(frames), models: modelsOf(clip) };
      await writer?.commit(result);
      run.ledger.finish(index);
      return result;
    } finally {
      await opened.frames.return?.();
      await writer?.discard();
    }
  }

  async function* replay(index: number): AsyncGenerator<TrackedLandmarks, SegmentResult> {
    if (!checkpoints?.done.has(index)) await checkpoints?.refresh(index);
    const end = checkpoints?.done.get(index);
    if (end === undefined) throw new AppError('worker.died', `Segment ${index} was not tracked to its end.`);
    yield* checkpoints!.read(index);
    return end;
  }
  return { track, replay };
}

function ended(frames: SegmentFrames): SegmentResult['outcome'] {
  const { framesDecoded, truncated, warnings } = frames.outcome as DecodeOutcome;
  return { framesDecoded, truncated, warnings: [...warnings] };
}

/** The models that track a clip, in the order of their files: they are loaded in any order. */
function modelsOf({ lanes }: Prepared): SegmentResult['models'] {
  return lanes!.models
    .map(({ file, sha256, provider }) => ({ file, sha256, provider }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
