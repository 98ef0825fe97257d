import type { ProblemSpan, Quality } from '../../protocol/quality.ts';

/** Spans that are listed; a clip with more is not one to be read span by span. */
const MOST_SPANS = 1000;
/** Spans that are kept while the clip is read. */
const KEPT_SPANS = 4 * MOST_SPANS;
const FLAG = /^(\w+?)(Bridged|Unseen)$/;

export interface ProblemSpans {
  /** Takes the flags of the next frame; frames come in order. */
  add(frame: number, flags: readonly string[]): void;
  /** @param start time of the first frame, seconds of the clip. */
  finish(start: number): Quality['problems'];
}

/** Joins the flags of frames in a row to spans, in seconds. */
export function createProblemSpans(fps: number): ProblemSpans {
  const open = new Map<string, { from: number; to: number }>();
  const seconds: Record<string, { bridged: number; unseen: number }> = {};
  let spans: ProblemSpan[] = [];
  let omitted = 0;

  const thin = (most: number): void => {
    if (spans.length <= most) return;
    const length = ({ from, to }: ProblemSpan): number => to - from;
    const kept = new Set([...spans].sort((a, b) => length(b) - length(a)).slice(0, MOST_SPANS));
    omitted += spans.length - kept.size;
    spans = spans.filter((span) => kept.has(span));
  };
  const close = (flag: string): void => {
    const { from, to } = open.get(flag)!;
    const [, part, state] = FLAG.exec(flag)! as unknown as [string, string, 'Bridged' | 'Unseen'];
    const span = {
      part,
      state: state === 'Bridged' ? ('bridged' as const) : ('unseen' as const),
      from: from / fps,
      to: (to + 1) / fps,
    };
    open.delete(flag);
    spans.push(span);
    seconds[part] ??= { bridged: 0, unseen: 0 };
    seconds[part][span.state] += span.to - span.from;
    thin(KEPT_SPANS);
  };

  return {
    add: (frame, flags) => {
      for (const flag of flags) {
        if (!FLAG.test(flag)) continue;
        const span = open.get(flag);
        if (span === undefined) open.set(flag, { from: frame, to: frame });
        else span.to = frame;
      }
      for (const [flag, { to }] of open) if (to < frame) close(flag);
    },
    finish: (start) => {
      for (const flag of [...open.keys()]) close(flag);
      thin(MOST_SPANS);
      spans.sort((a, b) => a.from - b.from);
      const shifted = spans.map((span) => ({ ...span, from: start + span.from, to: start + span.to }));
      return { spans: shifted, omitted, seconds };
    },
  };
}
