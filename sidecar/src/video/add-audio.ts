import { rename, rm } from 'node:fs/promises';
import { fileAddress, INPUT_GUARD } from './check-input.ts';
import { ffmpegArguments, runTool } from './ffmpeg.ts';
import type { FfmpegTools } from './find-ffmpeg.ts';
import { pictureTrack, readContainer } from './read-container.ts';

/** Codecs that may be copied into an mp4 by every ffmpeg in use. */
const COPYABLE: ReadonlySet<string> = new Set(['aac', 'mp3', 'ac3', 'eac3', 'alac']);

export interface AudioSource {
  /** The clip that the sound is taken from. */
  readonly file: string;
  /** Where the written clip begins, seconds from the first frame of `file`. */
  readonly from: number;
}

/** `copied`; `none` to copy; `dropped`: an mp4 cannot hold it as it is, or it is broken. */
export type AudioOutcome = 'copied' | 'none' | 'dropped';

export interface AddAudioOptions {
  readonly tools: FfmpegTools;
  /** The mp4 without sound; replaced by the one with sound when that works out. */
  readonly video: string;
  readonly source: AudioSource | undefined;
  /** Length of the pictures, seconds; sound that goes on for longer is cut. */
  readonly duration: number;
  readonly signal?: AbortSignal;
}

/**
 * Copies the sound of a clip to an mp4 of its pictures. It is done last and apart, so that sound that is broken
 * costs the sound only.
 */
export async function addAudio(options: AddAudioOptions): Promise<AudioOutcome> {
  const { tools, video, source, duration, signal } = options;
  if (!source) return 'none';
  const container = await readContainer(tools.ffprobe, source.file, signal);
  const sound = container.streams.find((stream) => stream.codec_type === 'audio');
  if (!sound) return 'none';
  if (!COPYABLE.has(sound.codec_name)) return 'dropped';
  const firstFrame = (pictureTrack(container)?.start_time ?? 0) - (container.format.start_time ?? 0);
  const from = ['-ss', (firstFrame + source.from).toFixed(6), '-t', duration.toFixed(6)];
  const output = ['-map', '0:v:0', '-map', '1:a:0', '-c', 'copy', '-movflags', '+faststart', '-f', 'mp4'];
  const joined = `${video}.sound`;
  const args = ffmpegArguments(
    [
      {
        options: ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...INPUT_GUARD],
        address: fileAddress(video),
      },
      { options: [...INPUT_GUARD, ...from], address: fileAddress(source.file) },
    ],
    [{ options: output, address: fileAddress(joined) }],
  );
  try {
    const { code } = await runTool(tools.ffmpeg, args, () => undefined, signal);
    if (code !== 0) return 'dropped';
    await rename(joined, video);
    return 'copied';
  } finally {
    await rm(joined, { force: true });
  }
}
