/** Frames that follow each other: `from` to `to`, exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The scenes of a window, or what else lies between marks. @param cuts its frames that begin one, in any order. */
export function scenesOf(cuts: readonly number[], frames: number): Span[] {
  const marks = [...new Set([0, ...cuts, frames])].filter((mark) => mark >= 0 && mark <= frames);
  marks.sort((a, b) => a - b);
  return marks.slice(1).map((to, k) => ({ from: marks[k]!, to }));
}

/** What of each span lies in a scene, its frames counted from the scene's first. */
export function spansWithin<S extends Span>(spans: readonly S[], { from, to }: Span): S[] {
  return spans
    .filter((span) => span.from < to && span.to > from)
    .map((span) => ({ ...span, from: Math.max(span.from, from) - from, to: Math.min(span.to, to) - from }));
}

/** Spans of a scene in the frames of its window. */
export function spansFrom<S extends Span>(spans: readonly S[], { from }: Span): S[] {
  return spans.map((span) => ({ ...span, from: span.from + from, to: span.to + from }));
}
