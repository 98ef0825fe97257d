import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../protocol/errors.ts';

export interface WriteUploadOptions {
  readonly file: string;
  /** Byte of the file at which the data starts; what was there before stays. */
  readonly start: number;
  /** Bytes that may come. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/**
 * Streams bytes to a file as fast as the disk takes them.
 *
 * @returns bytes written.
 * @throws AppError `request.too-large` when more come than may; what was written stays for the caller to remove.
 */
export async function writeUpload(from: Readable, options: WriteUploadOptions): Promise<number> {
  const { file, start, limit, signal } = options;
  let bytes = 0;
  async function* metered() {
    // where it comes from stays open: a refusal goes back on the same connection
    for await (const chunk of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limit) throw new AppError('request.too-large', `More than ${limit} bytes came.`);
      yield chunk;
    }
  }
  const to = createWriteStream(file, { flags: start === 0 ? 'w' : 'r+', start, mode: 0o600 });
  await pipeline(metered, to, { signal });
  return bytes;
}
