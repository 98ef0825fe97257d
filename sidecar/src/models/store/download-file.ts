import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';

/** Tries before a download counts as failed; each goes on where the last one broke off. */
const ATTEMPTS = 3;

/** Time without a single byte after which a connection counts as dead, ms. */
const STALL = 30_000;

export interface Download {
  readonly url: string;
  readonly sha256: string;
  /** Bytes; not one more is read. */
  readonly size: number;
}

export interface DownloadOptions {
  readonly signal?: AbortSignal;
  /** Bytes that are here so far. */
  readonly onProgress?: (received: number, size: number) => void;
  /** Default 30 s; shorter in tests. */
  readonly stallTimeout?: number;
}

/**
 * Fetches a file into a folder and returns the path of it; the caller moves or removes it. What is left of an
 * earlier try is continued by a range request. The size and the digest are checked.
 * Throws `model.download-failed`, or `model.hash-mismatch` when the server gives another file; rejects with the
 * signal's reason when aborted, and keeps what was received.
 */
export async function downloadFile(
  dir: string,
  file: Download,
  options: DownloadOptions = {},
): Promise<string> {
  await mkdir(dir, { recursive: true });
  const path = join(dir, `${file.sha256.slice(0, 16)}.${process.pid}.part`);
  await adopt(dir, file, path);
  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    options.signal?.throwIfAborted();
    try {
      await receive(path, file, options);
      await verify(path, file);
      return path;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof AppError) throw error;
      failure = error;
    }
  }
  throw failed(file, failure instanceof Error ? failure.message : String(failure), failure);
}

/** Takes over what a process that is gone has received. */
async function adopt(dir: string, file: Download, path: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const [digest, pid, end] = name.split('.');
    if (digest !== file.sha256.slice(0, 16) || end !== 'part' || isAlive(Number(pid))) continue;
    await rename(join(dir, name), path).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function receive(path: string, file: Download, options: DownloadOptions): Promise<void> {
  const { signal, onProgress, stallTimeout = STALL } = options;
  const have = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  if (have === file.size) return;
  const start = have < file.size ? have : 0;
  const stall = new AbortController();
  const alive = setTimeout(() => stall.abort(new Error('the connection stalled')), stallTimeout);
  try {
    const response = await fetch(file.url, {
      headers: start > 0 ? { range: `bytes=${start}-` } : {},
      signal: signal ? AbortSignal.any([signal, stall.signal]) : stall.signal,
    });
    const offset = continues(response, start) ? start : 0;
    if (!response.ok || response.body === null) throw refusal(file, response);
    const out = await open(path, offset > 0 ? 'r+' : 'w');
    try {
      let received = offset;
      for await (const chunk of response.body) {
        if (received + chunk.length > file.size)
          throw failed(file, 'the server sends more than the file has');
        await out.write(chunk, 0, chunk.length, received);
        received += chunk.length;
        alive.refresh();
        onProgress?.(received, file.size);
      }
      if (received < file.size) throw new Error('the connection broke off');
    } finally {
      await out.close();
    }
  } finally {
    clearTimeout(alive);
  }
}

/** True when the server answers with the rest of the file and not with the whole of it. */
function continues(response: Response, start: number): boolean {
  return (
    response.status === 206 && (response.headers.get('content-range') ?? '').startsWith(`bytes ${start}-`)
  );
}

/** A refusal that another try may get over is a plain error, the others end the download. */
function refusal(file: Download, { status }: Response): Error {
  const sentence = `the server answers ${status}`;
  return status >= 500 || status === 429 ? new Error(sentence) : failed(file, sentence);
}

async function verify(path: string, file: Download): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  if (hash.digest('hex') === file.sha256) return;
  await rm(path, { force: true });
  throw new AppError('model.hash-mismatch', `${file.url} gives another file than the catalogue describes.`);
}

function failed(file: Download, why: string, cause?: unknown): AppError {
  return new AppError('model.download-failed', `${file.url} cannot be fetched: ${why}.`, { cause });
}
