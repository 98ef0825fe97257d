import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  type PipeReader,
  type PipeSink,
  readChunks,
  readPipe,
} from '../../../sidecar/src/video/pipe-reader.ts';

const BYTES = 300_000;
const byteAt = (index: number) => (index * 7 + (index >> 8)) & 255;

/** Takes bytes into buffers of odd sizes, pauses after each, and goes on a moment later. */
function collect(start: (sink: PipeSink) => PipeReader): Promise<number[]> {
  const got: number[] = [];
  return new Promise((resolve, reject) => {
    let buffer = new Uint8Array(new SharedArrayBuffer(1));
    const reader = start({
      target: () => buffer,
      accept(count) {
        got.push(...buffer.subarray(0, count));
        buffer = new Uint8Array(new SharedArrayBuffer(1 + (got.length % 5003)));
        setImmediate(() => reader.resume());
        return false;
      },
      onEnd: (error) => (error ? reject(error) : resolve(got)),
    });
  });
}

function writer(): ReturnType<typeof spawn> {
  const body = `Uint8Array.from({ length: ${BYTES} }, (_, i) => (i * 7 + (i >> 8)) & 255)`;
  return spawn(process.execPath, ['-e', `process.stdout.write(${body})`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** A difference in so many bytes is not worth printing. */
const isExpected = (got: readonly number[]) =>
  got.length === BYTES && got.every((byte, i) => byte === byteAt(i));

describe('readPipe', () => {
  it('reads straight into the buffers of the sink, pausing as it is told', async () => {
    expect(isExpected(await collect((sink) => readPipe(writer().stdout!, sink)))).toBe(true);
  });

  it('hands on what the sink throws, and closes the pipe', async () => {
    const child = writer();
    const failed = new Promise((resolve) => {
      readPipe(child.stdout!, {
        target: () => new Uint8Array(100),
        accept: () => {
          throw new Error('mine');
        },
        onEnd: resolve,
      });
    });
    expect(await failed).toMatchObject({ message: 'mine' });
    await new Promise((resolve) => child.once('exit', resolve));
  });
});

describe('readChunks', () => {
  it('does the same with a copy', async () => {
    expect(isExpected(await collect((sink) => readChunks(writer().stdout!, sink)))).toBe(true);
  });

  it('ends with its stream', async () => {
    const stream = new PassThrough();
    const got = collect((sink) => readChunks(stream, sink));
    stream.end(Uint8Array.from([1, 2, 3]));
    expect(await got).toEqual([1, 2, 3]);
  });
});
