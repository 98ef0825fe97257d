import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, toAppError } from '../../protocol/errors.ts';
import type { ApiRequest } from './route.ts';

export interface SendBytesOptions {
  readonly bytes: number;
  readonly contentType: string;
  /** Name under which a browser stores it; null to show it in place. */
  readonly fileName: string | null;
  /** Strong validator, without quotes: the digest of the bytes. */
  readonly etag: string | null;
  /** The bytes from `start` to `end`, both of them counted. */
  read(range: { start: number; end: number } | undefined): Readable;
}

/**
 * Sends a file or the part of it that the request asks for (RFC 9110, one range).
 * @throws AppError `range.invalid`
 */
export async function sendBytes(
  { raw, reply, signal }: ApiRequest,
  options: SendBytesOptions,
): Promise<null> {
  const { bytes, contentType, fileName, etag } = options;
  const tag = etag === null ? null : `"${etag}"`;
  reply.setHeader('Accept-Ranges', 'bytes');
  reply.setHeader('Content-Type', contentType);
  reply.setHeader('Cache-Control', 'private, no-cache');
  if (tag !== null) reply.setHeader('ETag', tag);
  if (fileName !== null) reply.setHeader('Content-Disposition', disposition(fileName));
  if (tag !== null && raw.headers['if-none-match'] === tag) {
    reply.writeHead(304).end();
    return null;
  }
  const range = usesRange(raw.headers, tag) ? parseRange(raw.headers.range, bytes) : undefined;
  if (range === null) {
    reply.setHeader('Content-Range', `bytes */${bytes}`);
    throw new AppError('range.invalid', `The file has ${bytes} bytes.`);
  }
  if (range !== undefined) reply.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${bytes}`);
  const length = range === undefined ? bytes : range.end - range.start + 1;
  reply.writeHead(range === undefined ? 200 : 206, { 'Content-Length': length });
  if (raw.method === 'HEAD' || length === 0) {
    reply.end();
    return null;
  }
  await pipeline(options.read(range), reply, { signal }).catch((thrown: unknown) => {
    // a client that has seen enough goes away in the middle
    if (!signal.aborted && !reply.destroyed) throw toAppError(thrown);
  });
  return null;
}

/** `If-Range` with another validator asks for the whole file. */
function usesRange(headers: ApiRequest['raw']['headers'], tag: string | null): boolean {
  const condition = headers['if-range'];
  return headers.range !== undefined && (condition === undefined || condition === tag);
}

/**
 * The one range of a `Range` header: undefined for what is to be ignored (another unit, several ranges), null
 * for one that lies outside of the file.
 */
export function parseRange(
  header: string | undefined,
  bytes: number,
): { start: number; end: number } | null | undefined {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  if (from === '') {
    const length = Math.min(Number(to), bytes);
    return length === 0 ? null : { start: bytes - length, end: bytes - 1 };
  }
  const start = Number(from);
  const end = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (to !== '' && Number(to) < start) return undefined;
  return start >= bytes ? null : { start, end };
}

function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const coded = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${coded}`;
}
