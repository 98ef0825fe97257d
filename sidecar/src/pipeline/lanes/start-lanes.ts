import type { Frame } from '../../protocol/frame.ts';
import type { ModelRun } from '../../protocol/report.ts';
import type { Lane, LaneObservation } from '../../tracking/mediapipe/create-lane.ts';
import type { PoseObservation } from '../../tracking/mediapipe/pose-tracker.ts';
import { type LaneThread, startLaneThread } from './lane-thread-client.ts';
import type { LaneThreadSetup } from './messages.ts';
import { planLanes } from './plan-lanes.ts';

/** The running tracker: every lane somewhere on an inference thread. */
export interface Lanes {
  /** The models that are loaded, each file once. */
  readonly models: readonly Pick<ModelRun, 'file' | 'sha256' | 'provider'>[];
  /** Requests of one lane are served in the order in which they are made. */
  track<L extends Lane>(
    lane: L,
    frame: Frame,
    pose: PoseObservation | null,
  ): Promise<LaneObservation[L] | null>;
  /** Forgets what was tracked, the models stay: the next frame is the first of another clip or segment. */
  reset(): Promise<void>;
  /** Ends the threads after what they are at, and says what each model did. */
  close(): Promise<ModelRun[]>;
}

export interface LanesOptions extends Omit<LaneThreadSetup, 'lanes' | 'threads' | 'crops'> {
  /** Cores to use. */
  readonly cores: number;
  /** Told of a model that runs elsewhere than it was meant to. */
  onWarning(message: string): void;
}

/**
 * Starts the inference threads and waits until their models are loaded.
 * @throws AppError `model.*` or `device.*` when a model cannot be loaded
 */
export async function startLanes({ cores, onWarning, ...setup }: LanesOptions): Promise<Lanes> {
  const plan = planLanes(cores);
  const threads = plan.threads.map((lanes, i) =>
    startLaneThread({ ...setup, lanes, threads: plan.runThreads[i]!, crops: plan.crops }, onWarning),
  );
  const threadOf = Object.fromEntries(
    plan.threads.flatMap((lanes, i) => lanes.map((lane) => [lane, threads[i]!])),
  ) as Record<Lane, LaneThread>;
  const starts = await Promise.allSettled(threads.map((thread) => thread.ready));
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed) {
    await Promise.allSettled(threads.map((thread) => thread.close()));
    throw failed.reason;
  }
  const models = starts.flatMap((start) => (start.status === 'fulfilled' ? start.value : []));
  return {
    models: [...new Map(models.map((model) => [model.file, model])).values()],
    track: (lane, frame, pose) => threadOf[lane].track(lane, frame, pose),
    reset: async () => {
      await Promise.all(threads.map((thread) => thread.reset()));
    },
    close: async () => mergeRuns((await Promise.all(threads.map((thread) => thread.close()))).flat()),
  };
}

/** A model that ran on several threads counts once. */
function mergeRuns(runs: readonly ModelRun[]): ModelRun[] {
  const merged = new Map<string, ModelRun>();
  for (const run of runs) {
    const known = merged.get(run.file);
    merged.set(
      run.file,
      known ? { ...known, runs: known.runs + run.runs, seconds: known.seconds + run.seconds } : run,
    );
  }
  return [...merged.values()];
}
