import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { lengthOf } from '../../skeleton/vector.ts';
import { type ClipStore, HAS, ROW } from '../clip/clip-store.ts';
import { SHOULDER, WRIST } from '../clip/landmark-points.ts';
import { quantile } from '../clip/quantile.ts';

/** Hands that rest for less than this at a time are in the midst of a sign, */
const AT_A_TIME = 0.3;
/** and those that rest for less in all tell nothing, seconds: then every frame counts. */
const IN_ALL = 0.6;
/** Hands rest that move no faster than this, breadths of the shoulders a second, */
const STILL = 0.25;
/** within this time around the frame, seconds, */
const AROUND = 0.15;
/** and are no higher than this above their lowest place in the clip, breadths of the shoulders. */
const LOW = 0.35;
/** Part of the frames in which a hand is lower than what counts as its lowest place. */
const LOWEST = 0.1;

/**
 * The frames in which a face at rest is looked for, a byte each. A short clip of a sign shows its expression longer than
 * the face at rest; but before and after the sign the hands hang or lie still, and the face with them.
 *
 * @param frames of the clip, rising. @param aspect width of the picture over its height.
 */
export function restingFrames(clip: ClipStore, frames: readonly number[], aspect: number): Uint8Array {
  const all = new Uint8Array(frames.length).fill(1);
  const bodies = frames.filter((frame) => (clip.has(frame) & HAS.pose) !== 0);
  if (bodies.length === 0) return all;
  const point = (frame: number, landmark: number): readonly [number, number] => {
    const at = clip.rowOf(frame) + ROW.pose + landmark * 3;
    const values = clip.values(frame);
    return [values[at]! * aspect, values[at + 1]!];
  };
  const breadth = quantile(
    bodies.map((frame) => distance(point(frame, SHOULDER.l), point(frame, SHOULDER.r))),
    0.5,
  )!;
  const drop = (frame: number, side: Side): number =>
    point(frame, WRIST[side])[1] - (point(frame, SHOULDER.l)[1] + point(frame, SHOULDER.r)[1]) / 2;
  const lowest = SIDES.map(
    (side) =>
      quantile(
        bodies.map((frame) => drop(frame, side)),
        1 - LOWEST,
      )!,
  );
  const isLow = (frame: number): boolean =>
    SIDES.every((side, k) => drop(frame, side) >= lowest[k]! - LOW * breadth);
  const isStill = (frame: number): boolean => {
    const [from, to] = [-1, 1].map((way) => furthest(clip, frame, way));
    const seconds = clip.time(to!) - clip.time(from!);
    return (
      seconds > 0 &&
      SIDES.every(
        (side) => distance(point(from!, WRIST[side]), point(to!, WRIST[side])) <= STILL * breadth * seconds,
      )
    );
  };
  const resting = Uint8Array.from(
    frames,
    (frame) => +((clip.has(frame) & HAS.pose) !== 0 && isLow(frame) && isStill(frame)),
  );
  const seconds = keepLong(resting, (k) => clip.time(frames[k]!));
  return seconds < IN_ALL ? all : resting;
}

/** Clears runs that last for less than {@link AT_A_TIME}; returns how long the others last together, seconds. */
function keepLong(marks: Uint8Array, time: (k: number) => number): number {
  let seconds = 0;
  for (let from = marks.indexOf(1); from >= 0; ) {
    const end = marks.indexOf(0, from);
    const to = end < 0 ? marks.length : end;
    const lasts = time(to - 1) - time(from);
    if (lasts < AT_A_TIME) marks.fill(0, from, to);
    else seconds += lasts;
    from = marks.indexOf(1, to);
  }
  return seconds;
}

/** The furthest frame one way that shows the body throughout and is within {@link AROUND}. */
function furthest(clip: ClipStore, frame: number, way: number): number {
  let last = frame;
  for (let i = frame + way; i >= 0 && i < clip.length; i += way) {
    if ((clip.has(i) & HAS.pose) === 0 || Math.abs(clip.time(i) - clip.time(frame)) > AROUND) break;
    last = i;
  }
  return last;
}

function distance(a: readonly [number, number], b: readonly [number, number]): number {
  return lengthOf(a[0] - b[0], a[1] - b[1]);
}
