import type { ShoulderRest } from '../../protocol/calibration.ts';
import type { ClipStore } from '../clip/clip-store.ts';
import type { Seen } from '../clip/find-seen.ts';
import { restOf } from '../face/robust-neutral.ts';
import { createShoulderReader, type ShoulderView } from './read-shoulders.ts';
import type { Camera } from './view-ray.ts';

/** Frames that are looked at, at most: spread over the clip. */
const MOST_FRAMES = 1024;
/** In fewer frames nobody need have rested. */
const LEAST_FRAMES = 10;

/** How a performer's shoulders lie while they hang; null where too few frames show it. */
export function measureShoulders(clip: ClipStore, seen: Seen, camera: Camera): ShoulderRest | null {
  const read = createShoulderReader(clip, camera);
  const view: ShoulderView = { over: 0, byNeck: 0, byHips: 0, breadth: 0 };
  const columns = {
    over: [] as number[],
    byNeck: [] as number[],
    byHips: [] as number[],
    breadth: [] as number[],
  };
  const step = Math.max(1, Math.floor(clip.length / MOST_FRAMES));
  for (let frame = 0; frame < clip.length; frame += step) {
    if (seen.body[frame] === 0 || !read(view, frame)) continue;
    for (const key of ['over', 'byNeck', 'byHips', 'breadth'] as const) columns[key].push(view[key]);
  }
  if (columns.over.length < LEAST_FRAMES) return null;
  const rising = (key: keyof ShoulderView): Float64Array => Float64Array.from(columns[key]).sort();
  // what goes either way rests in the middle, what goes one way where it is most of the time
  const middle = (key: keyof ShoulderView): number => rising(key)[columns[key].length >> 1]!;
  return {
    over: restOf(rising('over')).centre,
    byNeck: middle('byNeck'),
    byHips: middle('byHips'),
    breadth: restOf(rising('breadth')).centre,
  };
}
