import type { FaceSampler } from '../face/face-sampler.ts';
import { type ClipStore, createClipStore } from './clip-store.ts';

/** Frames that are kept, at most. */
const MOST_FRAMES = 128;

/** A sample of a stream's frames, spread evenly over all of it, however long it runs. */
export interface ClipMemory {
  /** Offers the next frame; `index` is its place in `clip`. */
  offer(clip: ClipStore, index: number): void;
  /** The frames kept so far; another store after a later offer. */
  readonly clip: ClipStore;
}

/** Keeps every frame, then every second, every fourth and so on, as the room runs out. */
export function createClipMemory(faces: FaceSampler): ClipMemory {
  let kept = createClipStore(faces);
  let every = 1;

  return {
    get clip() {
      return kept;
    },
    offer: (clip, index) => {
      if (index % every !== 0) return;
      if (kept.length === MOST_FRAMES) {
        const all = kept;
        kept = createClipStore(faces);
        for (let i = 0; i < all.length; i += 2) kept.copy(all, i);
        every *= 2;
        if (index % every !== 0) return;
      }
      kept.copy(clip, index);
    },
  };
}
