import type { VideoInfo } from '../protocol/frame.ts';
import type { Skeleton } from '../protocol/motion.ts';
import { metahumanSkeleton } from '../skeleton/metahuman-skeleton.ts';
import type { Lanes } from './lanes/start-lanes.ts';
import { loadTracker, trackerModels } from './load-tracker.ts';
import type { RunContext } from './run-context.ts';
import { type Checkpoints, openCheckpoints } from './segments/checkpoints.ts';
import { type OpenSegment, openSegment } from './segments/open-segment.ts';
import { planSegments, type Segment } from './segments/plan-segments.ts';
import { trackKey } from './segments/track-key.ts';

export interface Prepared {
  /** The skeleton that the motion is made for. */
  readonly skeleton: Skeleton;
  readonly info: VideoInfo;
  readonly segments: readonly Segment[];
  readonly checkpoints: Checkpoints | null;
  /** The first segment that is not tracked yet, already being decoded; null when all are. */
  readonly first: OpenSegment | null;
  /** The tracker; null when nothing is left to track. */
  readonly lanes: Lanes | null;
}

/** What takes longest, started before the stages that need it are loaded. */
export interface StartedAhead {
  readonly info: Promise<VideoInfo>;
  /** The tracker, whose models may still be loading; null where it may not be needed. */
  readonly lanes: Promise<Lanes> | null;
}

/** Looks at the clip and at what earlier runs left of it, and starts to decode while the models load. */
export async function prepareRun(
  run: RunContext,
  { info: probing, lanes: loading }: StartedAhead,
): Promise<Prepared> {
  const { options, skeleton: given } = run.job;
  run.meter.start('prepare', null);
  try {
    const skeleton = given ?? metahumanSkeleton(options.bodyType);
    const info = await probing;
    const segments = planSegments(info, options);
    const checkpoints = await findCheckpoints(run, info, segments.length);
    const missing = segments.find(({ index }) => !checkpoints?.done.has(index));
    const clip = { skeleton, info, segments, checkpoints };
    if (missing === undefined) {
      endUnused(loading);
      return { ...clip, first: null, lanes: null };
    }
    const first = openSegment(run, info, missing);
    try {
      return { ...clip, first, lanes: await (loading ?? loadTracker(run)) };
    } catch (error) {
      await first.frames.return?.();
      throw error;
    }
  } catch (error) {
    // a clip that cannot be read is told at once, not when the models are there
    endUnused(loading);
    throw error;
  }
}

function endUnused(loading: Promise<Lanes> | null): void {
  loading?.then((lanes) => lanes.close()).catch(() => {});
}

async function findCheckpoints(
  run: RunContext,
  info: VideoInfo,
  segments: number,
): Promise<Checkpoints | null> {
  const { checkpoints: root, options } = run.job;
  if (root === undefined) return null;
  const key = trackKey({ info, options, models: await trackerModels(options) });
  const checkpoints = await openCheckpoints(root, key, segments);
  run.ledger.plan(segments, [...checkpoints.done.keys()]);
  return checkpoints;
}
