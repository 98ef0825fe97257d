import { AppError } from './errors.ts';
import type { TrackOptions } from './options.ts';
import { MODES, type Mode } from './track-modes.ts';

/** Options of one mode with every other choice at its default. */
export function defaultTrackOptions(mode: Mode = 'smart'): TrackOptions {
  const { complexity, stride } = MODES[mode];
  return {
    mode,
    complexity,
    stride,
    refineFace: true,
    minDetectionConfidence: 0.5,
    minTrackingConfidence: 0.5,
    device: 'auto',
    threads: null,
    from: null,
    to: null,
    overlay: false,
    fps: 30,
    bodyType: 'f_med_nrw',
    base: 'stand',
    fovDegrees: null,
    calibration: null,
  };
}

/**
 * Every option, where only some were chosen: the others are the defaults of the mode.
 * @throws AppError `usage.invalid` for a range that ends before it starts
 */
export function resolveOptions(chosen: Partial<TrackOptions> = {}): TrackOptions {
  const given = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
  const options: TrackOptions = { ...defaultTrackOptions(chosen.mode), ...given };
  const { from, to } = options;
  if (from !== null && to !== null && to <= from)
    throw new AppError('usage.invalid', `The end of the part, ${to} s, is not after its start, ${from} s.`);
  return options;
}
