import { AppError } from '../protocol/errors.ts';
import { fileAddress, INPUT_GUARD } from './check-input.ts';
import { type FfmpegEnd, ffmpegArguments, runTool } from './ffmpeg.ts';
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

export interface FinishOptions {
  readonly tools: FfmpegTools;
  /** The mp4 of the pictures as the encoder left it. */
  readonly video: string;
  /** The mp4 to write. */
  readonly target: string;
  /** Pictures to take; the rest of `video` is left out. */
  readonly frames: number;
  /** Length of these pictures, seconds; sound that goes on for longer is cut. */
  readonly duration: number;
  readonly audio?: AudioSource;
  readonly signal?: AbortSignal;
}

/**
 * Copies an encoded clip into an mp4 with its index in front, together with its sound. This is a step of its own,
 * so that sound which is broken costs the sound only.
 * @throws AppError `ffmpeg.failed`, `output.disk-full`
 */
export async function finishClip(options: FinishOptions): Promise<AudioOutcome> {
  const { tools, video, audio, signal } = options;
  const pictures = { options: ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...INPUT_GUARD] };
  const inputs = [{ ...pictures, address: fileAddress(video) }];
  const sound = await soundInput(options);
  if (typeof sound !== 'string') {
    const { code } = await runTool(tools.ffmpeg, copyArguments(options, [...inputs, sound]), ignore, signal);
    if (code === 0) return 'copied';
  }
  const { code, log } = await runTool(tools.ffmpeg, copyArguments(options, inputs), ignore, signal);
  if (code !== 0) throw encoderError(log.last());
  return audio && sound !== 'none' ? 'dropped' : 'none';
}

const ignore = () => undefined;

/** What the encoder's last words mean. */
export function encoderError(words: string): AppError {
  if (/no space left/i.test(words)) return new AppError('output.disk-full', 'The disk is full.');
  return new AppError('ffmpeg.failed', `The encoder ended with an error${words && `: ${words}`}.`);
}

function copyArguments({ frames, target }: FinishOptions, inputs: readonly FfmpegEnd[]): string[] {
  const sound = inputs.length > 1 ? ['-map', '1:a:0'] : [];
  const output = ['-map', '0:v:0', ...sound, '-c', 'copy', '-frames:v', String(frames)];
  output.push('-movflags', '+faststart', '-f', 'mp4');
  return ffmpegArguments(inputs, [{ options: output, address: fileAddress(target) }]);
}

/** The sound as a second input, cut to the clip; or why there is none. */
async function soundInput({ tools, audio, duration, signal }: FinishOptions) {
  if (!audio) return 'none';
  const container = await readContainer(tools.ffprobe, audio.file, signal);
  const sound = container.streams.find((stream) => stream.codec_type === 'audio');
  if (!sound) return 'none';
  if (!COPYABLE.has(sound.codec_name)) return 'dropped';
  const firstFrame = (pictureTrack(container)?.start_time ?? 0) - (container.format.start_time ?? 0);
  const cut = ['-ss', (firstFrame + audio.from).toFixed(6), '-t', duration.toFixed(6)];
  return { options: [...INPUT_GUARD, ...cut], address: fileAddress(audio.file) };
}
