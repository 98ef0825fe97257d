import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Download, downloadFile } from '../../../../sidecar/src/models/store/download-file.ts';

const BODY = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
const SHA256 = createHash('sha256').update(BODY).digest('hex');
/** A process number that no system gives out. */
const GONE = 2 ** 30;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let dir: string;
let server: Server;
let answers: Answer[];
let ranges: (string | undefined)[];
let file: Download;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'avatar-download-'));
  answers = [];
  ranges = [];
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    (answers.shift() ?? whole)(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  file = { url: `http://127.0.0.1:${port}/model.task`, sha256: SHA256, size: BODY.length };
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true, force: true });
});

const whole: Answer = (_, response) => response.end(BODY);
const status =
  (code: number): Answer =>
  (_, response) =>
    response.writeHead(code).end();
const breakOff =
  (bytes: number): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-length': BODY.length });
    response.write(BODY.subarray(0, bytes), () => response.destroy());
  };
const rest: Answer = ({ headers }, response) => {
  const start = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1]);
  response.writeHead(206, { 'content-range': `bytes ${start}-${BODY.length - 1}/${BODY.length}` });
  response.end(BODY.subarray(start));
};
const silent: Answer = (_, response) => {
  response.writeHead(200);
  response.write(BODY.subarray(0, 10));
};
const adopted = (pid: number) => join(dir, `${SHA256.slice(0, 16)}.${pid}.part`);

test('fetches a file and tells how far it is', async () => {
  const progress: number[] = [];
  const path = await downloadFile(dir, file, { onProgress: (received) => progress.push(received) });
  expect(readFileSync(path)).toEqual(BODY);
  expect(progress.at(-1)).toBe(BODY.length);
  expect(progress.toSorted((a, b) => a - b)).toEqual(progress);
});

describe('goes on', () => {
  test('where the connection broke off', async () => {
    answers = [breakOff(70_000), rest];
    expect(readFileSync(await downloadFile(dir, file))).toEqual(BODY);
    expect(ranges[0]).toBeUndefined();
    expect(ranges[1]).toMatch(/^bytes=\d+-$/);
  });

  test('from the start where the server does not know ranges', async () => {
    answers = [breakOff(70_000), whole];
    expect(readFileSync(await downloadFile(dir, file))).toEqual(BODY);
  });

  test('where a process that is gone has stopped', async () => {
    writeFileSync(adopted(GONE), BODY.subarray(0, 1234));
    answers = [rest];
    expect(readFileSync(await downloadFile(dir, file))).toEqual(BODY);
    expect(ranges).toEqual(['bytes=1234-']);
  });

  test('but leaves what a living process is receiving', async () => {
    writeFileSync(adopted(process.ppid), BODY.subarray(0, 1234));
    expect(readFileSync(await downloadFile(dir, file))).toEqual(BODY);
    expect(ranges).toEqual([undefined]);
    expect(readdirSync(dir)).toHaveLength(2);
  });

  test('without asking, when all of it is here', async () => {
    writeFileSync(adopted(GONE), BODY);
    expect(readFileSync(await downloadFile(dir, file))).toEqual(BODY);
    expect(ranges).toEqual([]);
  });

  test('after the server was out of order', async () => {
    answers = [status(503), status(429), whole];
    expect(readFileSync(await downloadFile(dir, file))).toEqual(BODY);
  });
});

describe('fails with model.download-failed', () => {
  test('when the server refuses, at once', async () => {
    answers = [status(404)];
    await expect(downloadFile(dir, file)).rejects.toMatchObject({ code: 'model.download-failed' });
    expect(ranges).toHaveLength(1);
  });

  test('when nobody listens', async () => {
    const closed = { ...file, url: 'http://127.0.0.1:1/model.task' };
    await expect(downloadFile(dir, closed)).rejects.toMatchObject({ code: 'model.download-failed' });
  });

  test('when the server sends more than the file has', async () => {
    const small = { ...file, size: 1000 };
    await expect(downloadFile(dir, small)).rejects.toMatchObject({ code: 'model.download-failed' });
  });

  test('when the connection falls silent', async () => {
    answers = [silent, silent, silent];
    const run = downloadFile(dir, file, { stallTimeout: 50 });
    await expect(run).rejects.toMatchObject({ code: 'model.download-failed' });
    expect(ranges).toHaveLength(3);
  });
});

test('another file of the same size is model.hash-mismatch and is thrown away', async () => {
  answers = [(_, response) => response.end(Buffer.alloc(BODY.length))];
  await expect(downloadFile(dir, file)).rejects.toMatchObject({ code: 'model.hash-mismatch' });
  expect(readdirSync(dir)).toEqual([]);
});

test('a stop keeps what is here, and the next try goes on', async () => {
  const stop = new AbortController();
  answers = [silent, rest];
  const run = downloadFile(dir, file, { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(readdirSync(dir)).toHaveLength(1);
  expect(readFileSync(await downloadFile(dir, file))).toEqual(BODY);
  expect(ranges).toEqual([undefined, 'bytes=10-']);
});
