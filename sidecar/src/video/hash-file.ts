import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { throwIfAborted } from './ffmpeg.ts';

/** Bytes read at a time. */
const CHUNK = 1 << 20;

/** SHA-256 of a file as hex, read as a stream. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: CHUNK }), hash, { signal }).catch((error) => {
    throwIfAborted(signal);
    throw error;
  });
  return hash.digest('hex');
}
