import { useEffect, useRef } from 'react';
import { useApp, useReview } from '../app/app-context.ts';
import { clock } from '../format.ts';
import { useStore } from '../store/use-store.ts';
import { Icon } from './icon.tsx';

const RATES = [0.1, 0.25, 0.5, 1, 2] as const;

/** Play, step, speed, and where we are. */
export function Transport() {
  const { player } = useApp();
  const { playing, following, rate, step } = useStore(player.state, (state) => state);
  const live = useReview((state) => state.phase === 'live' && state.clip !== null);
  const go = (frames: number) => () => {
    player.pause();
    player.seek(player.time + frames * step);
  };
  return (
    <section className="transport" aria-label="Playback">
      <button type="button" className="icon" aria-label="To the start" onClick={() => player.seek(0)}>
        <Icon name="start" />
      </button>
      <button type="button" className="icon" aria-label="One frame back" onClick={go(-1)}>
        <Icon name="back" />
      </button>
      <button
        type="button"
        className="icon play"
        aria-label={playing ? 'Pause' : 'Play'}
        onClick={playing ? player.pause : player.play}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <button type="button" className="icon" aria-label="One frame forward" onClick={go(1)}>
        <Icon name="forward" />
      </button>
      <TimeText />
      <label className="toggle">
        Speed
        <select value={rate} onChange={({ target }) => player.setRate(Number(target.value))}>
          {RATES.map((value) => (
            <option key={value} value={value}>
              {value}×
            </option>
          ))}
        </select>
      </label>
      {live && (
        <label className="toggle">
          <input
            type="checkbox"
            checked={following}
            onChange={({ target }) => player.state.set({ following: target.checked })}
          />
          Follow the newest frame
        </label>
      )}
    </section>
  );
}

/** Written past React: it changes with every picture. */
function TimeText() {
  const { player } = useApp();
  const clip = useReview((state) => state.clip);
  const frames = useReview((state) => state.frames);
  const duration = useStore(player.state, (state) => state.duration);
  const text = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      player.onTime((time) => {
        const frame = clip === null || frames === 0 ? '' : ` · frame ${clip.frameAt(time)}`;
        if (text.current) text.current.textContent = `${clock(time)} / ${clock(duration)}${frame}`;
      }),
    [player, clip, frames, duration],
  );
  return <span ref={text} className="time-text" />;
}
