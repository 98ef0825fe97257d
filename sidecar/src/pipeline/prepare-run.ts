import type { Frame, VideoInfo } from '../protocol/frame.ts';
import type { Skeleton } from '../protocol/motion.ts';
import { metahumanSkeleton } from '../skeleton/metahuman-skeleton.ts';
import { decodeVideo, type FrameStream } from '../video/decode-video.ts';
import { probeVideo } from '../video/probe-video.ts';
import { MAX_SIDE } from './clip-source.ts';
import type { Lanes } from './lanes/start-lanes.ts';
import type { RunContext } from './run-context.ts';
import { startEarly } from './start-early.ts';
import { FRAMES_IN_FLIGHT } from './track-frames.ts';

export interface Prepared {
  /** The skeleton that the motion is made for. */
  readonly skeleton: Skeleton;
  readonly info: VideoInfo;
  /** Tells how the decoding went; its frames are read through `frames`. */
  readonly video: FrameStream;
  readonly frames: AsyncIterable<Frame>;
  readonly lanes: Lanes;
}

/** Looks at the clip and starts to decode it while the models load. */
export async function prepareRun(run: RunContext, loading: Promise<Lanes>): Promise<Prepared> {
  const { input, options } = run.job;
  run.meter.start('prepare', null);
  try {
    const skeleton = metahumanSkeleton(options.bodyType);
    const info = await run.clock.time('probe', () => probeVideo(input, { signal: run.signal }));
    const video = openVideo(run, info);
    const frames = startEarly(video);
    try {
      return { skeleton, info, video, frames, lanes: await loading };
    } catch (error) {
      await frames.return?.();
      throw error;
    }
  } catch (error) {
    // a clip that cannot be read is told at once, not when the models are there
    loading.then((lanes) => lanes.close()).catch(() => {});
    throw error;
  }
}

function openVideo({ job, signal }: RunContext, info: VideoInfo): FrameStream {
  const { from, to, stride } = job.options;
  return decodeVideo(info, {
    from: from ?? undefined,
    to: to ?? undefined,
    maxSide: MAX_SIDE,
    hold: (FRAMES_IN_FLIGHT + 1) * stride,
    signal,
  });
}
