import { join } from 'node:path';
import { createSolver, type Solver } from '../motion/create-solver.ts';
import { createLandmarkEncoder } from '../protocol/encode-frames.ts';
import { createJsonlWriter, type JsonlWriter, type WrittenFile } from '../protocol/jsonl-file.ts';
import type { LandmarkHeader, Source } from '../protocol/landmarks.ts';
import type { ModelRun, Report } from '../protocol/report.ts';
import type { DecodeOutcome } from '../video/decode-outcome.ts';
import { clipSource, expectedFrames } from './clip-source.ts';
import { openLive } from './live/open-live.ts';
import { OUTPUT_FILES } from './output-files.ts';
import type { Prepared } from './prepare-run.ts';
import { createRegionTally } from './region-tally.ts';
import type { RunContext } from './run-context.ts';
import { type ClipFrames, clipFrames } from './segments/clip-frames.ts';
import { keepLandmarks, recallLandmarks } from './segments/kept-landmarks.ts';
import { solverOptions } from './solver-options.ts';

export interface TrackedClip {
  /** Has seen every frame. */
  readonly solver: Solver;
  readonly framesTracked: number;
  readonly outcome: DecodeOutcome;
  readonly regions: Report['regions'];
  readonly models: readonly ModelRun[];
}

/** Tracks the clip; each frame goes into the landmark file and the solver as it comes. */
export async function trackClip(run: RunContext, clip: Prepared): Promise<TrackedClip> {
  const { info, lanes } = clip;
  const { options, workDir } = run.job;
  const source = clipSource(info);
  const models = lanes?.models ?? clip.checkpoints!.done.get(0)!.models;
  const path = join(workDir, OUTPUT_FILES.landmarks);
  const frames = clipFrames(run, clip);
  const encode = createLandmarkEncoder();
  const solving = await solverOptions(options, source, clip.skeleton);
  const solver = createSolver(solving);
  const tally = createRegionTally();
  const live = run.live && openLive(run.live, solving);
  const header = landmarkHeader(run, source, models);
  const file = await openLandmarkFile(clip, header, path);
  let framesTracked = 0;

  run.meter.start('track', expectedFrames(info, options));
  try {
    for await (const { landmarks, blendshapes, fresh } of frames) {
      await file?.write(encode(landmarks));
      live?.push(landmarks, blendshapes);
      solver.push(landmarks, blendshapes);
      tally.add(landmarks.confidence);
      framesTracked++;
      if (fresh) run.meter.step();
      else run.meter.skip();
    }
    run.meter.finish();
    await keepWritten(clip, header, { path, written: await file?.close() });
    const outcome = frames.outcome!;
    const regions = tally.summary();
    tellOutcome(run, outcome);
    if (Object.values(regions).every(({ presence }) => presence === 0))
      run.warn('Nobody was seen in this clip.');
    return { solver, framesTracked, outcome, regions, models: await modelRuns(clip, frames) };
  } catch (error) {
    // asked to close, a thread finishes the run that it is in: ended in the middle of one, it aborts the process
    await Promise.allSettled([file?.abandon(), lanes?.close()]);
    throw error;
  } finally {
    await clip.first?.frames.return?.();
  }
}

/** The landmark file to be written; null where an earlier run's is in its place. */
async function openLandmarkFile(
  { checkpoints, lanes }: Prepared,
  header: LandmarkHeader,
  path: string,
): Promise<JsonlWriter | null> {
  const known = checkpoints !== null && lanes === null;
  if (known && (await recallLandmarks(checkpoints.folder, header, path))) return null;
  return await createJsonlWriter(path, header);
}

async function keepWritten(
  { checkpoints }: Prepared,
  header: LandmarkHeader,
  { path, written }: { path: string; written: WrittenFile | undefined },
): Promise<void> {
  if (checkpoints !== null && written !== undefined)
    await keepLandmarks(checkpoints.folder, header, { path, sha256: written.sha256 });
}

/** What each model did in this run: nothing where all was tracked before. */
async function modelRuns({ lanes }: Prepared, { models }: ClipFrames): Promise<ModelRun[]> {
  const runs = (await lanes?.close()) ?? models!.map((model) => ({ ...model, runs: 0, seconds: 0 }));
  return runs.sort(byFile);
}

/** Models are loaded side by side and end up in any order; the files are the same every time. */
function byFile(a: { file: string }, b: { file: string }): number {
  return a.file < b.file ? -1 : 1;
}

function landmarkHeader(
  { job }: RunContext,
  source: Source,
  models: readonly { file: string; sha256: string }[],
): LandmarkHeader {
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
