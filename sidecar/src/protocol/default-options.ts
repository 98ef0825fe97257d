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
    fovDegrees: null,
    calibration: null,
  };
}
