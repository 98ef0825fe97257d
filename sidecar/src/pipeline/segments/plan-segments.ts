import type { VideoInfo } from '../../protocol/frame.ts';
import type { TrackOptions } from '../../protocol/options.ts';

/**
 * Length of a segment, seconds of the clip: what is lost when a run is broken off, and what one worker takes at a
 * time. The last segment of a clip is half as long to one and a half times as long.
 */
const SEGMENT_SECONDS = 40;
/** A file that has no index is decoded from its beginning for every segment: it gets at most this many. */
const SEGMENTS_WITHOUT_INDEX = 6;
/**
 * Seconds that are tracked before the first frame of a segment and thrown away, so that its tracker has settled
 * when it counts. See `sidecar/scripts/bench/seam.mjs`.
 */
export const RUN_IN_SECONDS = 2;
/**
 * Seconds over which the landmarks of one segment turn into those of the next. The region that the pose model looks
 * at is smoothed over many seconds, so two trackers differ by some pixels for longer than any run-in.
 */
export const FADE_SECONDS = 1;

/** A part of a clip that is tracked by itself: its landmarks depend on nothing before `runIn`. */
export interface Segment {
  readonly index: number;
  /** Seconds of the clip at which the tracking starts; equal to `start` in the first segment. */
  readonly runIn: number;
  /** Frames from here on count. */
  readonly start: number;
  /** Frames before this count; null up to the last one. */
  readonly end: number | null;
  /** Frames before this are tracked: those from `end` on fade into the next segment's. Null as above. */
  readonly fadeEnd: number | null;
}

/**
 * Cuts a clip into segments. The cut depends on the clip and on the range to track alone, so that one worker and
 * many, a whole run and one that goes on after a crash, all give the same landmarks.
 */
export function planSegments(
  info: Pick<VideoInfo, 'durationSeconds' | 'indexed'>,
  { from, to }: Pick<TrackOptions, 'from' | 'to'>,
): Segment[] {
  const first = from ?? 0;
  const last = Math.min(to ?? info.durationSeconds, info.durationSeconds);
  const wanted = Math.round((last - first) / SEGMENT_SECONDS);
  const count = Math.max(1, info.indexed ? wanted : Math.min(wanted, SEGMENTS_WITHOUT_INDEX));
  const length = info.indexed ? SEGMENT_SECONDS : (last - first) / count;
  return Array.from({ length: count }, (_, index) => {
    const start = first + index * length;
    const runIn = index === 0 ? start : start - RUN_IN_SECONDS;
    const end = index === count - 1 ? null : first + (index + 1) * length;
    return { index, runIn, start, end, fadeEnd: end === null ? null : end + FADE_SECONDS };
  });
}
