import { createStore, type Store } from '../store/create-store.ts';
import { type AttachedVideo, attachVideo } from './attach-video.ts';
import { createTicker } from './create-ticker.ts';

/** What a person sets and what the buttons show; the time itself is told by `onTime`. */
export interface PlayerState {
  readonly playing: boolean;
  /** Shows the newest frame as it comes in. */
  readonly following: boolean;
  /** Seconds. */
  readonly duration: number;
  /** Seconds of one step. */
  readonly step: number;
  readonly rate: number;
}

/** The one clock of video, figure and timeline. Seconds of the video. */
export interface Player {
  readonly state: Store<PlayerState>;
  readonly time: number;
  /** Called with every new time that is shown. Returns what ends it. */
  onTime(listener: (time: number) => void): () => void;
  /** To a time of the person's choice; following ends. */
  seek(time: number): void;
  /** The motion reaches to this time; while following it is shown. */
  extend(time: number, step: number): void;
  play(): void;
  pause(): void;
  setRate(rate: number): void;
  /** The video that shows the picture and, while it plays, tells the time. Returns what detaches it. */
  attach(video: HTMLVideoElement): () => void;
  /** Another clip: to the start, with nothing to play. */
  reset(): void;
}

const FIRST: PlayerState = { playing: false, following: false, duration: 0, step: 1 / 30, rate: 1 };

/** Plays by the attached video, or by the machine's clock when there is none that plays. */
export function createPlayer(): Player {
  const state = createStore(FIRST);
  const listeners = new Set<(time: number) => void>();
  let time = 0;
  let video: AttachedVideo | null = null;

  const show = (next: number) => {
    time = Math.min(Math.max(0, next), state.get().duration);
    for (const listener of listeners) listener(time);
  };
  const ticker = createTicker((seconds) => {
    show(time + seconds * state.get().rate);
    if (time >= state.get().duration) pause();
  });
  const pause = () => {
    ticker.stop();
    video?.pause();
    state.set({ playing: false });
  };
  const move = (next: number) => {
    show(next);
    video?.seek(time);
  };
  const lengthen = (seconds: number) =>
    state.set(({ duration }) => ({ duration: Math.max(duration, seconds) }));
  return {
    state,
    get time() {
      return time;
    },
    onTime(listener) {
      listeners.add(listener);
      listener(time);
      return () => void listeners.delete(listener);
    },
    seek(next) {
      state.set({ following: false });
      move(next);
    },
    extend(next, step) {
      state.set({ step });
      lengthen(next);
      if (state.get().following) move(next);
    },
    play() {
      const { duration, step, rate } = state.get();
      if (time >= duration - step) move(0);
      state.set({ playing: true, following: false });
      if (!video?.play(rate)) ticker.start();
    },
    pause,
    setRate(rate) {
      state.set({ rate });
      video?.setRate(rate);
    },
    attach(element) {
      video = attachVideo(element, { onTime: show, onEnd: pause, onDuration: lengthen });
      video.seek(time);
      return () => {
        video?.detach();
        video = null;
      };
    },
    reset() {
      pause();
      state.set({ duration: 0, following: false });
      show(0);
    },
  };
}
