import type { FaceSampler } from '../face/face-sampler.ts';
import { type ClipStore, createClipStore } from './clip-store.ts';

/** Frames that are kept, at most. */
const MOST_FRAMES = 128;

/** A sample of the frames that are offered, spread evenly over all of them, however long a stream runs. */
export interface ClipMemory {
  /** Offers a frame; `index` is its place in `clip`. */
  offer(clip: ClipStore, index: number): void;
  /** Frames that were offered. */
  readonly offered: number;
  /** The frames kept so far; another store after a later offer. */
  readonly clip: ClipStore;
}

/** Keeps every frame, then every second, every fourth and so on, as the room runs out. */
export function createClipMemory(faces: FaceSampler): ClipMemory {
  let kept = createClipStore(faces);
  let every = 1;
  let offered = 0;

  return {
    get clip() {
      return kept;
    },
    get offered() {
      return offered;
    },
    offer: (clip, index) => {
      const place = offered++;
      if (place % every !== 0) return;
      if (kept.length === MOST_FRAMES) {
        const all = kept;
        kept = createClipStore(faces);
        for (let i = 0; i < all.length; i += 2) kept.copy(all, i);
        every *= 2;
        if (place % every !== 0) return;
      }
      kept.copy(clip, index);
    },
  };
}
