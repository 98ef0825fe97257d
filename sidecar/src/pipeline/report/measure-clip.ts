import type { LandmarkFrame } from '../../protocol/landmarks.ts';
import type { Prepared } from '../prepare-run.ts';
import type { RunContext } from '../run-context.ts';
import type { SolvedMotion } from '../solve-motion.ts';
import { createQualityMeter, type QualityMeter } from './quality-meter.ts';
import { seenFrames } from './seen-frames.ts';

export type MeasuredClip = ReturnType<QualityMeter['finish']>;

/** Walks through the motion, beside the landmarks that it was made from. */
export async function measureClip(
  run: RunContext,
  clip: Prepared,
  { header, frames }: SolvedMotion,
): Promise<MeasuredClip> {
  run.meter.start('report', header.frameCount);
  return await run.clock.time('report', async () => {
    const nearest = createNearest(seenFrames(run, clip));
    const meter = createQualityMeter(header);
    try {
      for (const frame of frames) {
        run.signal.throwIfAborted();
        meter.add(frame, await nearest.seek(frame.time));
        run.meter.step();
      }
    } finally {
      await nearest.close();
    }
    run.meter.finish();
    return meter.finish();
  });
}

/** Walks through landmarks along with rising times. */
export function createNearest(landmarks: AsyncIterable<LandmarkFrame>) {
  const iterator = landmarks[Symbol.asyncIterator]();
  let current: LandmarkFrame | null = null;
  let upcoming: LandmarkFrame | null = null;
  let ended = false;
  const advance = async (): Promise<void> => {
    current = upcoming ?? current;
    const step = await iterator.next();
    ended = step.done === true;
    upcoming = step.done ? null : step.value;
  };
  return {
    /** The landmarks nearest in time; null when there are none. */
    seek: async (time: number): Promise<LandmarkFrame | null> => {
      while (!ended && (upcoming === null || upcoming.time <= time)) await advance();
      if (current === null) return upcoming;
      if (upcoming === null) return current;
      return upcoming.time - time < time - current.time ? upcoming : current;
    },
    close: async (): Promise<void> => {
      await iterator.return?.();
    },
  };
}
