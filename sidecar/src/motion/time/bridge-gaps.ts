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
 * The gaps of a track. A single seen frame between gaps is taken as unseen: trackers that lose a hand
 * report it for a frame in odd places.
 *
 * @param seen a byte a frame; lone frames are cleared in it.
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
  for (let i = 1; i + 1 < length; i++) {
    if (seen[i] === 1 && seen[i - 1] === 0 && seen[i + 1] === 0) seen[i] = 0;
  }
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
 * How far a frame of an unbridged gap has gone from the nearer seen end to the base pose: 0 at the end,
 * 1 from {@link EASE_SECONDS} on; eased.
 */
export function baseShare(gap: Gap, times: Float64Array, index: number): number {
  const since = gap.before ? times[index]! - times[gap.from - 1]! : Number.POSITIVE_INFINITY;
  const until = gap.after ? times[gap.to]! - times[index]! : Number.POSITIVE_INFINITY;
  return easeShare(Math.min(since, until) / EASE_SECONDS);
}

/** From 0 to 1 with a level start and end. */
export function easeShare(x: number): number {
  const t = Math.min(1, Math.max(0, x));
  return t * t * (3 - 2 * t);
}
