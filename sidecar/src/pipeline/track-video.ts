import type { Report } from '../protocol/report.ts';
import type { TrackJob } from '../protocol/worker-messages.ts';
import { bakeMotion } from './bake-motion.ts';
import { overlayClip } from './overlay-clip.ts';
import { prepareRun } from './prepare-run.ts';
import { createRunContext, type TrackVideoEvents } from './run-context.ts';
import { solveMotion } from './solve-motion.ts';
import { trackClip } from './track-clip.ts';
import { writeReport } from './write-report.ts';

/**
 * The whole run over one clip: a video becomes landmarks, motion, a script for Unreal and a report, all of
 * them in `job.workDir`. Memory does not grow with the clip's pixels; stops at the signal.
 * @throws AppError of the stage that failed
 */
export async function trackVideo(job: TrackJob, events: TrackVideoEvents): Promise<Report> {
  const run = createRunContext(job, events);
  const prepared = await prepareRun(run);
  const tracked = await run.clock.time('track', () => trackClip(run, prepared));
  const motion = await solveMotion(run, tracked.solver);
  const unreal = await bakeMotion(run, motion);
  await overlayClip(run, prepared.info, tracked.outcome.framesDecoded);
  return await writeReport(run, { info: prepared.info, tracked, motion, unreal });
}
