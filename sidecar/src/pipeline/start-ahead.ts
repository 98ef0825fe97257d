import { findFfmpeg } from '../video/find-ffmpeg.ts';
import type { Lanes } from './lanes/start-lanes.ts';
import { loadTracker } from './load-tracker.ts';
import type { StartedAhead } from './prepare-run.ts';
import { probeClip, recallClip } from './probe-clip.ts';
import type { RunContext } from './run-context.ts';

/** Finds ffmpeg: the process keeps the answer, and asking takes as long as loading the code that needs it. */
export function askTools(): void {
  // whoever needs the tools is told what is wrong with them
  findFfmpeg().catch(() => {});
}

/**
 * Starts what takes longest: the tools that look at the clip, and the threads that load the models. Resolves when
 * the threads run; both go on while this process loads its stages, which is why they are no part of this module.
 */
export async function startAhead(run: RunContext): Promise<StartedAhead> {
  const known = await recallClip(run);
  // a clip that is known may be tracked already, and needs no models then
  if (known !== null) return { info: Promise.resolve(known), lanes: null };
  const info = probeClip(run);
  let lanes!: Promise<Lanes>;
  await new Promise<void>((resolve) => {
    lanes = loadTracker(run, resolve);
    // failures are told to whoever waits for the results
    lanes.catch(() => resolve());
    info.catch(() => resolve());
  });
  return { info, lanes };
}
