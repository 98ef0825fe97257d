import type { Report } from '../protocol/report.ts';
import { bakeMotion } from './bake-motion.ts';
import { overlayClip } from './overlay-clip.ts';
import { prepareRun, type StartedAhead } from './prepare-run.ts';
import { grabWorst } from './report/grab-worst.ts';
import { measureClip } from './report/measure-clip.ts';
import type { RunContext } from './run-context.ts';
import { solveMotion } from './solve-motion.ts';
import { trackClip } from './track-clip.ts';
import { writeReport } from './write-report.ts';

/**
 * The whole run over one clip: a video becomes landmarks, motion, a script for Unreal and a report, all of
 * them in the work folder of the job. Memory does not grow with the clip's pixels; stops at the signal.
 *
 * @throws AppError of the stage that failed
 */
export async function trackVideo(run: RunContext, ahead: StartedAhead): Promise<Report> {
  const prepared = await prepareRun(run, ahead);
  const tracked = await run.clock.time('track', () => trackClip(run, prepared));
  const motion = await solveMotion(run, tracked.solver);
  const measured = await measureClip(run, prepared, motion);
  const pictures = grabWorst(run, prepared, measured.bad);
  const unreal = await bakeMotion(run, motion);
  await overlayClip(run, prepared.info, tracked.outcome.framesDecoded);
  return await writeReport(run, { info: prepared.info, tracked, motion, measured, pictures, unreal });
}
