import type { VideoInfo } from '../protocol/frame.ts';
import { probeVideo } from '../video/probe-video.ts';
import type { RunContext } from './run-context.ts';
import { recallProbe, rememberProbe } from './segments/recall-probe.ts';

/** What earlier runs kept of the job's clip; null when it is new or has changed. */
export async function recallClip({ job: { input, checkpoints } }: RunContext): Promise<VideoInfo | null> {
  return checkpoints === undefined ? null : await recallProbe(checkpoints, input);
}

/** Looks at the job's clip, and keeps what it saw for the next run. */
export function probeClip({ job: { input, checkpoints }, signal, clock }: RunContext): Promise<VideoInfo> {
  return clock.time('probe', async () => {
    const info = await probeVideo(input, { signal });
    if (checkpoints !== undefined) await rememberProbe(checkpoints, input, info);
    return info;
  });
}
