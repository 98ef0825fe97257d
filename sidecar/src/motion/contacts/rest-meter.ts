import type { ClipStore } from '../clip/clip-store.ts';

/** What goes no faster than this may rest, cm a second; what a centimetre a second more counts against a touch, cm. */
const RESTS = 10;
const MOVES = 0.1;

/** What the speed of a pair of parts across each other counts against a touch, cm; each pair once a frame, in order. */
export type RestMeter = (pair: object, frame: number, x: number, z: number) => number;

/** Things that touch rest on each other, things that pass do not. 0 where the frame before does not know the pair. */
export function createRestMeter(clip: Pick<ClipStore, 'time'>): RestMeter {
  const last = new Map<object, { frame: number; x: number; z: number }>();

  return (pair, frame, x, z) => {
    const was = last.get(pair);
    last.set(pair, { frame, x, z });
    if (was === undefined || was.frame !== frame - 1) return 0;
    const speed = Math.hypot(x - was.x, z - was.z) / (clip.time(frame) - clip.time(was.frame));
    return Math.max(0, speed - RESTS) * MOVES;
  };
}
