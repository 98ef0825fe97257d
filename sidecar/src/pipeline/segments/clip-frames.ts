import type { DecodeOutcome } from '../../video/decode-outcome.ts';
import type { Prepared } from '../prepare-run.ts';
import type { RunContext } from '../run-context.ts';
import { blendLandmarks } from './blend-landmarks.ts';
import { FADE_SECONDS, type Segment } from './plan-segments.ts';
import type { TrackedLandmarks } from './segment-record.ts';
import { createSegmentStream, type SegmentResult } from './segment-stream.ts';

export interface ClipFrame extends TrackedLandmarks {
  /** It was tracked in this run, by this process or by one that helps it, not in an earlier one. */
  readonly fresh: boolean;
}

export interface ClipFrames extends AsyncIterable<ClipFrame> {
  /** How the decoding of the whole clip went; null until the last frame was taken. */
  readonly outcome: DecodeOutcome | null;
  /** The models of the first segment; the others have the same. Null as above. */
  readonly models: SegmentResult['models'] | null;
}

/** All frames of a clip in order, numbered as they were decoded: tracked here, by helpers, or in an earlier run. */
export function clipFrames(run: RunContext, clip: Prepared): ClipFrames {
  const stream = createSegmentStream(run, clip);
  const results: SegmentResult[] = [];
  const open = async (index: number) => {
    const fresh = !clip.checkpoints?.done.has(index);
    const mine = fresh && (await run.ledger.take(index)) !== null;
    return { fresh, frames: mine ? stream.track(index) : stream.replay(index) };
  };
  return {
    get outcome() {
      return results.length < clip.segments.length ? null : joined(results.map(({ outcome }) => outcome));
    },
    get models() {
      return results[0]?.models ?? null;
    },
    async *[Symbol.asyncIterator]() {
      let offset = 0;
      let tail: TrackedLandmarks[] = [];
      for (const segment of clip.segments) {
        const { fresh, frames } = await open(segment.index);
        const fade = fadeFrom(tail, segment);
        tail = [];
        try {
          let step = await frames.next();
          for (; !step.done; step = await frames.next()) {
            run.signal.throwIfAborted();
            if (segment.end !== null && step.value.landmarks.time >= segment.end) {
              tail.push(step.value);
              continue;
            }
            const { landmarks, blendshapes } = fade(step.value);
            yield { landmarks: { ...landmarks, frame: offset + landmarks.frame }, blendshapes, fresh };
          }
          results.push(step.value);
          offset += step.value.outcome.framesDecoded;
        } finally {
          await frames.return(undefined as never);
        }
      }
    },
  };
}

/** Turns what the segment before saw after its end into what this one sees, little by little. */
function fadeFrom(
  tail: readonly TrackedLandmarks[],
  { start }: Segment,
): (frame: TrackedLandmarks) => TrackedLandmarks {
  const before = new Map(tail.map((frame) => [frame.landmarks.time, frame]));
  return (frame) => {
    const { time } = frame.landmarks;
    const old = before.get(time);
    return old === undefined ? frame : blendLandmarks(old, frame, (time - start) / FADE_SECONDS);
  };
}

function joined(outcomes: readonly DecodeOutcome[]): DecodeOutcome {
  return {
    framesDecoded: outcomes.reduce((sum, { framesDecoded }) => sum + framesDecoded, 0),
    truncated: outcomes.some(({ truncated }) => truncated),
    warnings: [...new Set(outcomes.flatMap(({ warnings }) => warnings))],
  };
}
