import { ARKIT_INDEX, ARKIT_NAMES } from '../../skeleton/arkit.ts';
import type { ClipStore } from '../clip/clip-store.ts';
import type { Seen } from '../clip/find-seen.ts';
import type { Bridge, TimeFilter } from '../time/time-filter.ts';
import type { FaceReader } from './face-reader.ts';
import { CURVES_OF, FACE_REGIONS, type FaceRegion } from './face-regions.ts';
import { FACE_SAMPLE } from './face-sampler.ts';
import { SHUT } from './geometry-neutral.ts';
import { pairGaze } from './pair-gaze.ts';
import { hasShape, isCovered, sampleOf } from './read-sample.ts';

/** Cut-off of the face's low-pass, Hz: a mouth makes 10 sounds a second. */
const FACE_HERTZ = 7;
/** Brows and squints are slower, and what trembles there is the mesh. */
const SLOW_HERTZ = 3.5;
const COUNT = ARKIT_NAMES.length;
const SLOW = columnsOf((name) => /^(Brow|EyeSquint)/.test(name));
const FAST = columnsOf((name) => !/^(Brow|EyeSquint)/.test(name));

function columnsOf(wanted: (name: string) => boolean) {
  return { stride: COUNT, offsets: [...ARKIT_NAMES.keys()].filter((k) => wanted(ARKIT_NAMES[k]!)) };
}

/** Face values of a clip at its own frames. */
export interface SolvedFace {
  /** The 52 ARKit values a frame, Apple's order, 0 to 1. */
  readonly arkit: Float32Array;
  /** A byte a frame: see `STATE`. */
  readonly states: Uint8Array;
  /** The same for each part of a face that is seen. */
  readonly regions: Readonly<Record<FaceRegion, Uint8Array>>;
}

/**
 * Face values of frames that follow each other. A face that a hand has pulled out of shape counts as unseen, and
 * so does the head, whose turn is the face's.
 *
 * @param from the window's place in the clip. @param seen cleared where the face cannot be believed.
 */
export function solveFace(
  reader: FaceReader,
  clip: ClipStore,
  { from, seen: { face: seen, head } }: { readonly from: number; readonly seen: Pick<Seen, 'face' | 'head'> },
  filter: TimeFilter,
): SolvedFace {
  const arkit = new Float32Array(seen.length * COUNT);
  clearBroken(reader, clip, from, { seen, head });
  for (let i = 0; i < seen.length; i++) if (seen[i] === 1) reader.read(arkit, i * COUNT, clip, from + i);
  const states = filter.bridge('face', seen).states;
  const open = perPart((part) => uncovered(part, clip, from, seen));
  pairGaze(arkit, open.leftEye, open.rightEye);
  const regions = perPart((part) => {
    const bridge = filter.bridge(part, open[part]);
    fill(bridge, arkit, CURVES_OF[part]);
    return bridge.states;
  });
  fill(filter.bridge('blink', eyesOpen(arkit, clip, { from, seen })), arkit, BLIND_IN_BLINK);
  filter.numbers('face', arkit, FAST, FACE_HERTZ);
  filter.numbers('slow face', arkit, SLOW, SLOW_HERTZ);
  for (let i = 0; i < seen.length; i++) reader.shape(arkit, i * COUNT, clip, from + i);
  return { arkit, states, regions };
}

/** Around a frame with a broken mesh the others that a hand covers are not believed, seconds. */
const BROKEN_AROUND = 0.25;

/** Clears the frames whose mesh a hand has pulled out of shape, and those near them that are covered. */
function clearBroken(
  reader: FaceReader,
  clip: ClipStore,
  from: number,
  { seen, head }: { readonly seen: Uint8Array; readonly head: Uint8Array },
): void {
  const covered = (i: number): boolean => seen[i] === 1 && isCovered(clip, from + i);
  const NEARBY = 2;
  const broken = seen.map((face, i) => {
    if (face === 1 && !hasShape(clip, from + i)) return 1;
    return covered(i) && !reader.trusts(clip, from + i) ? 1 : 0;
  });
  for (const step of [1, -1]) {
    let at = Number.NaN;
    for (let i = step > 0 ? 0 : seen.length - 1; i >= 0 && i < seen.length; i += step) {
      if (broken[i] === 1) at = clip.time(from + i);
      else if (!covered(i)) at = Number.NaN;
      const near = Math.abs(clip.time(from + i) - at) <= BROKEN_AROUND;
      if (near && broken[i] === 0) broken[i] = NEARBY;
    }
  }
  for (let i = 0; i < seen.length; i++) if (broken[i] !== 0) seen[i] = head[i] = 0;
}

function perPart<T>(make: (part: FaceRegion) => T): Record<FaceRegion, T> {
  return Object.fromEntries(FACE_REGIONS.map((part) => [part, make(part)])) as Record<FaceRegion, T>;
}

/** The mesh gives way a little before it is covered or lost, and comes back as much later; seconds. */
const AROUND_COVER = 0.09;

/** Frames in which a face is seen and no hand lies over the part, now or right before or after. */
function uncovered(part: FaceRegion, clip: ClipStore, from: number, seen: Uint8Array): Uint8Array {
  const bit = 1 << FACE_REGIONS.indexOf(part);
  const open = seen.slice();
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] === 1 && (sampleOf(clip, from + i, FACE_SAMPLE.covered) & bit) === 0) continue;
    clearAround(open, i, { clip, from, seconds: AROUND_COVER });
  }
  return open;
}

/** Clears a frame and those within a time of it. */
function clearAround(
  open: Uint8Array,
  at: number,
  { clip, from, seconds }: { readonly clip: ClipStore; readonly from: number; readonly seconds: number },
): void {
  const time = clip.time(from + at);
  for (let j = at; j >= 0 && time - clip.time(from + j) <= seconds; j--) open[j] = 0;
  for (let j = at + 1; j < open.length && clip.time(from + j) - time <= seconds; j++) open[j] = 0;
}

/**
 * Places of the values that a blink hides or drags along: the irises are under the lids, the mesh's brows and cheeks
 * follow.
 */
const BLIND_IN_BLINK = ARKIT_NAMES.filter((name) => /^(Brow|EyeLook|EyeSquint)/.test(name)).map(
  (name) => ARKIT_INDEX[name],
);
/** Eyes that stay shut longer than a blink are an expression, brows and all; its traces begin a little earlier. */
const BLINK_SECONDS = 0.5;
const AROUND_BLINK = 0.08;

/** Frames in which the face is seen and no lid blinks. */
function eyesOpen(
  arkit: Float32Array,
  clip: ClipStore,
  { from, seen }: { readonly from: number; readonly seen: Uint8Array },
): Uint8Array {
  const open = seen.slice();
  let since = Number.NaN;
  for (let i = 0; i < seen.length; i++) {
    const { EyeBlinkLeft, EyeBlinkRight } = ARKIT_INDEX;
    const shut = Math.max(arkit[i * COUNT + EyeBlinkLeft]!, arkit[i * COUNT + EyeBlinkRight]!);
    if (seen[i] === 0 || shut <= SHUT) {
      since = Number.NaN;
      continue;
    }
    const time = clip.time(from + i);
    if (Number.isNaN(since)) since = time;
    if (time - since > BLINK_SECONDS) continue;
    clearAround(open, i, { clip, from, seconds: AROUND_BLINK });
  }
  return open;
}

/** Fills some of the values where they were not seen. */
function fill(bridge: Bridge, arkit: Float32Array, columns: readonly number[]): void {
  const { length } = bridge.states;
  const part = new Float32Array(length * columns.length);
  for (let i = 0; i < length; i++) {
    for (let k = 0; k < columns.length; k++) part[i * columns.length + k] = arkit[i * COUNT + columns[k]!]!;
  }
  bridge.numbers(part, columns.length);
  for (let i = 0; i < length; i++) {
    for (let k = 0; k < columns.length; k++) arkit[i * COUNT + columns[k]!] = part[i * columns.length + k]!;
  }
}
