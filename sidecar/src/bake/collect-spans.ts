import { z } from 'zod';
import type { BakeSpan } from '../protocol/bake-job.ts';
import type { MotionFrame, MotionHeader } from '../protocol/motion.ts';

/** Notifies of one label on one clip; more would hide each other and slow the editor. */
const MOST_OF_A_LABEL = 500;
/** What of a motion's flags is a problem: what was filled in, and what was not there. */
const PROBLEM_FLAG = /^([A-Za-z0-9]+?)(Bridged|Unseen)$/;
/** The face and the parts of it that a hand covers one by one. */
const FACE_PART = /^(face|mouth|(left|right)(Brow|Eye))$/;

const LONGEST_LABEL = 60;

/** A stretch that the solver wrote into the header's `settings`: `ContactSchema`, or without the two points. */
const SettingSpan = z.object({
  kind: z.string().min(1),
  a: z.string().optional(),
  b: z.string().optional(),
  from: z.number(),
  to: z.number(),
});
const LISTS = { contacts: 'contact', problems: 'problem' } as const satisfies Record<
  string,
  BakeSpan['kind']
>;

export interface SpanCollector {
  /** Takes the flags of the next frame; frames come in order and without gaps. */
  add(frame: Pick<MotionFrame, 'frame' | 'flags'>): void;
  finish(): { readonly spans: BakeSpan[]; readonly omitted: number };
}

/**
 * Gathers what a person should look at: flags of frames in a row become one problem span each, the
 * `contacts` and `problems` of the header's settings are taken over. Spans of one label that touch or overlap are joined;
 * of a label with more than 500 the longest are kept.
 */
export function createSpanCollector(header: MotionHeader): SpanCollector {
  const spans = listedSpans(header);
  const open = new Map<string, BakeSpan>();
  return {
    add({ frame, flags }) {
      for (const flag of flags) {
        const match = PROBLEM_FLAG.exec(flag);
        if (match === null) continue;
        const span = open.get(flag);
        if (span?.to === frame - 1) span.to = frame;
        else {
          const part = FACE_PART.test(match[1]!) ? 'face' : 'body';
          const begun: BakeSpan = { kind: 'problem', part, label: toWords(flag), from: frame, to: frame };
          open.set(flag, begun);
          spans.push(begun);
        }
      }
    },
    finish: () => keepLongest(joinSpans(spans)),
  };
}

function listedSpans({ settings, frameCount, curves }: MotionHeader): BakeSpan[] {
  return Object.entries(LISTS).flatMap(([list, kind]) => {
    const values = Array.isArray(settings[list]) ? (settings[list] as unknown[]) : [];
    return values.flatMap((value) => {
      const parsed = SettingSpan.safeParse(value);
      if (!parsed.success) return [];
      const from = Math.max(0, Math.round(parsed.data.from));
      const to = Math.min(frameCount - 1, Math.round(parsed.data.to));
      if (!(from <= to)) return [];
      const label = labelOf(parsed.data);
      const part = kind === 'problem' && curves.length > 0 && /^face\b/.test(label) ? 'face' : 'body';
      return [{ kind, part, label, from, to } satisfies BakeSpan];
    });
  });
}

/** `{ kind: 'handFace', a: 'index_l', b: 'face' }` is "left index on face"; without such points it is the kind. */
function labelOf({ kind, a, b }: z.infer<typeof SettingSpan>): string {
  const label = a === undefined || b === undefined ? toWords(kind) : `${toPoint(a)} on ${toPoint(b)}`;
  return label.slice(0, LONGEST_LABEL).trim() || 'unnamed';
}

function toPoint(name: string): string {
  const [, point, side] = /^(.*?)(?:_([lr]))?$/s.exec(name)!;
  const words = toWords(point!);
  return side === undefined ? words : `${side === 'l' ? 'left' : 'right'} ${words}`;
}

function toWords(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, ' ')
    .trim();
}

function joinSpans(spans: readonly BakeSpan[]): BakeSpan[] {
  const joined: BakeSpan[] = [];
  const last = new Map<string, BakeSpan>();
  for (const span of [...spans].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const before = last.get(keyOf(span));
    if (before !== undefined && span.from <= before.to + 1) before.to = Math.max(before.to, span.to);
    else {
      const copy = { ...span };
      last.set(keyOf(span), copy);
      joined.push(copy);
    }
  }
  return joined;
}

function keepLongest(spans: readonly BakeSpan[]): { spans: BakeSpan[]; omitted: number } {
  const ranked = [...spans].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
  const counts = new Map<string, number>();
  const kept = new Set<BakeSpan>();
  for (const span of ranked) {
    const count = counts.get(keyOf(span)) ?? 0;
    counts.set(keyOf(span), count + 1);
    if (count < MOST_OF_A_LABEL) kept.add(span);
  }
  return { spans: spans.filter((span) => kept.has(span)), omitted: spans.length - kept.size };
}

function keyOf({ kind, part, label }: BakeSpan): string {
  return `${kind} ${part} ${label}`;
}
