import { join } from 'node:path';
import { openJsonl } from '../../protocol/jsonl-file.ts';
import { type LandmarkFrame, LandmarkHeaderSchema } from '../../protocol/landmarks.ts';
import { OUTPUT_FILES } from '../output-files.ts';
import type { RunContext } from '../run-context.ts';
import type { SolvedMotion } from '../solve-motion.ts';
import { createQualityMeter, type QualityMeter } from './quality-meter.ts';

export type MeasuredClip = ReturnType<QualityMeter['finish']>;

/** Walks through the motion, beside the landmarks that it was made from. */
export async function measureClip(run: RunContext, { header, frames }: SolvedMotion): Promise<MeasuredClip> {
  run.meter.start('report', header.frameCount);
  return await run.clock.time('report', async () => {
    const path = join(run.job.workDir, OUTPUT_FILES.landmarks);
    const file = await openJsonl(path, LandmarkHeaderSchema);
    // written by this very run
    const nearest = createNearest(file.frames as AsyncIterable<LandmarkFrame>);
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
