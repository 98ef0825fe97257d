import { createSpanCollector } from '../../../src/bake/collect-spans.ts';
import type { BakeSpan } from '../../../src/protocol/bake-job.ts';
import type { MotionHeader } from '../../../src/protocol/motion.ts';
import type { Clip } from './create-clip.ts';

/** A stretch of the clip worth a look; seconds of the video. */
export interface Span {
  readonly kind: BakeSpan['kind'];
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** The same spans that the baked asset is marked with, in order of their start. */
export function collectClipSpans(header: MotionHeader, clip: Clip): Span[] {
  const collector = createSpanCollector(header);
  for (let frame = 0; frame < clip.count; frame++) collector.add({ frame, flags: clip.flags(frame) });
  const last = clip.count - 1;
  return collector
    .finish()
    .spans.filter(({ from }) => from <= last)
    .map(({ kind, label, from, to }) => ({
      kind,
      label,
      from: clip.timeOf(from),
      to: clip.timeOf(Math.min(to, last)) + 1 / clip.tables.fps,
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
}
