import { createHash } from 'node:crypto';
import type { VideoInfo } from '../../protocol/frame.ts';
import { OPTION_STEPS, type TrackOptions } from '../../protocol/options.ts';
import { readProgram } from '../../protocol/program.ts';

/** Raise it when the same clip, models and options give other landmarks than before. */
const TRACK_VERSION = 5;

export interface TrackKeyParts {
  readonly info: VideoInfo;
  readonly options: TrackOptions;
  /** Every model that the tracker will load. */
  readonly models: readonly { readonly name: string; readonly sha256: string }[];
}

/**
 * Name of everything that the landmarks of a clip depend on: the bytes of the video, the options of the tracking
 * step, the models, the program. Checkpoints are kept under it, so that they never meet another run's.
 */
export function trackKey({ info, options, models }: TrackKeyParts): string {
  const names = (Object.keys(OPTION_STEPS) as (keyof TrackOptions)[]).filter(
    (name) => OPTION_STEPS[name] === 'track',
  );
  const parts = {
    step: ['track', TRACK_VERSION, readProgram().version],
    video: [info.sha256, info.width, info.height, info.durationSeconds, info.frameCount],
    options: names.sort().map((name) => [name, options[name]]),
    models: models.map(({ name, sha256 }) => [name, sha256]).sort(),
  };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
