import { AppError } from '../protocol/errors.ts';
import { startTool, type Tool } from './ffmpeg.ts';
import type { FrameMemory } from './frame-memory.ts';
import { createNutParser, type PictureSink } from './nut-parser.ts';
import { readPipe } from './pipe-reader.ts';

export interface Picture {
  /** Seconds from the first picture's presentation time, or from time zero of the stream, see the options. */
  readonly time: number;
  readonly data: Uint8Array;
}

export interface PictureSourceOptions {
  readonly width: number;
  readonly height: number;
  /** Pictures that stay valid at a time, the one taken last among them. */
  readonly hold: number;
  /** True when the stream's own clock counts from the clip's first frame. */
  readonly clockIsRelative: boolean;
  /** The command writes JPEG: each picture comes in memory of its own. */
  readonly jpeg: boolean;
  /** Where the buffers of raw pictures come from and go back to. */
  readonly memory: FrameMemory;
  readonly signal?: AbortSignal;
}

export interface PictureSource {
  readonly tool: Tool;
  /**
   * The next picture, null after the last one. Takes back the picture that was given out `hold` calls ago:
   * the buffer of a raw one is written anew.
   */
  next(): Promise<Picture | null>;
  /** Ends ffmpeg if it has not ended by itself, and resolves once it is gone. */
  close(): Promise<void>;
}

/** Buffers that fill up while the consumer is busy: one being filled and one ready. */
const READ_AHEAD = 2;

/**
 * Runs an ffmpeg command that writes raw RGB or JPEG in NUT to its stdout and gives out the pictures. Memory is
 * `hold + 2` pictures, raw ones in shared buffers that worker threads can read; ffmpeg waits while they are full.
 */
export function openPictureSource(
  ffmpeg: string,
  args: readonly string[],
  options: PictureSourceOptions,
): PictureSource {
  const tool = startTool(ffmpeg, args, { signal: options.signal });
  const count = options.hold + READ_AHEAD;
  const buffers = options.jpeg ? freshBuffers(count) : sharedBuffers(count, options);
  const ready: Picture[] = [];
  const held: Uint8Array[] = [];
  let filling: Uint8Array | null = null;
  let secondsPerTick = { num: 1, den: 1 };
  let origin: number | null = options.clockIsRelative ? 0 : null;
  let ended = false;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;

  const sink: PictureSink = {
    onStart(size, timeBase) {
      if (size.width !== options.width || size.height !== options.height)
        throw new AppError('ffmpeg.failed', `ffmpeg sent pictures of ${size.width} x ${size.height} pixels.`);
      secondsPerTick = timeBase;
    },
    nextBuffer(size) {
      filling = buffers.take(size);
      return filling;
    },
    onPicture(pts) {
      origin ??= pts;
      // one division of whole numbers: the nearest double to the true time
      const time = ((pts - origin) * secondsPerTick.num) / secondsPerTick.den;
      ready.push({ time, data: filling! });
      wake();
    },
  };
  const parser = createNutParser(sink, options.jpeg);
  const reader = readPipe(tool.child.stdout!, {
    target: parser.target,
    accept: parser.accept,
    onEnd(error) {
      ended = true;
      failure = error;
      wake();
    },
  });

  const close = async () => {
    // ffmpeg may be waiting to write: it must see the pipe closed before it can hear the signal to stop
    reader.close();
    const unfinished = !ended || failure !== null;
    ended = true;
    wake();
    try {
      await (unfinished ? tool.stop() : tool.finish());
    } finally {
      buffers.release();
    }
  };
  const onAbort = () => void close();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  tool.exit.finally(() => options.signal?.removeEventListener('abort', onAbort));

  return {
    tool,
    async next() {
      if (held.length === options.hold) {
        buffers.giveBack(held.shift()!);
        if (!ended && parser.proceed()) reader.resume();
      }
      while (ready.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve));
      if (failure) throw failure;
      const picture = ready.shift();
      if (!picture) return null;
      held.push(picture.data);
      return picture;
    },
    close,
  };
}

/** So many pictures at a time. */
interface Buffers {
  /** Null while all are in use. */
  take(bytes: number): Uint8Array | null;
  giveBack(buffer: Uint8Array): void;
  /** No picture is wanted any more. */
  release(): void;
}

/** The same few buffers again and again, which threads share. */
function sharedBuffers(count: number, { width, height, memory }: PictureSourceOptions): Buffers {
  let all = memory.take(count, width * height * 3);
  const free = [...all];
  return {
    take: () => free.pop() ?? null,
    giveBack: (buffer) => void free.push(buffer),
    release() {
      memory.giveBack(all);
      all = [];
    },
  };
}

/** Each its own, to be kept. */
function freshBuffers(count: number): Buffers {
  let left = count;
  return {
    take(bytes) {
      if (left === 0) return null;
      left -= 1;
      return new Uint8Array(bytes);
    },
    giveBack() {
      left += 1;
    },
    release() {},
  };
}
