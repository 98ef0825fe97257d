import type { Frame } from '../../protocol/frame.ts';
import { differenceOf, differInLight } from './compare-grids.ts';
import { hasFaded, LONGEST_FADE } from './find-fade.ts';
import { type PictureGrid, readGrid } from './picture-grid.ts';

/**
 * A hard cut: the picture differs from the one before by this, and by this many times what it did of late in as much
 * time, plus a little. Measured: where motion, slow frames and gaps in a clip's time reach a difference of 0.02, it is
 * at most 3.2 times; joined clips reach 0.05 and 7 times, a clip and its own mirror image the least.
 */
const SUDDEN = 0.045;
const TIMES_BEFORE = 5;
const ALWAYS = 0.005;
/** Changes that count as of late, and those that must be known at least. */
const LATE_CHANGES = 6;
const KNOWN_CHANGES = 3;

/** Pictures further apart than this say nothing about each other, seconds. */
const FORGOTTEN = 0.5;
/** A picture with less contrast shows nothing: black, white, fog. */
const EMPTY = 6;
/** Pictures closer together than this are not kept, seconds. */
const KEEP_EVERY = 0.03;

/** Tells of each frame of a clip, in order, whether a new scene begins with it. */
export type CutWatch = (frame: Omit<Frame, 'index'>) => boolean;

/**
 * Scene cuts by the picture alone, from the frames so far: hard ones, and fades from one picture into another or by
 * way of black or white, at their end. Light that changes or flashes, a camera that turns or shakes, people who move,
 * and cuts between two takes of the same picture are none. Keeps two seconds of grids.
 */
export function createCutWatch(): CutWatch {
  let kept: PictureGrid[] = [];
  /** Differences a second from picture to picture. */
  let speeds: number[] = [];
  /** The last picture that showed something. */
  let last: PictureGrid | null = null;
  let lastTime = 0;
  const forget = (): void => {
    kept = [];
    speeds = [];
  };

  const isSudden = (now: PictureGrid): boolean => {
    const change = differenceOf(last!, now);
    const seconds = now.time - last!.time;
    const before = Math.max(...speeds) * seconds;
    const known = speeds.length >= KNOWN_CHANGES;
    speeds = [...speeds.slice(1 - LATE_CHANGES), change / seconds];
    if (!known || change < SUDDEN || change < TIMES_BEFORE * (before + ALWAYS)) return false;
    return !differInLight(last!, now);
  };

  return (frame) => {
    const now = readGrid(frame);
    if (now.time - lastTime > FORGOTTEN) {
      forget();
      last = null;
    }
    lastTime = now.time;
    if (now.contrast < EMPTY) return false;
    const cut = last !== null && (isSudden(now) || hasFaded(kept, now));
    if (cut) forget();
    last = now;
    if (now.time - (kept.at(-1)?.time ?? Number.NEGATIVE_INFINITY) >= KEEP_EVERY) kept.push(now);
    while (now.time - kept[0]!.time > LONGEST_FADE + KEEP_EVERY) kept.shift();
    return cut;
  };
}
