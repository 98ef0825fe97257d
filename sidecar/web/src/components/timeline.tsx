import { useEffect, useRef } from 'react';
import { REGIONS } from '../../../src/protocol/report.ts';
import { useApp, useReview } from '../app/app-context.ts';
import { useStore } from '../store/use-store.ts';
import { ConfidenceLane } from './confidence-lane.tsx';
import { Scrubber } from './scrubber.tsx';
import { SpanLane } from './span-lane.tsx';

/** The clip from left to right: how sure each region is, what to look at, and where we are. */
export function Timeline() {
  const { player } = useApp();
  const duration = useStore(player.state, (state) => state.duration);
  const head = useRef<HTMLDivElement>(null);
  const empty = useReview((state) => state.clip === null);
  useEffect(
    () =>
      player.onTime((time) => {
        const share = duration === 0 ? 0 : time / duration;
        head.current?.style.setProperty('--at', String(share));
      }),
    [player, duration],
  );
  if (empty) return null;
  return (
    <section className="timeline" aria-label="Timeline">
      <div className="lanes">
        <Scrubber />
        {REGIONS.map((region) => (
          <ConfidenceLane key={region} region={region} />
        ))}
        <SpanLane kind="problem" label="Problems" />
        <SpanLane kind="contact" label="Contacts" />
        <div ref={head} className="playhead" aria-hidden="true" />
      </div>
    </section>
  );
}
