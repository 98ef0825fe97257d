import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../../../sidecar/web/src/api/api-error.ts';
import { type UploadOptions, uploadClip } from '../../../sidecar/web/src/api/upload-clip.ts';
import { createMemory } from '../memory.ts';

const lost = () => new ApiError(0, { message: 'The service does not answer.', fix: '' });

/** A service that keeps what comes, and breaks off as it is told: bytes that still come of each bad part. */
function createService(breaks: (number | ApiError)[] = []) {
  let offset = 0;
  const log: string[] = [];
  return {
    log,
    get offset() {
      return offset;
    },
    startUpload: async () => {
      log.push('start');
      return { id: 'u1', offset: 0 };
    },
    uploadState: async () => {
      log.push(`ask ${offset}`);
      return { id: 'u1', offset };
    },
    sendPart: async (
      _id: string,
      { start, end, onSent }: { start: number; end: number; onSent(n: number): void },
    ) => {
      log.push(`${start}-${end}`);
      if (start !== offset) throw new ApiError(409, { message: 'out of step', fix: '' });
      const stop = breaks.shift();
      if (stop instanceof ApiError) throw stop;
      if (stop !== undefined) {
        offset += stop;
        throw lost();
      }
      onSent(end - start);
      offset = end;
    },
  };
}

const fileOf = (bytes: number) =>
  ({ name: 'a.mp4', size: bytes, lastModified: 7, slice: () => new Blob() }) as unknown as File;

function optionsFor(bytes: number, fields: Partial<UploadOptions> = {}) {
  const sent: number[] = [];
  const waiting: boolean[] = [];
  const options: UploadOptions = {
    file: fileOf(bytes),
    signal: new AbortController().signal,
    memory: createMemory(),
    onSent: (value) => sent.push(value),
    onWaiting: (value) => waiting.push(value),
    ...fields,
  };
  return { options, sent, waiting };
}

describe('upload', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const finish = async <T>(work: Promise<T>): Promise<T> => {
    const done = work.finally(() => vi.useRealTimers());
    done.catch(() => {});
    await vi.runAllTimersAsync();
    return done;
  };

  test('goes out in parts of 8 MB', async () => {
    const service = createService();
    const { options, sent } = optionsFor(20e6);
    expect(await finish(uploadClip(service, options))).toBe('u1');
    expect(service.log).toEqual(['start', '0-8000000', '8000000-16000000', '16000000-20000000']);
    expect(sent.at(-1)).toBe(20e6);
  });

  test('goes on after a broken connection with the byte that is missing', async () => {
    const service = createService([3e6, 0]);
    const { options, waiting } = optionsFor(10e6);
    await finish(uploadClip(service, options));
    expect(service.log).toEqual([
      'start',
      '0-8000000',
      'ask 3000000',
      '3000000-10000000',
      'ask 3000000',
      '3000000-10000000',
    ]);
    expect(service.offset).toBe(10e6);
    expect(waiting).toContain(true);
    expect(waiting.at(-1)).toBe(false);
  });

  test('goes on after the page was loaded anew', async () => {
    const memory = createMemory();
    const refused = new ApiError(413, { message: 'too large', fix: '' });
    const service = createService([5e6, refused]);
    await expect(finish(uploadClip(service, optionsFor(9e6, { memory }).options))).rejects.toBe(refused);
    vi.useFakeTimers();
    service.log.length = 0;
    await finish(uploadClip(service, optionsFor(9e6, { memory }).options));
    expect(service.log).toEqual(['ask 5000000', '5000000-9000000']);
    // the finished one is forgotten
    const next = createService();
    vi.useFakeTimers();
    await finish(uploadClip(next, optionsFor(9e6, { memory }).options));
    expect(next.log[0]).toBe('start');
  });

  test('stops when it is given up', async () => {
    const leave = new AbortController();
    const service = createService(Array.from({ length: 9 }, () => 0));
    const { options } = optionsFor(1e6, { signal: leave.signal });
    const work = uploadClip(service, options);
    work.catch(() => {});
    await vi.advanceTimersByTimeAsync(600);
    leave.abort();
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('gives up in the end', async () => {
    const service = createService(Array.from({ length: 99 }, () => 0));
    await expect(finish(uploadClip(service, optionsFor(1e6).options))).rejects.toMatchObject({ status: 0 });
    expect(service.log.filter((line) => line === '0-1000000')).toHaveLength(25);
  });
});
