import { basename } from 'node:path';
import type { VideoInfo } from '../protocol/frame.ts';
import type { Source } from '../protocol/landmarks.ts';
import type { TrackOptions } from '../protocol/options.ts';

/** Longest side of the frames that are tracked and of the overlay, pixels: the models see crops of at most 256. */
export const MAX_SIDE = 1920;

/** The clip as the headers of the files name it: without its folder, which says nothing elsewhere. */
export function clipSource({
  file,
  sha256,
  width,
  height,
  fps,
  frameCount,
  durationSeconds,
}: VideoInfo): Source {
  return { file: basename(file), sha256, width, height, fps, frameCount, durationSeconds };
}

/** Frames that will be tracked, as far as the container tells; both ends of a trim count. */
export function expectedFrames(info: VideoInfo, { from, to, stride }: TrackOptions): number {
  const { frameCount, durationSeconds } = info;
  const seconds = Math.min(to ?? durationSeconds, durationSeconds) - (from ?? 0);
  const frames = Math.floor((seconds * frameCount) / durationSeconds + 1e-6) + 1;
  return Math.ceil(Math.max(0, Math.min(frameCount, frames)) / stride);
}
