import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

export interface PipeSink {
  /** Where the next bytes are to be put, at least one. */
  target(): Uint8Array;
  /** Says that `count` bytes were put into the last target; false stops the reading until `resume`. */
  accept(count: number): boolean;
  /** No more bytes come; `error` when the sink itself failed. */
  onEnd(error: Error | null): void;
}

export interface PipeReader {
  /** Goes on reading. */
  resume(): void;
  /** Closes the pipe; whoever writes to it gets an error instead of waiting. */
  close(): void;
}

/** The part of a stream's native handle that says that it can read into buffers of ours. */
interface NativeHandle {
  useUserBuffer?: unknown;
}

/**
 * Reads a child's stdout into buffers that the sink chooses. The operating system writes into them directly
 * where Node allows it (measured at 1080p: 1.3 ms of CPU a frame, against 2.5 ms with a copy in between).
 */
export function readPipe(stdout: Readable, sink: PipeSink): PipeReader {
  const handle = (stdout as { _handle?: NativeHandle })._handle;
  return handle?.useUserBuffer ? readDirectly(stdout, handle, sink) : readChunks(stdout, sink);
}

/**
 * `net.Socket` reads into given buffers (its `onread` option), but a child's stdout is made without that option.
 * A second socket takes the handle over; the first one must not touch it any more.
 */
function readDirectly(stdout: Readable, handle: NativeHandle, sink: PipeSink): PipeReader {
  (stdout as { _handle?: NativeHandle | null })._handle = null;
  const guarded = guard(sink, () => socket.destroy());
  const socket: Socket = new Socket({
    handle,
    readable: true,
    writable: false,
    onread: { buffer: () => sink.target(), callback: guarded.accept },
  } as ConstructorParameters<typeof Socket>[0]);
  socket.once('end', () => guarded.end(null));
  socket.on('error', () => guarded.end(null));
  return { resume: () => void socket.resume(), close: () => void socket.destroy() };
}

/** The same with a copy, for a runtime whose sockets have no such handle. */
export function readChunks(stdout: Readable, sink: PipeSink): PipeReader {
  const guarded = guard(sink, () => stdout.destroy());
  let go: () => void = () => undefined;
  const pump = async () => {
    for await (const chunk of stdout as AsyncIterable<Uint8Array>) {
      for (let at = 0; at < chunk.length; ) {
        const target = sink.target();
        const count = Math.min(target.length, chunk.length - at);
        target.set(chunk.subarray(at, at + count));
        at += count;
        const resumed = new Promise<void>((resolve) => {
          go = resolve;
        });
        if (!guarded.accept(count)) await resumed;
      }
    }
  };
  const end = () => guarded.end(null);
  pump().then(end, end);
  const close = () => {
    stdout.destroy();
    go();
  };
  return { resume: () => go(), close };
}

/** A sink that throws ends the reading with its error, instead of ending the process. */
function guard(sink: PipeSink, destroy: () => void) {
  let ended = false;
  const end = (error: Error | null) => {
    if (ended) return;
    ended = true;
    sink.onEnd(error);
  };
  const accept = (count: number): boolean => {
    try {
      return sink.accept(count);
    } catch (error) {
      destroy();
      end(error as Error);
      return false;
    }
  };
  return { accept, end };
}
