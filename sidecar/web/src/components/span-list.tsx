import { useApp, useReview } from '../app/app-context.ts';
import { clock } from '../format.ts';
import type { Span } from '../motion/collect-clip-spans.ts';

const WORDS: Readonly<Record<Span['kind'], string>> = { problem: 'Problems', contact: 'Contacts' };

/** Stretches to look at; each goes to its start. */
export function SpanList() {
  const phase = useReview((state) => state.phase);
  const spans = useReview((state) => state.spans);
  if (phase !== 'ready') return null;
  return (
    <section className="span-list" aria-labelledby="spans">
      <h3 id="spans">To look at</h3>
      {spans.length === 0 ? (
        <p className="quiet">Nothing: every part was seen all the time.</p>
      ) : (
        (['problem', 'contact'] as const).map((kind) => <SpanGroup key={kind} kind={kind} />)
      )}
    </section>
  );
}

function SpanGroup({ kind }: { kind: Span['kind'] }) {
  const { player } = useApp();
  const spans = useReview((state) => state.spans).filter((span) => span.kind === kind);
  if (spans.length === 0) return null;
  return (
    <>
      <h4>
        {WORDS[kind]} <span className="quiet">{spans.length}</span>
      </h4>
      <ul>
        {spans.map(({ label, from, to }) => (
          <li key={`${label} ${from}`}>
            <button
              type="button"
              className={`span ${kind}`}
              onClick={() => {
                player.pause();
                player.seek(from);
              }}
            >
              <span>{label}</span>
              <span className="quiet">
                {clock(from)} to {clock(to)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
