/** What a frame of a track is: seen, filled in by what was seen before or after, or at the base pose. */
export const STATE = { base: 0, seen: 1, bridged: 2 } as const;

/** Longest gap that is filled between its ends, seconds: about a fast sign's movement. */
export const BRIDGE_SECONDS = 0.5;

/**
 * The same for the parts of a face: they are taken for covered a little longer than they are. On rendered performers
 * jaw and smile are a fifth nearer the truth on the straight way than by way of rest, up to this long.
 */
export const FACE_BRIDGE_SECONDS = 0.7;

/** The same for the head: behind hands it stays about where it was, which its base pose is not. */
export const HEAD_BRIDGE_SECONDS = 2;

/** Time in which an unseen part goes to its base pose and comes back, seconds. */
export const EASE_SECONDS = 0.4;

/**
 * What is seen for less than this between gaps, seconds from its first frame to its last, is taken as unseen: trackers
 * that lose a hand report it for a moment in odd places. A frame at up to 30 a second, two at 60.
 */
export const MOMENT_SECONDS = 0.03;

/** A run of frames of one scene that were not seen: `from` to `to`, exclusive. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  /** Whether the scene shows the part before it, and after it. */
  readonly before: boolean;
  readonly after: boolean;
  /** Filled between its ends: it is short and has both. */
  readonly bridged: boolean;
}

/**
 * The gaps of a track.
 *
 * @param seen a byte a frame; what is seen for a moment alone is cleared in it.
 * @param times seconds, rising. @param longest that is bridged, seconds.
 * @param cuts frames that begin a scene: a gap ends there.
 */
export function findGaps(
  seen: Uint8Array,
  times: Float64Array,
  { longest = BRIDGE_SECONDS, cuts = [] }: { longest?: number; cuts?: readonly number[] } = {},
): Gap[] {
  const length = seen.length;
  const cut = new Set(cuts);
  const seenAt = (i: number): boolean => i >= 0 && i < length && seen[i] === 1;
  clearMoments(seen, times);
  const gaps: Gap[] = [];
  for (let from = 0; from < length; from++) {
    if (seen[from] === 1) continue;
    let to = from + 1;
    while (to < length && seen[to] === 0 && !cut.has(to)) to++;
    const before = seenAt(from - 1) && !cut.has(from);
    const after = seenAt(to) && !cut.has(to);
    const bridged = before && after && times[to]! - times[from - 1]! <= longest;
    gaps.push({ from, to, before, after, bridged });
    from = to - 1;
  }
  return gaps;
}

/** The state of each frame, from its gaps. */
export function statesOf(gaps: readonly Gap[], length: number): Uint8Array {
  const states = new Uint8Array(length).fill(STATE.seen);
  for (const gap of gaps) states.fill(gap.bridged ? STATE.bridged : STATE.base, gap.from, gap.to);
  return states;
}

/**
 * How far a frame of a gap is on its way from the end before to the end after, 0 to 1 by the seconds; where the gap has
 * one end, it is there.
 */
export function shareOfWay({ from, to, before, after }: Gap, times: Float64Array, frame: number): number {
  if (!before || !after) return after ? 1 : 0;
  const start = times[from - 1]!;
  return (times[frame]! - start) / (times[to]! - start);
}

function clearMoments(seen: Uint8Array, times: Float64Array): void {
  for (let from = seen.indexOf(0) + 1; from > 0 && from < seen.length; ) {
    const to = seen.indexOf(0, from);
    if (to < 0) return;
    if (to > from && times[to - 1]! - times[from]! < MOMENT_SECONDS) seen.fill(0, from, to);
    from = to + 1;
  }
}

/** How far each frame has gone to the base pose: 0 where it is not there, 1 from {@link EASE_SECONDS} on; eased. */
export function baseShares(
  states: Uint8Array,
  times: Float64Array,
  cuts: readonly number[] = [],
): Float64Array {
  const away = new Float64Array(states.length).fill(Number.POSITIVE_INFINITY);
  const cut = new Set(cuts);
  for (let i = 0, last = -1; i < states.length; i++) {
    if (cut.has(i)) last = -1;
    if (states[i] !== STATE.base) last = i;
    if (last >= 0) away[i] = times[i]! - times[last]!;
  }
  for (let i = states.length - 1, next = -1; i >= 0; i--) {
    if (states[i] !== STATE.base) next = i;
    if (next >= 0) away[i] = Math.min(away[i]!, times[next]! - times[i]!);
    if (cut.has(i)) next = -1;
  }
  return away.map((seconds) => easeShare(seconds / EASE_SECONDS));
}

/** A part that hangs on another is at its base pose when it has gone further there than this; before, it is filled in. */
export const AT_BASE = 0.5;

/** From 0 to 1 with a level start and end. */
export function easeShare(x: number): number {
  const t = Math.min(1, Math.max(0, x));
  return t * t * (3 - 2 * t);
}
