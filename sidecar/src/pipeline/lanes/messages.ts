import type { Provider } from '../../models/index.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frame.ts';
import type { ModelRun } from '../../protocol/report.ts';
import type { HolisticOptions, Lane, LaneObservation } from '../../tracking/mediapipe/create-lane.ts';
import type { Side } from '../../tracking/mediapipe/hand-roi.ts';
import type { PoseObservation } from '../../tracking/mediapipe/pose-tracker.ts';

/** What an inference thread is started with. */
export interface LaneThreadSetup {
  readonly lanes: readonly Lane[];
  readonly options: HolisticOptions;
  /** Hands whose regions the pose lane finds. */
  readonly crops: readonly Side[];
  /** Threads inside one model run. */
  readonly threads: number;
  readonly modelDir: string;
  /** Execution provider of each model by its catalogue name; the CPU where none is named. */
  readonly providers: Readonly<Record<string, Provider>>;
}

/** To an inference thread: frames are shared memory, so a message carries no pixels. */
export type ToLaneThread =
  | {
      readonly type: 'track';
      readonly id: number;
      readonly lane: Lane;
      readonly frame: Frame;
      readonly pose: PoseObservation | null;
    }
  /** Forget what was tracked: the next frame is the first of another clip or segment. */
  | { readonly type: 'reset'; readonly id: number }
  | { readonly type: 'close'; readonly id: number };

export type FromLaneThread =
  | { readonly type: 'ready'; readonly models: readonly ModelRun[] }
  | { readonly type: 'warning'; readonly message: string }
  | { readonly type: 'tracked'; readonly id: number; readonly seen: LaneObservation[Lane] | null }
  | { readonly type: 'reset'; readonly id: number }
  | { readonly type: 'closed'; readonly id: number; readonly models: readonly ModelRun[] }
  /** The thread is of no use any more. */
  | { readonly type: 'error'; readonly code: ErrorCode; readonly message: string };
