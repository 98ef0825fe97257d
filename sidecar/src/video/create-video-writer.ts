import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../protocol/errors.ts';
import { type AudioOutcome, type AudioSource, addAudio } from './add-audio.ts';
import { fileAddress } from './check-input.ts';
import { ffmpegArguments, missing, startTool, type Tool, throwIfAborted } from './ffmpeg.ts';
import { type FfmpegFeatures, findFfmpeg } from './find-ffmpeg.ts';
import { nutHeaders, nutPictureHeader } from './nut-writer.ts';

/**
 * Ticks a second of the written clip: 25, 29.97, 30, 50, 59.94 and 60 frames a second fall on ticks, and the
 * MPEG-4 encoder takes no finer clock than 65535.
 */
const TICKS_PER_SECOND = 60_000;
/** Encoders in the order of preference, with their quality. */
const ENCODERS = [
  { name: 'libx264', options: ['-preset', 'veryfast', '-crf', '20'] },
  { name: 'mpeg4', options: ['-q:v', '4'] },
] as const;
/** H.264 in mp4 needs even sides; RGB is turned into the colours that players expect of HD video. */
const FILTERS = 'pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';
const COLOURS = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];

export interface VideoWriterOptions {
  /** The mp4 to write; it appears when it is complete, and replaces a file of that name. */
  readonly path: string;
  /** Size of the frames, pixels. Odd sides get a black line. */
  readonly width: number;
  readonly height: number;
  /** Usual rate, frames a second: for the encoder's planning; the times of the frames decide. */
  readonly fps: number;
  /** Sound to copy over. Default: none. */
  readonly audio?: AudioSource;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

export interface VideoWriter {
  /** The encoder in use: `libx264`, or `mpeg4` of an ffmpeg without it. */
  readonly encoder: string;
  /**
   * Adds a frame: RGB as in `Frame`, `time` in seconds, growing. The clip starts with the first frame.
   * `data` may be changed again once the promise is resolved; it waits for the encoder.
   */
  write(data: Uint8Array, time: number): Promise<void>;
  /** Ends the clip, adds the sound and puts the file in place. */
  close(): Promise<{ readonly audio: AudioOutcome }>;
  /** Ends the encoder and leaves no file. To be called when `close` was not reached; harmless after it. */
  abort(): Promise<void>;
}

/**
 * Writes an mp4 (yuv420p, index in front) from RGB frames, each shown at its own time.
 * @throws AppError `output.not-writable`, `output.disk-full`, `ffmpeg.*`, `job.cancelled`
 */
export async function createVideoWriter(options: VideoWriterOptions): Promise<VideoWriter> {
  const { path, width, height, signal } = options;
  throwIfAborted(signal);
  const tools = await findFfmpeg(options.env);
  const encoder = chooseEncoder(tools.features);
  const partial = `${path}.${randomBytes(4).toString('hex')}.partial`;
  await reserve(partial);
  const tool = startTool(tools.ffmpeg, encodeArguments(options, encoder, tools.features, partial), {
    stdin: 'pipe',
    signal,
  });
  const send = createSender(tool, partial);
  let origin: number | null = null;
  let lastPts = -1;
  let last = 0;

  const abort = async () => {
    await tool.stop();
    await rm(partial, { force: true });
  };
  return {
    encoder: encoder.name,
    async write(data, time) {
      throwIfAborted(signal);
      if (origin === null) await send(nutHeaders(width, height, TICKS_PER_SECOND));
      origin ??= time;
      lastPts = Math.max(lastPts + 1, Math.round((time - origin) * TICKS_PER_SECOND));
      last = time - origin;
      await send(nutPictureHeader(lastPts, data.length));
      await send(data);
      throwIfAborted(signal);
    },
    async close() {
      try {
        tool.child.stdin!.end();
        await tool.exit;
        await tool.log.ended;
        throwIfAborted(signal);
        await checkExit(tool, partial);
        const duration = last + 1 / options.fps;
        const audio = await addAudio({ tools, video: partial, source: options.audio, duration, signal });
        await rename(partial, path);
        return { audio };
      } catch (error) {
        await abort();
        throw error;
      }
    },
    abort,
  };
}

function chooseEncoder({ encoders, version }: FfmpegFeatures) {
  const encoder = ENCODERS.find(({ name }) => encoders.has(name));
  if (encoder) return encoder;
  throw new AppError('ffmpeg.missing', `ffmpeg ${version} has neither of the encoders libx264 and mpeg4.`);
}

function encodeArguments(
  { fps }: VideoWriterOptions,
  encoder: (typeof ENCODERS)[number],
  features: FfmpegFeatures,
  partial: string,
): string[] {
  // the stream says all there is to know in its headers: nothing is to be read ahead to find out
  const input = ['-hide_banner', '-loglevel', 'error', '-y', '-f', 'nut', '-fpsprobesize', '0'];
  const output = [
    '-map',
    '0:v:0',
    '-filter:v',
    FILTERS,
    '-c:v',
    encoder.name,
    ...encoder.options,
    ...COLOURS,
  ];
  // without it the clock's resolution is taken for the rate, and a level that no player has is stated
  if (encoder.name === 'libx264') output.push('-x264-params', `fps=${fps.toFixed(3)}`);
  output.push(...features.passthrough, ...features.sourceTimeBase);
  output.push('-video_track_timescale', String(TICKS_PER_SECOND), '-movflags', '+faststart', '-f', 'mp4');
  return ffmpegArguments(
    [{ options: input, address: 'pipe:0' }],
    [{ options: output, address: fileAddress(partial) }],
  );
}

/** Makes sure that the file can be written before ffmpeg is started. */
async function reserve(partial: string): Promise<void> {
  const file = await open(partial, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOSPC') throw error;
    throw new AppError('output.not-writable', `Cannot write into ${dirname(partial)}: ${error.message}.`, {
      cause: error,
    });
  });
  await file.close();
}

/** Sends bytes to the encoder and waits until they are gone. */
function createSender(tool: Tool, partial: string): (bytes: Uint8Array) => Promise<void> {
  const stdin = tool.child.stdin!;
  // a broken pipe is told by the write that it breaks
  stdin.on('error', () => undefined);
  return async (bytes) => {
    const error = await new Promise<Error | null | undefined>((resolve) => stdin.write(bytes, resolve));
    if (!error) return;
    await tool.exit;
    await tool.log.ended;
    await checkExit(tool, partial);
    throw new AppError('ffmpeg.failed', `The encoder took no more frames: ${error.message}.`, {
      cause: error,
    });
  };
}

/** An encoder that did not end well is an error, with its own words. */
async function checkExit(tool: Tool, partial: string): Promise<void> {
  const { code, error } = await tool.exit;
  if (error) throw missing(tool.child.spawnfile, error);
  if (code === 0) return;
  const cause = tool.log.last();
  if (/no space left/i.test(cause))
    throw new AppError('output.disk-full', `The disk of ${dirname(partial)} is full.`);
  throw new AppError('ffmpeg.failed', `The encoder ended with an error${cause && `: ${cause}`}.`);
}
