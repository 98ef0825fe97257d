import type { VideoInfo } from '../protocol/frame.ts';
import type { Skeleton } from '../protocol/motion.ts';
import { metahumanSkeleton } from '../skeleton/metahuman-skeleton.ts';
import { probeVideo } from '../video/probe-video.ts';
import type { Lanes } from './lanes/start-lanes.ts';
import type { RunContext } from './run-context.ts';

export interface Prepared {
  /** The skeleton that the motion is made for. */
  readonly skeleton: Skeleton;
  readonly info: VideoInfo;
  readonly lanes: Lanes;
}

/** Looks at the clip while the models load. */
export async function prepareRun(run: RunContext, loading: Promise<Lanes>): Promise<Prepared> {
  const { input, options } = run.job;
  run.meter.start('prepare', null);
  try {
    const skeleton = metahumanSkeleton(options.bodyType);
    const info = await run.clock.time('probe', () => probeVideo(input, { signal: run.signal }));
    return { skeleton, info, lanes: await loading };
  } catch (error) {
    // a clip that cannot be read is told at once, not when the models are there
    loading.then((lanes) => lanes.close()).catch(() => {});
    throw error;
  }
}
