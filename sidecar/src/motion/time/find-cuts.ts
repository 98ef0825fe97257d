import { lengthOf } from '../../skeleton/vector.ts';
import { type ClipStore, HAS, ROW } from '../clip/clip-store.ts';
import { HIP, SHOULDER } from '../clip/landmark-points.ts';
import type { Camera } from '../lift/view-ray.ts';

/**
 * A body that is further than this from where it was is another take, in shoulder widths: an error of the
 * tracker, and what a person moves in a second.
 */
const JUMP = 0.6;
const JUMP_A_SECOND = 3;
/** The same for its size: factors. */
const GROWTH = 1.35;
const GROWTH_A_SECOND = 1.5;
/** Frames further apart than this say nothing about each other, seconds. */
const FORGOTTEN = 1;
/** Shoulder widths of a body seen from the side are small: its height counts, in shoulder widths. */
const TRUNK_IN_WIDTHS = 1.5;

/**
 * Tells, frame by frame, whether a new scene begins: the picture has changed, as whoever saw it says, or the body jumps
 * or changes its size at once.
 */
export type CutFinder = (frame: number, seen: number) => boolean;

/** @param clip frames in order. */
export function createCutFinder(clip: ClipStore, camera: Camera): CutFinder {
  let last: Stand | null = null;

  return (frame, seen) => {
    const otherPicture = (clip.has(frame) & HAS.cut) !== 0;
    if (otherPicture) last = null;
    if (seen === 0 || (clip.has(frame) & HAS.pose) === 0) return otherPicture;
    const now = standOf(clip, frame, camera);
    const before = last;
    last = now;
    if (before === null) return otherPicture;
    const seconds = now.time - before.time;
    if (seconds > FORGOTTEN) return false;
    const size = Math.min(now.size, before.size);
    const moved = lengthOf(now.x - before.x, now.y - before.y) / size;
    const grown = Math.max(now.size, before.size) / size;
    return moved > JUMP + JUMP_A_SECOND * seconds || grown > GROWTH * GROWTH_A_SECOND ** seconds;
  };
}

/** The frames of a clip at which a new scene begins. @param seen a byte a frame: 1 where there is a body. */
export function findCuts(clip: ClipStore, seen: Uint8Array, camera: Camera): number[] {
  const isCut = createCutFinder(clip, camera);
  const cuts: number[] = [];
  for (let i = 0; i < seen.length; i++) if (isCut(i, seen[i]!) && i > 0) cuts.push(i);
  return cuts;
}

/** Where a body stands in the picture, pixels. */
interface Stand {
  readonly time: number;
  readonly x: number;
  readonly y: number;
  /** Shoulder width, or what the trunk's height says of it. */
  readonly size: number;
}

function standOf(clip: ClipStore, frame: number, { width, height }: Camera): Stand {
  const values = clip.values(frame);
  const row = clip.rowOf(frame) + ROW.pose;
  const x = (point: number): number => values[row + point * 3]! * width;
  const y = (point: number): number => values[row + point * 3 + 1]! * height;
  const [left, right] = [SHOULDER.l, SHOULDER.r];
  const shoulders = lengthOf(x(left) - x(right), y(left) - y(right));
  const middleX = (x(left) + x(right)) / 2;
  const middleY = (y(left) + y(right)) / 2;
  const trunk = lengthOf(middleX - (x(HIP.l) + x(HIP.r)) / 2, middleY - (y(HIP.l) + y(HIP.r)) / 2);
  const size = Math.max(shoulders, trunk / TRUNK_IN_WIDTHS, 1);
  return { time: clip.time(frame), x: middleX, y: middleY, size };
}
