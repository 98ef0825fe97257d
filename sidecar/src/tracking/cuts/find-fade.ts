import { changeOf, correlationOf, differenceOf } from './compare-grids.ts';
import type { PictureGrid } from './picture-grid.ts';

/** Times over which one picture may fade into another, seconds. */
const FADES = [0.3, 0.6, 1.1] as const;
/** How far a fade can be found back, seconds: over its own time and as much before it. */
export const LONGEST_FADE = 2 * FADES[2];
/** Two pictures of a fade differ by this, and by this many times what others do over the same time before. */
const DIFFERENT = 0.1;
const TIMES_STEADY = 3;
/** A cell changes when it does so by this share of the contrast, and by this much; so many do at least. */
const CHANGED = 0.25;
const LEAST_CHANGE = 8;
const CHANGED_AREA = 0.25;
/** Pictures between that are mixtures: at a share between these; so many there are at least. */
const MIXED = [0.15, 0.85] as const;
const MIXED_PICTURES = 2;
/** Of those, so many are looked at. */
const LOOKS = 8;
/** The fade is over when the last picture has less left of the way than half a step, and a little. */
const STEP_LEFT = 0.5;
const LEFT = 0.02;
/** Pictures that correlate more than this are one in other light, or one that a turning camera moved a little. */
const SAME_PICTURE = 0.75;
/**
 * Changed cells that are all about as far on the way, within this; so many of them in the mean of the mixtures.
 * Measured: fades 0.48 to 0.8, whatever moves in them; motion, shaking and turning cameras, joined clips, light at
 * most 0.28.
 */
const TOGETHER = 0.15;
const AGREEING = 0.38;

/**
 * Whether one picture has just finished fading into another: over some time the cells of the picture, except where
 * something moves, all went the same share of their way at once.
 *
 * @param kept the pictures before `now`, in order of time.
 */
export function hasFaded(kept: readonly PictureGrid[], now: PictureGrid): boolean {
  return FADES.some((seconds) => {
    const start = findBefore(kept, now.time - seconds);
    if (start < 0 || kept.length - start <= MIXED_PICTURES) return false;
    const first = kept[start]!;
    return (
      changeOf(first, now) >= DIFFERENT &&
      correlationOf(first, now) <= SAME_PICTURE &&
      isMixture(kept.slice(start + 1), first, now) &&
      differsMore(kept[findBefore(kept, first.time - seconds)], first, now)
    );
  });
}

/** Index of the last picture no later than a time; -1 without one. */
function findBefore(kept: readonly PictureGrid[], time: number): number {
  return kept.findLastIndex((picture) => picture.time <= time);
}

/** @param before from as long before `first` as that is before `now`; without one nothing is known. */
function differsMore(before: PictureGrid | undefined, first: PictureGrid, now: PictureGrid): boolean {
  if (before === undefined) return false;
  const difference = differenceOf(first, now);
  return difference >= DIFFERENT && difference >= TIMES_STEADY * differenceOf(before, first);
}

function isMixture(between: readonly PictureGrid[], first: PictureGrid, now: PictureGrid): boolean {
  const cells = changedCells(first, now);
  if (cells.length < CHANGED_AREA * first.cells.length) return false;
  const wayOf = createWay(first, now, cells);
  if (1 - wayOf(between.at(-1)!).share > STEP_LEFT / between.length + LEFT) return false;
  const step = Math.max(1, between.length / LOOKS);
  let mixed = 0;
  let agreement = 0;
  for (let k = 0; k < between.length; k += step) {
    const { share, agreeing } = wayOf(between[Math.floor(k)]!);
    if (share <= MIXED[0] || share >= MIXED[1]) continue;
    mixed++;
    agreement += agreeing;
  }
  return mixed >= MIXED_PICTURES && agreement >= AGREEING * mixed;
}

function changedCells(a: PictureGrid, b: PictureGrid): number[] {
  const least = Math.max(LEAST_CHANGE, CHANGED * Math.max(a.contrast, b.contrast));
  const cells: number[] = [];
  for (let k = 0; k < a.cells.length; k++) {
    if (Math.abs(b.cells[k]! - a.cells[k]!) > least) cells.push(k);
  }
  return cells;
}

/** How far a picture is on the way from one to another: the median of its cells, and the share of them near it. */
function createWay(from: PictureGrid, to: PictureGrid, cells: readonly number[]) {
  const shares = new Float32Array(cells.length);
  return (picture: PictureGrid): { readonly share: number; readonly agreeing: number } => {
    for (const [k, cell] of cells.entries()) {
      shares[k] = (picture.cells[cell]! - from.cells[cell]!) / (to.cells[cell]! - from.cells[cell]!);
    }
    shares.sort();
    const share = shares[shares.length >> 1]!;
    let near = 0;
    for (const value of shares) if (Math.abs(value - share) < TOGETHER) near++;
    return { share, agreeing: near / shares.length };
  };
}
