import { useEffect, useRef } from 'react';
import type { Region } from '../../../src/protocol/report.ts';
import { useApp, useReview } from '../app/app-context.ts';
import { percent } from '../format.ts';
import { confidencePath, LANE_COLUMNS, summarise } from '../motion/confidence-path.ts';
import { REGION_WORDS } from '../motion/region-words.ts';
import { useStore } from '../store/use-store.ts';

/** How sure the tracker was of one region, over the clip and now. */
export function ConfidenceLane({ region }: { region: Region }) {
  const { player } = useApp();
  const duration = useStore(player.state, (state) => state.duration);
  const clip = useReview((state) => state.clip);
  const frames = useReview((state) => state.frames);
  const now = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      player.onTime((time) => {
        if (now.current === null || clip === null || frames === 0) return;
        now.current.textContent = percent(clip.confidence(clip.frameAt(time), region));
      }),
    [player, clip, frames, region],
  );
  if (clip === null) return null;
  const { mean, presence } = summarise(clip, region);
  const words = `${REGION_WORDS[region]}: seen in ${percent(presence)} of the frames, with a confidence of ${percent(mean)}`;
  return (
    <div className={`lane ${region}`}>
      <span className="lane-name">{REGION_WORDS[region]}</span>
      <svg className="lane-track" viewBox={`0 0 ${LANE_COLUMNS} 1`} preserveAspectRatio="none" role="img">
        <title>{words}</title>
        <path d={confidencePath(clip, region, duration)} />
      </svg>
      <span ref={now} className="lane-now" aria-hidden="true" />
    </div>
  );
}
