import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readLines } from '../../../sidecar/web/src/api/read-lines.ts';

/** A stream of small pieces; `onCancel` tells that the rest is not wanted. */
function streamOf(
  bytes: Uint8Array<ArrayBuffer>,
  piece: number,
  onCancel = () => {},
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + piece));
      at += piece;
    },
    cancel: onCancel,
  });
}

const lines = Array.from({ length: 3000 }, (_, i) => JSON.stringify({ i, text: `${i} – ä` }));

test('lines come whole, however they are cut', async () => {
  for (const end of ['\n', '']) {
    const packed = Uint8Array.from(gzipSync(lines.join('\n') + end));
    const read: string[] = [];
    for await (const line of readLines(streamOf(packed, 37))) read.push(line);
    expect(read).toEqual(lines);
  }
});

test('the rest is not fetched when the first line is enough', async () => {
  const noise = Array.from({ length: 40_000 }, (_, i) => Math.sin(i).toString(36));
  const packed = Uint8Array.from(gzipSync(noise.join('\n')));
  let cancel = () => {};
  const cancelled = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  for await (const line of readLines(streamOf(packed, 1000, cancel))) {
    expect(line).toBe(noise[0]);
    break;
  }
  await cancelled;
});

test('a damaged file is an error', async () => {
  const packed = Uint8Array.from(gzipSync(lines.join('\n')).subarray(0, 500));
  const read = async () => {
    for await (const _ of readLines(streamOf(packed, 100)));
  };
  await expect(read()).rejects.toThrow();
});
