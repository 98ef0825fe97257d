import type { ShoulderRest } from '../../protocol/calibration.ts';
import type { ClipStore } from '../clip/clip-store.ts';
import type { Seen } from '../clip/find-seen.ts';
import type { TimeFilter } from '../time/time-filter.ts';
import { createShoulderReader, type ShoulderView } from './read-shoulders.ts';
import type { Camera } from './view-ray.ts';

/** Lifts up to the first, in breadths of the shoulders, are the landmarks' doing; from the second on they count in full. */
const LEAST = 0.05;
const FULL = 0.12;
/**
 * A shrug leaves the shoulders about as broad as they are. What looks broader or narrower by more than the first, and
 * wholly from the second on, is turned, or the network takes another place for the joint.
 */
const AS_BROAD = 0.03;
const OTHER_BREADTH = 0.08;
/** Cut-off of the low-pass, Hz. */
const HERTZ = 5;

/** How far each shoulder is lifted in each frame of a window, in breadths of the shoulders: left, right. */
export type ShoulderLift = (
  window: { readonly from: number; readonly seen: Pick<Seen, 'body' | 'head' | 'hips'> },
  rest: ShoulderRest | null,
  filter: TimeFilter,
) => Float32Array;

/**
 * Shoulders against neck and hips, as they lie at rest on this performer. One that goes up alone tilts the line of both
 * against the neck and against the hips: what only one of these says is a neck or a trunk that bends.
 */
export function createShoulderLift(clip: ClipStore, camera: Camera): ShoulderLift {
  const read = createShoulderReader(clip, camera);
  const view: ShoulderView = { over: 0, byNeck: 0, byHips: 0, breadth: 0 };

  return ({ from, seen: { body, head, hips } }, rest, filter) => {
    const lifts = new Float32Array(body.length * 2);
    if (rest === null) return lifts;
    const told = new Uint8Array(body.length);
    for (let i = 0; i < body.length; i++) {
      if (body[i] === 0 || head[i] === 0 || !read(view, from + i)) continue;
      told[i] = 1;
      const trust = asBroad(view.breadth / rest.breadth);
      const both = (trust * (rest.over - view.over)) / rest.breadth;
      const left =
        hips[i] === 1 ? (trust * agreed(view.byNeck - rest.byNeck, view.byHips - rest.byHips)) / 2 : 0;
      lifts[i * 2] = both + left;
      lifts[i * 2 + 1] = both - left;
    }
    filter.bridge('shoulders', told).numbers(lifts, 2);
    filter.numbers('shoulders', lifts, { stride: 2, offsets: [0, 1] }, HERTZ);
    return lifts.map(outsideZone);
  };
}

/** How far a breadth, in those at rest, is that of shoulders at rest: 1 to 0. */
function asBroad(breadth: number): number {
  return 1 - Math.min(1, Math.max(0, (Math.abs(breadth - 1) - AS_BROAD) / (OTHER_BREADTH - AS_BROAD)));
}

/** What both say: the smaller, nothing where they contradict each other. */
function agreed(a: number, b: number): number {
  return a * b > 0 ? Math.sign(a) * Math.min(Math.abs(a), Math.abs(b)) : 0;
}

function outsideZone(lift: number): number {
  return lift >= FULL ? lift : Math.max(0, ((lift - LEAST) * FULL) / (FULL - LEAST));
}
