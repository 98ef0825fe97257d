import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { probeProvider } from '../../../../sidecar/src/models/provider/probe-provider.ts';

const dir = mkdtempSync(join(tmpdir(), 'avatar-probe-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const request = { dir, provider: 'webgpu' as const, threads: 1, models: [{ model: 'a', outputs: [] }] };
const ran = { outcome: 'ran', model: 'a', ms: 1, cpuMs: 2, error: 0 };
const send = (message: object) => `process.send(${JSON.stringify(message)});`;
const forever = 'setInterval(() => {}, 1000);';

/** Starts a program in the place of the real one. */
function probe(program: string, options: { signal?: AbortSignal; modelTimeout?: number } = {}) {
  const childFile = join(
    dir,
    `${Math.abs(program.length * 31 + program.charCodeAt(program.length - 1))}.mjs`,
  );
  writeFileSync(childFile, program);
  return probeProvider(request, { childFile, ...options });
}

test('gives what the process says until it ends', async () => {
  expect(await probe(send(ran) + send({ ...ran, model: 'b' }))).toEqual({
    results: [ran, { ...ran, model: 'b' }],
    stopped: null,
  });
});

test('hands the request over', async () => {
  const echo = 'const r = JSON.parse(process.argv[2]);';
  const report = await probe(
    `${echo} process.send({ outcome: 'failed', model: r.models[0].model, unavailable: true, message: r.provider });`,
  );
  expect(report.results).toEqual([{ outcome: 'failed', model: 'a', unavailable: true, message: 'webgpu' }]);
});

test('a crash keeps what was said before it', async () => {
  const report = await probe(`${send(ran)} setTimeout(() => process.abort(), 50);`);
  expect(report).toEqual({ results: [ran], stopped: 'its process ended with SIGABRT' });
});

test('an error exit is a crash', async () => {
  expect((await probe('process.exit(3);')).stopped).toBe('its process ended with 3');
});

test('a process that hangs is ended', async () => {
  const report = await probe(send(ran) + forever, { modelTimeout: 400 });
  expect(report.stopped).toBe('it did not answer within 0.4 s');
});

test('a provider that is hopelessly slow is given up without a complaint', async () => {
  const slow = { ...ran, ms: 100, cpuMs: 1 };
  expect(await probe(send(slow) + forever)).toEqual({ results: [slow], stopped: null });
});

test('an answer that makes no sense ends it', async () => {
  expect((await probe(send({ outcome: 'fine' }) + forever)).stopped).toContain('makes no sense');
});

test('a program that does not exist is reported, not thrown', async () => {
  const report = await probeProvider(request, { childFile: join(dir, 'none.mjs') });
  expect(report.stopped).toContain('ended with');
});

test('a stop ends the process and rejects', async () => {
  const stop = new AbortController();
  const run = probe(forever, { signal: stop.signal });
  setTimeout(() => stop.abort(), 100);
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  await expect(probe(forever, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
});
