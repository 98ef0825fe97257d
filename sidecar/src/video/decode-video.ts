import { availableParallelism } from 'node:os';
import { AppError } from '../protocol/errors.ts';
import type { Frame, VideoInfo } from '../protocol/frame.ts';
import { checkInput, fileAddress, INPUT_GUARD } from './check-input.ts';
import { ffmpegArguments, missing, throwIfAborted } from './ffmpeg.ts';
import { type FfmpegTools, findFfmpeg } from './find-ffmpeg.ts';
import { openPictureSource, type PictureSource } from './picture-source.ts';

/** Pictures above this size are decoded by more than one thread, pixels. */
const ONE_THREAD_PIXELS = 1280 * 720;
const MAX_THREADS = 4;
/** ffmpeg leaves out what comes before `from`, up to this much before it, seconds; the exact cut is made here. */
const FROM_MARGIN = 0.001;
/**
 * A clip of a constant rate whose last frame ends this much before the stated end has broken off: a share, and
 * seconds. At a variable rate the last frame may stand for any time.
 */
const SHORTFALL = { share: 0.02, seconds: 0.25 } as const;
/** What demuxers say when the file ends before the data does. */
const BROKEN_OFF = /partial file|ended prematurely|read error|truncat/i;

export interface DecodeOptions {
  /** Frames from this time on, seconds from the clip's first frame. Default 0. */
  readonly from?: number;
  /** Frames up to and including this time, seconds from the clip's first frame. Default: to the end. */
  readonly to?: number;
  /** Longest side in pixels: larger clips are scaled down to it by averaging. Default: true size. */
  readonly maxSide?: number;
  /** Frames whose `data` stays valid at a time, the one taken last among them. Default 1. */
  readonly hold?: number;
  readonly signal?: AbortSignal;
  /** Where FFMPEG_PATH, FFPROBE_PATH and PATH are looked up. */
  readonly env?: NodeJS.ProcessEnv;
}

/** How a decoding ended. */
export interface DecodeOutcome {
  /** Frames that were given out. */
  readonly framesDecoded: number;
  /** The clip ends before its header says: it breaks off, or ffmpeg gave up on it. */
  readonly truncated: boolean;
  /** What ffmpeg complained of, each sentence once, at most 24. */
  readonly warnings: readonly string[];
}

export interface FrameStream extends AsyncIterable<Frame> {
  /** Size of the frames, pixels. */
  readonly width: number;
  readonly height: number;
  /** Null until the iteration has ended. */
  readonly outcome: DecodeOutcome | null;
}

/**
 * Decodes a clip to upright RGB frames with their true presentation times: each decoded frame once, at a variable
 * rate too. ffmpeg starts with the iteration and waits while the consumer is busy; leaving the loop ends it.
 *
 * `data` of a frame is a view of a shared buffer that is written anew: it stays valid until `hold` further
 * frames were asked for. `time` counts from the clip's first frame, `index` from the first frame given out.
 * A clip that breaks off gives what decodes; `outcome` tells.
 * @throws AppError while iterating: `input.*`, `input.no-frames` when there is none, `ffmpeg.*`, `job.cancelled`
 * @example
 * const stream = decodeVideo(info, { from: 2, to: 5 });
 * for await (const frame of stream) track(frame);
 * if (stream.outcome?.truncated) warn(stream.outcome.warnings);
 */
export function decodeVideo(info: VideoInfo, options: DecodeOptions = {}): FrameStream {
  const size = frameSize(info, options.maxSide);
  let outcome: DecodeOutcome | null = null;
  let started = false;
  return {
    ...size,
    get outcome() {
      return outcome;
    },
    [Symbol.asyncIterator]() {
      if (started) throw new Error('A frame stream can be read once.');
      started = true;
      return frames(info, size, options, (result) => {
        outcome = result;
      });
    },
  };
}

async function* frames(
  info: VideoInfo,
  size: { width: number; height: number },
  options: DecodeOptions,
  onOutcome: (outcome: DecodeOutcome) => void,
): AsyncGenerator<Frame, void, undefined> {
  const { from = 0, to = Number.POSITIVE_INFINITY, hold = 1, signal } = options;
  throwIfAborted(signal);
  await checkInput(info.file);
  const tools = await findFfmpeg(options.env);
  const args = decodeArguments(tools, info, size, from);
  const source = openPictureSource(tools.ffmpeg, args, {
    ...size,
    hold,
    clockIsRelative: from > 0,
    signal,
  });
  let index = 0;
  let end = Number.NEGATIVE_INFINITY;
  let complete = false;
  try {
    for (let picture = await source.next(); picture; picture = await source.next()) {
      throwIfAborted(signal);
      if (picture.time < from) continue;
      if (picture.time > to) return;
      end = picture.time;
      yield { index: index++, ...size, ...picture };
    }
    throwIfAborted(signal);
    complete = true;
  } finally {
    await source.close();
    onOutcome(summarise(info, source, index, complete ? end : null));
    if (complete) await checkEnd(info, source, tools, index);
  }
}

/** Size of the frames: the clip's own, or scaled down so that no side is longer than `maxSide`. */
function frameSize({ width, height }: VideoInfo, maxSide = Number.POSITIVE_INFINITY) {
  const scale = Math.min(1, maxSide / Math.max(width, height));
  const scaled = (side: number) => Math.max(1, Math.round(side * scale));
  return { width: scaled(width), height: scaled(height) };
}

function decodeArguments(
  { features }: FfmpegTools,
  info: VideoInfo,
  { width, height }: { width: number; height: number },
  from: number,
): string[] {
  const threads =
    info.width * info.height > ONE_THREAD_PIXELS ? Math.min(availableParallelism(), MAX_THREADS) : 1;
  const input = ['-hide_banner', '-nostdin', '-loglevel', 'level+error'];
  input.push('-threads', String(threads), '-filter_threads', '1', ...INPUT_GUARD);
  const cut = from > 0 ? ['setpts=PTS-STARTPTS', `select=gte(t\\,${from - FROM_MARGIN})`] : [];
  // at true size this only converts; were a later picture of another size, it would still fit
  const scale = `scale=${width}:${height}${width < info.width ? ':flags=area' : ''}`;
  const output = ['-map', '0:V:0', '-an', '-sn', '-dn', '-map_metadata', '-1'];
  output.push('-filter:v', [...cut, scale, 'format=rgb24'].join(','), '-c:v', 'rawvideo');
  output.push(...features.passthrough, ...features.sourceTimeBase, '-f', 'nut');
  return ffmpegArguments(
    [{ options: input, address: fileAddress(info.file) }],
    [{ options: output, address: 'pipe:1' }],
  );
}

/** `end`: time of the last frame of a clip that was read to its end, null when the reading was left early. */
function summarise(
  info: VideoInfo,
  { tool }: PictureSource,
  framesDecoded: number,
  end: number | null,
): DecodeOutcome {
  if (end === null) return { framesDecoded, truncated: false, warnings: [] };
  const warnings = tool.log.lines().map((line) => line.replace(/\[(?:error|fatal|panic)\] ?/, ''));
  const allowed = info.durationSeconds * SHORTFALL.share + SHORTFALL.seconds;
  const short = !info.variableFrameRate && end + 1 / info.fps < info.durationSeconds - allowed;
  const failed = tool.child.exitCode !== 0;
  return {
    framesDecoded,
    truncated: short || failed || warnings.some((line) => BROKEN_OFF.test(line)),
    warnings,
  };
}

/** A decoding that gave nothing at all is an error; one that gave something is told by its outcome. */
async function checkEnd(info: VideoInfo, { tool }: PictureSource, tools: FfmpegTools, count: number) {
  const { code, error } = await tool.exit;
  if (error) throw missing(tools.ffmpeg, error);
  if (count > 0) return;
  const cause = tool.log.last();
  if (code === null)
    throw new AppError(
      'ffmpeg.failed',
      `ffmpeg died while decoding ${info.file} (${tool.child.signalCode}).`,
    );
  throw new AppError(
    'input.no-frames',
    `${info.file} gives no frame in this range${cause && ` (${cause})`}.`,
  );
}
