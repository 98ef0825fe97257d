import type { Region } from '../clip/regions.ts';
import { chooseSigma } from './choose-sigma.ts';
import { removeOutliers } from './remove-outliers.ts';
import { loadBone, type RotationTracks, storeBone } from './rotation-tracks.ts';
import { type Span, scenesOf } from './scenes.ts';
import type { Columns, Cutoff } from './time-filter.ts';

/**
 * Between these the filter chooses. Digits keep 13 Hz when they move fast: signing reaches 6 to 8 Hz. A still bone is
 * held calmer, for trembling is what an eye sees first.
 */
export const CUTOFFS: Readonly<Record<Region, Cutoff>> = {
  body: { still: 1.5, moving: 5 },
  head: { still: 2, moving: 6 },
  leftArm: { still: 2, moving: 8 },
  leftForearm: { still: 2, moving: 8 },
  leftHand: { still: 2.5, moving: 13 },
  leftLeg: { still: 1.5, moving: 6 },
  rightArm: { still: 2, moving: 8 },
  rightForearm: { still: 2, moving: 8 },
  rightHand: { still: 2.5, moving: 13 },
  rightLeg: { still: 1.5, moving: 6 },
};

/** Standard deviation of a Gaussian, seconds, whose response falls to -3 dB at one hertz. */
const SIGMA_AT_1_HZ = Math.sqrt(Math.LN2) / (2 * Math.PI);
/** Kernels end here, in standard deviations. */
const REACH = 3;
/** Frames that are this evenly spaced weigh alike, seconds. */
const EVEN = 1e-5;
/** Columns that are filtered at once, at most: a rotation's. */
const WIDTH = 4;
/** Smooths a track of unit quaternions or of any vectors; zero phase, for any spacing of frames. */
export interface TrackSmoother {
  /** Rotations of one bone, in place. */
  rotations(tracks: RotationTracks, bone: number, cutoff: Cutoff): void;
  /** Columns of numbers, in place; a fixed cut-off in Hz. */
  numbers(values: Float32Array, columns: Columns, hertz: number): void;
}

/** @param times of the frames, seconds, rising. @param cuts frames that begin a scene: nothing reaches across. */
export function createTrackSmoother(times: Float64Array, cuts: readonly number[] = []): TrackSmoother {
  const length = times.length;
  const source = new Float64Array(length * WIDTH);
  const calm = new Float64Array(length * WIDTH);
  const sigma = new Float64Array(length);
  const scenes = scenesOf(cuts, length);

  return {
    rotations: (tracks, bone, cutoff) => {
      if (length < 3 || !loadBone(source, tracks, bone)) return;
      const limits = { least: SIGMA_AT_1_HZ / cutoff.moving, most: SIGMA_AT_1_HZ / cutoff.still };
      sigma.fill(limits.most);
      for (const scene of scenes) {
        removeOutliers(source, scene.from, scene.to);
        filter(calm, source, times, { sigma, width: WIDTH, scene });
        chooseSigma(sigma, { source, calm, times, scene, limits });
        filter(calm, source, times, { sigma, width: WIDTH, scene });
      }
      storeBone(tracks, bone, calm);
    },
    numbers: (values, { stride, offsets }, hertz) => {
      sigma.fill(SIGMA_AT_1_HZ / hertz);
      for (let first = 0; first < offsets.length; first += WIDTH) {
        const some = offsets.slice(first, first + WIDTH);
        const width = some.length;
        some.forEach((offset, k) => {
          for (let i = 0; i < length; i++) source[i * width + k] = values[i * stride + offset]!;
        });
        for (const scene of scenes) filter(calm, source, times, { sigma, width, scene });
        some.forEach((offset, k) => {
          for (let i = 0; i < length; i++) values[i * stride + offset] = calm[i * width + k]!;
        });
      }
    },
  };
}

interface Filtering {
  /** Standard deviation of the kernel at each frame, seconds. */
  readonly sigma: Float64Array;
  /** Numbers in a row. */
  readonly width: number;
  readonly scene: Span;
}

/** Gaussian means over time; the kernel is cut evenly on both sides at the ends, so that they do not lag. */
function filter(
  out: Float64Array,
  rows: Float64Array,
  times: Float64Array,
  { sigma, width, scene: { from, to } }: Filtering,
): void {
  const last = to - 1;
  for (let i = from; i <= last; i++) {
    const here = times[i]!;
    const fall = -1 / (2 * sigma[i]! * sigma[i]!);
    const reach = Math.min(REACH * sigma[i]!, here - times[from]!, times[last]! - here) + 1e-9;
    for (let k = 0; k < width; k++) out[i * width + k] = rows[i * width + k]!;
    let total = 1;
    const add = (row: number, weight: number): void => {
      total += weight;
      for (let k = 0; k < width; k++) out[i * width + k]! += rows[row * width + k]! * weight;
    };
    for (let step = 1; ; step++) {
      const before = i - step < from ? Number.POSITIVE_INFINITY : here - times[i - step]!;
      const after = i + step > last ? Number.POSITIVE_INFINITY : times[i + step]! - here;
      if (before > reach && after > reach) break;
      const weight = Math.exp(before * before * fall);
      if (before <= reach) add(i - step, weight);
      // most frames are evenly spaced
      if (after <= reach)
        add(i + step, Math.abs(after - before) < EVEN ? weight : Math.exp(after * after * fall));
    }
    for (let k = 0; k < width; k++) out[i * width + k]! /= total;
  }
}
