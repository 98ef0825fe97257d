import { randomBytes } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import { fileAddress, INPUT_GUARD } from './check-input.ts';
import { ffmpegArguments, runTool } from './ffmpeg.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { encoderError } from './finish-clip.ts';
import { hashFile } from './hash-file.ts';
import { pictureTrack, readContainer } from './read-container.ts';

/** What every program reads: 16 bits, two channels, samples a second. */
const SAMPLE_RATE = 48_000;
const BYTES_PER_SECOND = SAMPLE_RATE * 2 * 2;
/** A wav that holds nothing but its format and its samples has this much before them. */
const WAV_HEADER_BYTES = 44;

export interface ExtractAudioOptions {
  /** The clip. */
  readonly file: string;
  /** The wav to write; it appears when it is complete. */
  readonly path: string;
  /** Where the sound begins, seconds from the clip's first frame, and how long it is. */
  readonly from: number;
  readonly duration: number;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

export interface ExtractedAudio {
  readonly bytes: number;
  readonly sha256: string;
  readonly seconds: number;
}

/**
 * Writes the sound of a clip as a wav: PCM of 16 bits, stereo, 48 kHz, beginning at the very frame that is asked
 * for. Sound that starts later is preceded by silence. Null when the clip has none or none that can be decoded.
 * @throws AppError `ffmpeg.missing`, `output.disk-full`, `job.cancelled`
 */
export async function extractAudio(options: ExtractAudioOptions): Promise<ExtractedAudio | null> {
  const { file, path, signal } = options;
  const tools = await findFfmpeg(options.env);
  const container = await readContainer(tools.ffprobe, file, signal);
  if (!container.streams.some((stream) => stream.codec_type === 'audio')) return null;
  const firstFrame = (pictureTrack(container)?.start_time ?? 0) - (container.format.start_time ?? 0);
  const partial = `${path}.${randomBytes(4).toString('hex')}.partial`;
  try {
    const args = wavArguments(options, firstFrame, partial);
    const { code, log } = await runTool(tools.ffmpeg, args, () => undefined, signal);
    if (code !== 0) {
      const error = encoderError(log.last());
      if (error.code === 'output.disk-full') throw error;
      return null;
    }
    const { size: bytes } = await stat(partial);
    if (bytes <= WAV_HEADER_BYTES) return null;
    await rename(partial, path);
    const seconds = (bytes - WAV_HEADER_BYTES) / BYTES_PER_SECOND;
    return { bytes, sha256: await hashFile(path, signal), seconds };
  } finally {
    await rm(partial, { force: true });
  }
}

function wavArguments({ file, from, duration }: ExtractAudioOptions, firstFrame: number, target: string) {
  const cut = ['-ss', (firstFrame + from).toFixed(6), '-t', duration.toFixed(6)];
  const input = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...INPUT_GUARD, ...cut];
  const output = ['-map', '0:a:0', '-vn', '-map_metadata', '-1'];
  // what is missing before the first sample is silence, not a shorter clip
  output.push('-af', 'aresample=async=1:first_pts=0', '-ac', '2', '-ar', String(SAMPLE_RATE));
  output.push('-c:a', 'pcm_s16le', '-fflags', '+bitexact', '-flags:a', '+bitexact', '-f', 'wav');
  return ffmpegArguments(
    [{ options: input, address: fileAddress(file) }],
    [{ options: output, address: fileAddress(target) }],
  );
}
