import type { Artifact } from '../../../src/protocol/job.ts';
import type { Source } from '../../../src/protocol/landmarks.ts';
import type { Span } from '../motion/collect-clip-spans.ts';
import type { Clip } from '../motion/create-clip.ts';
import type { Landmarks } from '../motion/create-landmarks.ts';
import type { Problem } from '../store/app-state.ts';

/** What there is to see of the selected job. */
export interface ReviewState {
  /** Address of the clip with a ticket; null while there is none, or when the browser cannot play it. */
  readonly video: string | null;
  readonly videoFailed: boolean;
  /** `live` motion comes in while the clip is tracked, `loading` is the finished one. */
  readonly phase: 'none' | 'live' | 'loading' | 'ready' | 'failed';
  readonly clip: Clip | null;
  /** Frames of the clip; tells that the same clip has more. */
  readonly frames: number;
  readonly landmarks: Landmarks | null;
  /** Frames of the landmarks. */
  readonly landmarkFrames: number;
  readonly source: Source | null;
  readonly spans: readonly Span[];
  readonly artifacts: readonly Artifact[];
  /** Makes the assets in Unreal Editor. */
  readonly unreal: string | null;
  readonly problem: Problem | null;
}

export function emptyReview(): ReviewState {
  return {
    video: null,
    videoFailed: false,
    phase: 'none',
    clip: null,
    frames: 0,
    landmarks: null,
    landmarkFrames: 0,
    source: null,
    spans: [],
    artifacts: [],
    unreal: null,
    problem: null,
  };
}
