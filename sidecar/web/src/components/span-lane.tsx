import { useApp, useReview } from '../app/app-context.ts';
import { clock } from '../format.ts';
import type { Span } from '../motion/collect-clip-spans.ts';
import { useStore } from '../store/use-store.ts';

/** Spans of one kind as marks, for the mouse; the list under the timeline has the same for everybody. */
export function SpanLane({ kind, label }: { kind: Span['kind']; label: string }) {
  const { player } = useApp();
  const duration = useStore(player.state, (state) => state.duration);
  const spans = useReview((state) => state.spans);
  const own = spans.filter((span) => span.kind === kind);
  if (own.length === 0) return null;
  return (
    <div className={`lane spans ${kind}`} aria-hidden="true">
      <span className="lane-name">{label}</span>
      <span className="lane-track">
        {own.map(({ label: words, from, to }) => (
          <button
            key={`${words} ${from}`}
            type="button"
            tabIndex={-1}
            title={`${words}, ${clock(from)} to ${clock(to)}`}
            style={{ left: `${(from / duration) * 100}%`, width: `${((to - from) / duration) * 100}%` }}
            onClick={() => {
              player.pause();
              player.seek(from);
            }}
          />
        ))}
      </span>
      <span className="lane-now">{own.length}</span>
    </div>
  );
}
