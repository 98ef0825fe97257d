import { join } from 'node:path';
import { createSolver, type Solver } from '../motion/create-solver.ts';
import { createLandmarkEncoder } from '../protocol/encode-frames.ts';
import { createJsonlWriter } from '../protocol/jsonl-file.ts';
import type { LandmarkHeader, Source } from '../protocol/landmarks.ts';
import type { ModelRun, Report } from '../protocol/report.ts';
import type { DecodeOutcome } from '../video/decode-outcome.ts';
import { clipSource, expectedFrames } from './clip-source.ts';
import { everyNth } from './every-nth.ts';
import type { Lanes } from './lanes/start-lanes.ts';
import { OUTPUT_FILES } from './output-files.ts';
import type { Prepared } from './prepare-run.ts';
import { createRegionTally } from './region-tally.ts';
import type { RunContext } from './run-context.ts';
import { trackFrames } from './track-frames.ts';

export interface TrackedClip {
  /** Has seen every frame. */
  readonly solver: Solver;
  readonly framesTracked: number;
  readonly outcome: DecodeOutcome;
  readonly regions: Report['regions'];
  readonly models: readonly ModelRun[];
}

/** Decodes and tracks the clip; each frame goes into the landmark file and the solver as it comes. */
export async function trackClip(
  run: RunContext,
  { skeleton, info, video, frames, lanes }: Prepared,
): Promise<TrackedClip> {
  const { options, workDir } = run.job;
  const source = clipSource(info);
  const file = await createJsonlWriter(
    join(workDir, OUTPUT_FILES.landmarks),
    landmarkHeader(run, source, lanes),
  );
  const encode = createLandmarkEncoder();
  const solver = createSolver({ source, skeleton, fps: options.fps });
  const tally = createRegionTally();
  let framesTracked = 0;

  run.meter.start('track', expectedFrames(info, options));
  try {
    for await (const { landmarks, blendshapes } of trackFrames(everyNth(frames, options.stride), lanes)) {
      await file.write(encode(landmarks));
      solver.push(landmarks, blendshapes);
      tally.add(landmarks.confidence);
      framesTracked++;
      run.meter.step();
    }
    run.meter.finish();
    await file.close();
    const outcome = video.outcome!;
    const regions = tally.summary();
    tellOutcome(run, outcome);
    if (Object.values(regions).every(({ presence }) => presence === 0))
      run.warn('Nobody was seen in this clip.');
    return { solver, framesTracked, outcome, regions, models: (await lanes.close()).sort(byFile) };
  } catch (error) {
    // asked to close, a thread finishes the run that it is in: ended in the middle of one, it aborts the process
    await Promise.allSettled([file.abandon(), lanes.close()]);
    throw error;
  }
}

/** Models are loaded side by side and end up in any order; the files are the same every time. */
function byFile(a: { file: string }, b: { file: string }): number {
  return a.file < b.file ? -1 : 1;
}

function landmarkHeader({ job }: RunContext, source: Source, { models }: Lanes): LandmarkHeader {
  return {
    format: 'avatar-tracker.landmarks',
    version: 1,
    source,
    tracker: {
      name: 'mediapipe-holistic',
      models: models.map(({ file, sha256 }) => ({ file, sha256 })).sort(byFile),
      mode: job.options.mode,
    },
  };
}

function tellOutcome(run: RunContext, { framesDecoded, truncated, warnings }: DecodeOutcome): void {
  if (truncated) run.warn(`The clip breaks off: ${framesDecoded} frames could be decoded and were tracked.`);
  for (const warning of warnings) run.warn(`ffmpeg: ${warning}`);
}
