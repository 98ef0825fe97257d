import { AppError } from '../protocol/errors.ts';
import type { Frame, VideoInfo } from '../protocol/frame.ts';
import { checkInput } from './check-input.ts';
import { decodeArguments, type PictureKind } from './decode-arguments.ts';
import { checkEnd, type DecodeOutcome, summarise } from './decode-outcome.ts';
import { throwIfAborted } from './ffmpeg.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { createFrameMemory, type FrameMemory } from './frame-memory.ts';
import { openPictureSource } from './picture-source.ts';
import { type Entry, entryFromStart, passNear, planEntry } from './plan-entry.ts';

export interface DecodeOptions {
  /** Frames from this time on, seconds from the clip's first frame. Default 0. */
  readonly from?: number;
  /** Frames up to and including this time, seconds from the clip's first frame. Default: to the end. */
  readonly to?: number;
  /** Only frames within `reach` seconds of one of these times; default all. The others cost little. */
  readonly near?: { readonly times: readonly number[]; readonly reach: number };
  /** Longest side in pixels: larger clips are scaled down to it by averaging. Default: true size. */
  readonly maxSide?: number;
  /** What `data` of a frame holds: RGB, or a JPEG file in memory of its own. Default RGB. */
  readonly picture?: PictureKind;
  /** Frames whose `data` stays valid at a time, the one taken last among them. Default 1. */
  readonly hold?: number;
  /** Shared by decodings that come one after the other: the next has the buffers of the last. Default: its own. */
  readonly memory?: FrameMemory;
  readonly signal?: AbortSignal;
  /** Where FFMPEG_PATH, FFPROBE_PATH and PATH are looked up. */
  readonly env?: NodeJS.ProcessEnv;
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
 * @throws AppError `usage.invalid` at once; while iterating `input.*`, `input.no-frames` when there is none, `ffmpeg.*`, `job.cancelled`
 * @example
 * const stream = decodeVideo(info, { from: 2, to: 5 });
 * for await (const frame of stream) track(frame);
 * if (stream.outcome?.truncated) warn(stream.outcome.warnings);
 */
export function decodeVideo(info: VideoInfo, options: DecodeOptions = {}): FrameStream {
  checkOptions(options);
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
  const { from = 0, to = Number.POSITIVE_INFINITY, near, hold = 1, picture: kind = 'rgb', signal } = options;
  const { memory = createFrameMemory() } = options;
  throwIfAborted(signal);
  await checkInput(info.file);
  const tools = await findFfmpeg(options.env);
  const open = (way: Entry) => {
    const entry = near ? passNear(way, { from, to, ...near }) : way;
    const clockIsRelative = entry.filters.length > 0;
    const args = decodeArguments(tools.features, info, { ...size, picture: kind }, entry);
    const jpeg = kind === 'jpeg';
    return openPictureSource(tools.ffmpeg, args, { ...size, hold, clockIsRelative, jpeg, memory, signal });
  };
  const entry = await planEntry(tools.ffprobe, info.file, from, signal);
  let source = open(entry);
  let index = 0;
  let end = Number.NEGATIVE_INFINITY;
  let complete = false;
  try {
    let picture = await source.next();
    if (entry.seeks && !(picture && picture.time < from)) {
      await source.close();
      source = open(entryFromStart(from));
      picture = await source.next();
    }
    for (; picture; picture = await source.next()) {
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
    onOutcome(summarise(info, source.tool, index, complete ? end : null));
    if (complete) await checkEnd(info, source.tool, index);
  }
}

/** Size of the frames: the clip's own, or scaled down so that no side is longer than `maxSide`. */
function frameSize({ width, height }: VideoInfo, maxSide = Number.POSITIVE_INFINITY) {
  const scale = Math.min(1, maxSide / Math.max(width, height));
  const scaled = (side: number) => Math.max(1, Math.round(side * scale));
  return { width: scaled(width), height: scaled(height) };
}

function checkOptions({ from = 0, to = from, maxSide = 1, hold = 1 }: DecodeOptions): void {
  if (!(from >= 0 && to >= from))
    throw new AppError('usage.invalid', `There is no range from ${from} s to ${to} s.`);
  if (!(maxSide >= 1)) throw new AppError('usage.invalid', `No picture has sides of ${maxSide} pixels.`);
  if (!(Number.isInteger(hold) && hold >= 1))
    throw new AppError('usage.invalid', `${hold} frames cannot be held.`);
}
