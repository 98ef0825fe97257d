import type { Skeleton } from '../../protocol/motion.ts';
import type { TrackOptions } from '../../protocol/options.ts';
import type { TrackJob } from '../../protocol/worker-messages.ts';

export interface BatchRequest {
  /** Folders, patterns, lists, files: see `findClips`. */
  readonly inputs: readonly string[];
  readonly out: string;
  readonly options: TrackOptions;
  readonly skeleton?: Skeleton;
  readonly asset?: TrackJob['asset'];
  /** Workers that run at once; default: by cores and memory. */
  readonly workers?: number;
  /** Track what is done too. */
  readonly again?: boolean;
}
