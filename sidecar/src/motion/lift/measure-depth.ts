import type { ClipStore } from '../clip/clip-store.ts';
import type { TimeFilter } from '../time/time-filter.ts';
import { createBodyReader } from './body-evidence.ts';
import type { Camera } from './view-ray.ts';

/** Cut-off of the distance's low-pass, Hz: a performer steps, the frame-by-frame estimate trembles. */
const DEPTH_HERTZ = 0.7;

/** Distance of the hips from the camera for each frame of a window, cm, smoothed. */
export type DepthMeter = (seen: Uint8Array, from: number, filter: TimeFilter) => Float32Array;

/** Frames without a body keep the last one's; the first ones have that of the first body. */
export function createDepthMeter(clip: ClipStore, camera: Camera): DepthMeter {
  const read = createBodyReader(clip, camera);
  let last: number | null = null;

  return (seen, from, filter) => {
    const depths = new Float32Array(seen.length);
    const first = seen.indexOf(1);
    last ??= first < 0 ? null : read(from + first).depth;
    for (let i = 0; i < seen.length; i++) {
      if (seen[i] === 1) last = read(from + i).depth;
      depths[i] = last ?? 0;
    }
    if (last !== null) filter.numbers('depth', depths, { stride: 1, offset: 0 }, DEPTH_HERTZ);
    return depths;
  };
}
