import type { Span } from './scenes.ts';

/** How far before and after a frame its bends are looked for, seconds. */
const NEARBY = 0.085;
/**
 * Of the frames of a scene, the calmest: what these leave of a smooth curve is noise, while the others may move faster
 * than a curve through their neighbours can follow.
 */
const CALMEST = 0.35;
/** What that share of three normal variables' lengths is smaller than, in standard deviations of one. */
const CALMEST_LENGTH = 1.28;
/** Deviations of a frame from the cubic through the two on each side are those of one frame alone times this. */
const CUBIC = Math.sqrt(1 + (1 + 16 + 16 + 1) / 36);
/** Frames this far apart err each in its own way, seconds; of closer ones only some are taken. */
const OWN_WAY = 1 / 30;
/** Smaller deviations, radians, are of frames that were filled in: these have no noise. */
const FILLED = 1e-4;
/** Variance of a Gaussian mean over that of its values, times the kernel's width in their spacing. */
const MEAN = 1 / (2 * Math.sqrt(Math.PI));
/** Trackers err alike in frames that follow each other: a little wider than errors that are independent would have it. */
const ALIKE = 1.2;

/** One bone over the frames of a scene: unit quaternions with continuous signs, four numbers a frame. */
export interface SigmaInput {
  readonly source: Float64Array;
  /** The same by the widest kernel. */
  readonly calm: Float64Array;
  /** Seconds. */
  readonly times: Float64Array;
  readonly scene: Span;
  /** Standard deviations of the narrowest and of the widest kernel, seconds. */
  readonly limits: { readonly least: number; readonly most: number };
}

/**
 * The width of a Gaussian kernel at each frame that errs least: a wide one flattens what bends, a narrow one lets noise
 * through. A bone that moves evenly is not flattened by any, and a trembling one bends nowhere, however fast.
 *
 * With noise of standard deviation s a frame, frames dt apart and an angular acceleration a, the mean square error
 * (sigma^2 a / 2)^2 + s^2 dt / (2 sqrt(pi) sigma) is smallest at sigma^5 = s^2 dt / (2 sqrt(pi) a^2).
 * Source: the plug-in bandwidth of kernel regression, Fan and Gijbels 1996, 3.2.
 *
 * @param sigma a frame's standard deviation in seconds, written for the frames of the scene
 */
export function chooseSigma(sigma: Float64Array, input: SigmaInput): void {
  const { source, times, scene, limits } = input;
  const { from, to } = scene;
  const spacing = (times[to - 1]! - times[from]!) / Math.max(1, to - 1 - from);
  const step = Math.max(1, Math.round(OWN_WAY / spacing));
  const noise = noiseOf(source, scene, step) ** 2 * step * spacing * MEAN;
  const bends = bendsOf(input);
  for (let i = from; i < to; i++) {
    // the sharpest nearby: where a sign turns from one bend into the next it has none, and is at its fastest
    let bend = 0;
    for (let j = i; j >= from && times[i]! - times[j]! <= NEARBY; j--)
      bend = Math.max(bend, bends[j - from]!);
    for (let j = i + 1; j < to && times[j]! - times[i]! <= NEARBY; j++)
      bend = Math.max(bend, bends[j - from]!);
    const best = bend > 0 ? ALIKE * (noise / bend ** 2) ** 0.2 : limits.most;
    sigma[i] = Math.min(limits.most, Math.max(limits.least, best));
  }
}

/** Standard deviation of a frame's rotation vector, radians, by the calmest frames and those `step` apart. */
function noiseOf(rows: Float64Array, { from, to }: Span, step: number): number {
  const squares: number[] = [];
  const [one, two] = [4 * step, 8 * step];
  for (let i = from + 2 * step; i + 2 * step < to; i++) {
    let square = 0;
    for (let k = i * 4; k < i * 4 + 4; k++) {
      const cubic = (4 * (rows[k - one]! + rows[k + one]!) - rows[k - two]! - rows[k + two]!) / 6;
      square += (rows[k]! - cubic) ** 2;
    }
    // quaternions move by half the angle
    if (4 * square > FILLED ** 2) squares.push(4 * square);
  }
  if (squares.length === 0) return 0;
  squares.sort((a, b) => a - b);
  const calmest = squares[Math.floor(squares.length * CALMEST)]!;
  return Math.sqrt(3 * calmest) / CUBIC / CALMEST_LENGTH;
}

/** Angular acceleration at each frame of the scene, by those {@link NEARBY}, radians a second squared. */
function bendsOf({ calm, times, scene: { from, to } }: SigmaInput): Float64Array {
  const bends = new Float64Array(to - from);
  for (let i = from + 1; i + 1 < to; i++) {
    let a = i - 1;
    let b = i + 1;
    while (a > from && times[i]! - times[a - 1]! <= NEARBY) a--;
    while (b + 1 < to && times[b + 1]! - times[i]! <= NEARBY) b++;
    const before = times[i]! - times[a]!;
    const after = times[b]! - times[i]!;
    let square = 0;
    let outwards = 0;
    for (let k = 0; k < 4; k++) {
      const here = calm[i * 4 + k]!;
      const turn = (calm[b * 4 + k]! - here) / after - (here - calm[a * 4 + k]!) / before;
      square += turn ** 2;
      outwards += turn * here;
    }
    // an even turn goes around the sphere of unit quaternions and bends towards its middle alone
    square = Math.max(0, square - outwards ** 2);
    bends[i - from] = (4 * Math.sqrt(square)) / (before + after);
  }
  return bends;
}
