import { type KeyboardEvent, useEffect, useRef } from 'react';
import { REGIONS } from '../../../src/protocol/report.ts';
import { useApp, useReview } from '../app/app-context.ts';
import { clock, percent } from '../format.ts';
import type { Clip } from '../motion/create-clip.ts';
import { REGION_WORDS } from '../motion/region-words.ts';
import { useStore } from '../store/use-store.ts';

/** A slider over all lanes: drag anywhere, or use the arrow keys (a frame), page keys, Home, End; Space plays. */
export function Scrubber() {
  const { player } = useApp();
  const { duration, step } = useStore(player.state, (state) => state);
  const clip = useReview((state) => state.clip);
  const slider = useRef<HTMLInputElement>(null);
  useEffect(
    () =>
      player.onTime((time) => {
        if (slider.current === null) return;
        slider.current.value = String(time);
        slider.current.setAttribute('aria-valuetext', spoken(clip, time));
      }),
    [player, clip],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const jump = { PageUp: 10, PageDown: -10, ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[
      event.key
    ];
    if (jump !== undefined) {
      player.pause();
      player.seek(player.time + jump * step);
    } else if (event.key !== ' ') return;
    else if (player.state.get().playing) player.pause();
    else player.play();
    event.preventDefault();
  };
  return (
    <div className="ruler">
      {ticks(duration).map((time) => (
        <span key={time} className="tick" style={{ '--at': time / duration } as Record<string, number>}>
          {time} s
        </span>
      ))}
      <input
        ref={slider}
        type="range"
        min={0}
        max={duration}
        step="any"
        defaultValue={0}
        aria-label="Time"
        onKeyDown={onKeyDown}
        onInput={({ currentTarget }) => {
          player.pause();
          player.seek(Number(currentTarget.value));
        }}
      />
    </div>
  );
}

/** Time and what is known of that frame. */
function spoken(clip: Clip | null, time: number): string {
  if (clip === null || clip.count === 0) return clock(time);
  const frame = clip.frameAt(time);
  const regions = REGIONS.map(
    (region) => `${REGION_WORDS[region]} ${percent(clip.confidence(frame, region))}`,
  );
  return `${clock(time)}, frame ${frame}, ${regions.join(', ')}`;
}

/** At most about ten times, at even steps of 1, 2 or 5. */
function ticks(duration: number): number[] {
  if (duration === 0) return [];
  const rough = duration / 8;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    0.1,
    [1, 2, 5, 10].map((unit) => unit * power).find((unit) => unit >= rough) ?? power,
  );
  return Array.from({ length: Math.floor(duration / step) + 1 }, (_, i) => Number((i * step).toFixed(2)));
}
