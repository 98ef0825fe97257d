import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../protocol/errors.ts';
import { fileAddress } from './check-input.ts';
import { ffmpegArguments, missing, startTool, type Tool, throwIfAborted } from './ffmpeg.ts';
import { type FfmpegFeatures, findFfmpeg, listEncoders } from './find-ffmpeg.ts';
import { type AudioOutcome, type AudioSource, encoderError, finishClip } from './finish-clip.ts';
import { nutHeaders, nutPictureHeader } from './nut-writer.ts';

/**
 * Ticks a second of the written clip: 25, 29.97, 30, 50, 59.94 and 60 frames a second fall on ticks, and the
 * MPEG-4 encoder takes no finer clock than 65535.
 */
const TICKS_PER_SECOND = 60_000;
/** Encoders in the order of preference, with their quality; pictures in the order of time, so that the last is last. */
const ENCODERS = [
  { name: 'libx264', options: ['-preset', 'veryfast', '-crf', '20', '-bf', '0'] },
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
  /** Usual rate, frames a second: the length of the last frame. The times of the frames decide on all others. */
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
  const { path, width, height, fps, signal } = options;
  throwIfAborted(signal);
  const tools = await findFfmpeg(options.env);
  const encoder = chooseEncoder(await listEncoders(tools.ffmpeg), tools.features.version);
  const encoded = `${path}.${randomBytes(4).toString('hex')}.partial`;
  const finished = `${encoded}.mp4`;
  await reserve(encoded);
  const args = encodeArguments(encoder, tools.features, encoded);
  const tool = startTool(tools.ffmpeg, args, { stdin: 'pipe', signal });
  const send = createSender(tool, signal);
  const clock = createClock(fps);
  let repeat: Uint8Array | null = null;

  const write = async (data: Uint8Array, pts: number) => {
    if (pts === 0) await send(nutHeaders({ width, height, fps, ticksPerSecond: TICKS_PER_SECOND }));
    await send(nutPictureHeader(pts, data.length));
    await send(data);
  };
  const abort = async () => {
    await tool.stop();
    for (const file of [encoded, finished]) await rm(file, { force: true });
  };
  const close = async () => {
    // a frame lasts until the next one: another after the last says how long that lasts, and is left out again
    if (repeat) await write(repeat, clock.end());
    tool.child.stdin!.end();
    await checkExit(tool, signal);
    const { frames, duration } = clock;
    const audio = await finishClip({ ...options, tools, video: encoded, target: finished, frames, duration });
    await rename(finished, path);
    return { audio };
  };
  return {
    encoder: encoder.name,
    async write(data, time) {
      throwIfAborted(signal);
      repeat ??= new Uint8Array(data.length);
      await write(data, clock.tick(time));
    },
    close: () => close().finally(abort),
    abort,
  };
}

/** Turns times into ticks from the first frame, each at least one later than the one before. */
function createClock(fps: number) {
  let origin: number | null = null;
  let last = -1;
  const clock = {
    frames: 0,
    tick(time: number): number {
      origin ??= time;
      clock.frames += 1;
      last = Math.max(last + 1, Math.round((time - origin) * TICKS_PER_SECOND));
      return last;
    },
    /** When the last frame ends. */
    end: () => last + Math.max(1, Math.round(TICKS_PER_SECOND / fps)),
    /** Of all frames, seconds. */
    get duration() {
      return clock.end() / TICKS_PER_SECOND;
    },
  };
  return clock;
}

function chooseEncoder(encoders: ReadonlySet<string>, version: string) {
  const encoder = ENCODERS.find(({ name }) => encoders.has(name));
  if (encoder) return encoder;
  throw new AppError('ffmpeg.missing', `ffmpeg ${version} has neither of the encoders libx264 and mpeg4.`);
}

function encodeArguments(
  encoder: (typeof ENCODERS)[number],
  features: FfmpegFeatures,
  encoded: string,
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
  output.push(...features.passthrough, ...features.sourceTimeBase);
  output.push('-video_track_timescale', String(TICKS_PER_SECOND), '-f', 'mp4');
  return ffmpegArguments(
    [{ options: input, address: 'pipe:0' }],
    [{ options: output, address: fileAddress(encoded) }],
  );
}

/** Makes sure that the file can be written before ffmpeg is started. */
async function reserve(file: string): Promise<void> {
  const handle = await open(file, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOSPC') throw error;
    throw new AppError('output.not-writable', `Cannot write into ${dirname(file)}: ${error.message}.`, {
      cause: error,
    });
  });
  await handle.close();
}

/** Sends bytes to the encoder and waits until they are gone. */
function createSender(tool: Tool, signal?: AbortSignal): (bytes: Uint8Array) => Promise<void> {
  const stdin = tool.child.stdin!;
  // a broken pipe is told by the write that it breaks
  stdin.on('error', () => undefined);
  return async (bytes) => {
    const error = await new Promise<Error | null | undefined>((resolve) => stdin.write(bytes, resolve));
    throwIfAborted(signal);
    if (!error) return;
    await checkExit(tool, signal);
    throw new AppError('ffmpeg.failed', `The encoder took no more frames: ${error.message}.`, {
      cause: error,
    });
  };
}

/** Waits for the encoder's end; one that did not end well is an error, with its own words. */
async function checkExit(tool: Tool, signal?: AbortSignal): Promise<void> {
  const { code, error } = await tool.exit;
  throwIfAborted(signal);
  if (error) throw missing(tool.child.spawnfile, error);
  await tool.log.ended;
  if (code !== 0) throw encoderError(tool.log.last());
}
