// Contacts that were found against those that are there.

/** No contact of the given truths is shorter than two frames: what passes by in one need not be found, nor is it wrong to. */
const FEWEST_FRAMES = 2;
/** A found contact may begin and end this much beside the true one, seconds. */
const BESIDE = 0.07;

/** Names two parts that touch, in whichever order and whether or not a digit is called by its tip. */
export const keyOf = (a, b) => [a.replace('_tip', ''), b.replace('_tip', '')].sort().join(' ');

/**
 * @param touches @param all spans { key, from, to }, seconds: what touches, and what was found
 * @param fps of the truth
 */
export function matchSpans(touches, all, fps) {
  const expected = touches.filter(({ from, to }) => Math.round((to - from) * fps) + 1 >= FEWEST_FRAMES);
  const passing = touches.filter((span) => !expected.includes(span));
  const meets = (p) => (q) => p.key === q.key && p.from <= q.to + BESIDE && p.to >= q.from - BESIDE;
  const found = all.filter((span) => expected.some(meets(span)) || !passing.some(meets(span)));
  const hit = expected.filter((span) => found.some(meets(span)));
  const right = found.filter((span) => expected.some(meets(span)));
  return {
    found,
    count: { expected: expected.length, recalled: hit.length, found: found.length, right: right.length },
    missed: expected.filter((span) => !hit.includes(span)),
    invented: found.filter((span) => !right.includes(span)),
  };
}

/** Spans of frames in which something is so, seconds. */
export function spansWhere(flags, key, fps) {
  const spans = [];
  flags.forEach((flag, frame) => {
    if (!flag) return;
    const last = spans.at(-1);
    if (last !== undefined && flags[frame - 1]) last.to = frame / fps;
    else spans.push({ key, from: frame / fps, to: frame / fps });
  });
  return spans;
}
