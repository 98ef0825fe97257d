import type { ServerResponse } from 'node:http';
import { AppError } from '../../protocol/errors.ts';

/** A comment this often keeps proxies and time-outs from closing a quiet stream. */
const KEEP_ALIVE_MS = 15_000;
/** Bytes that wait for a reader: beyond the first number news that the next replace are left out, beyond the second it is given up. */
const LAZY_BYTES = 65_536;
const MAX_BYTES = 1_048_576;

/** One reader of server-sent events (HTML standard, section 9.2). */
export interface EventStream {
  /** @param lazy May be left out for a slow reader: the next one says the same and more. */
  send(event: string, data: unknown, lazy?: boolean): void;
  end(): void;
}

/** Starts a stream; `onClose` is called once, whoever ends it. */
export function openEventStream(reply: ServerResponse, onClose: () => void): EventStream {
  reply.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  reply.flushHeaders();
  const write = (text: string) => {
    if (reply.writableEnded || reply.destroyed) return;
    if (reply.writableLength > MAX_BYTES)
      reply.destroy(new AppError('client.slow', 'The reader is too slow.'));
    else reply.write(text);
  };
  const keepAlive = setInterval(() => write(': \n\n'), KEEP_ALIVE_MS);
  reply.on('error', () => {});
  reply.once('close', () => {
    clearInterval(keepAlive);
    onClose();
  });
  return {
    send(event, data, lazy = false) {
      if (lazy && reply.writableLength > LAZY_BYTES) return;
      write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    end: () => void reply.end(),
  };
}
