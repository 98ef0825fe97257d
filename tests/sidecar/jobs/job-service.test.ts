import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Job, JobSchema } from '../../../sidecar/src/protocol/job.ts';
import type { MotionChunk, MotionTables } from '../../../sidecar/src/protocol/motion-chunk.ts';
import { metahumanSkeleton } from '../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { ended, quickService, reached } from './quick-service.ts';

const bench = quickService();
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a job', () => {
  test('is queued, runs and is done, with its artifacts', async () => {
    const service = await bench.open();
    const states: string[] = [];
    service.on('job', ({ state }) => states.push(state));
    const path = bench.clip({}, 'hello.mp4');
    const taken = await service.submit({ input: { path }, options: { mode: 'fast' } });
    expect(JobSchema.parse(taken)).toMatchObject({
      name: 'hello',
      state: 'queued',
      priority: 0,
      input: { path, name: 'hello.mp4' },
      options: { mode: 'fast', complexity: 0, stride: 1, fps: 30 },
      skeleton: 'f_med_nrw',
      attempts: 0,
    });
    const job = await ended(service, taken.id);
    expect(JobSchema.parse(job)).toMatchObject({
      state: 'done',
      attempts: 1,
      error: null,
      warnings: ['done by a quick worker'],
    });
    expect(states).toEqual(['queued', 'running', 'done']);
    const artifacts = await service.artifacts(job.id);
    expect(artifacts.map(({ name, contentType }) => [name, contentType])).toEqual([
      ['landmarks.jsonl.gz', 'application/gzip'],
      ['motion.jsonl.gz', 'application/gzip'],
      ['build_animation.py', 'text/x-python; charset=utf-8'],
      ['build_animation.bin', 'application/octet-stream'],
      ['build_animation.json', 'application/json; charset=utf-8'],
      ['report.json', 'application/json; charset=utf-8'],
    ]);
    for (const artifact of artifacts) {
      const { read } = await service.openArtifact(job.id, artifact.name);
      const bytes = Buffer.concat(await read().toArray());
      expect([bytes.length, sha256(bytes)]).toEqual([artifact.bytes, artifact.sha256]);
      expect(Buffer.concat(await read({ start: 2, end: 4 }).toArray())).toEqual(bytes.subarray(2, 5));
    }
    expect(readdirSync(join(bench.workspace, 'jobs', job.id))).toEqual(['out']);
  });

  test('tells its progress, and nothing of it when it has ended', async () => {
    const service = await bench.open();
    const told: number[] = [];
    service.on('progress', (_, { framesDone }) => told.push(framesDone));
    const { id } = await service.submit({ input: { path: bench.clip() } });
    await ended(service, id);
    expect(told).toEqual([0, 1, 2, 3]);
    expect((await service.get(id)).progress).toBeNull();
  });

  test('that is live sends tables and keyframes as numbers', async () => {
    const service = await bench.open();
    let tables: MotionTables | undefined;
    const chunks: MotionChunk[] = [];
    service.on('tables', (_, value) => {
      tables = value;
    });
    service.on('keyframes', (_, chunk) => chunks.push(chunk));
    const { id } = await service.submit({ input: { path: bench.clip() }, live: true });
    await ended(service, id);
    expect(tables?.rest).toEqual(Float32Array.of(1, 2, 3, 0, 0, 0, 1));
    expect(chunks).toHaveLength(1);
    expect(chunks[0]!.values).toEqual(Float32Array.from({ length: 12 }, (_, i) => i));
    expect(chunks[0]!.times).toEqual(Float64Array.of(0.5));
    expect(service.liveTables(id)).toBeNull();
  });

  test('of higher priority starts first, those of one priority in their order', async () => {
    const service = await bench.open();
    const started: string[] = [];
    service.on('job', ({ state, name }) => state === 'running' && started.push(name));
    const submit = (name: string, priority = 0) =>
      service.submit({ input: { path: bench.clip({ ms: 40 }) }, name, priority });
    await submit('first');
    const last = [await submit('a'), await submit('b', 5), await submit('c', -1), await submit('d', 5)];
    await Promise.all(last.map(({ id }) => ended(service, id)));
    expect(started).toEqual(['first', 'b', 'd', 'a', 'c']);
  });

  test.each([
    ['input.not-found', () => ({ input: { path: '/no/such/clip.mp4' } })],
    ['skeleton.not-found', () => ({ input: { path: bench.clip() }, skeleton: 'giant' })],
    ['usage.invalid', () => ({ input: { path: bench.clip() }, options: { from: 3, to: 2 } })],
    ['usage.invalid', () => ({ input: { path: bench.clip() }, options: { mode: 'odd' as never } })],
    ['usage.invalid', () => ({ input: { path: bench.clip() }, assetPath: 'Game/../x' })],
  ])('that cannot be taken is %s and leaves nothing', async (code, request) => {
    const service = await bench.open();
    await expect(service.submit(request())).rejects.toMatchObject({ code });
    expect(await service.list()).toEqual([]);
    expect(readdirSync(join(bench.workspace, 'jobs'))).toEqual([]);
  });

  test('too many is queue.full', async () => {
    const service = await bench.open({ mostQueued: 1 });
    const submit = () => service.submit({ input: { path: bench.clip({ ms: 200 }) } });
    const first = await submit();
    await reached(service, first.id, ({ state }) => state === 'running');
    await submit();
    await expect(submit()).rejects.toMatchObject({ code: 'queue.full', retryable: true });
  });
});

describe('a failure', () => {
  test('that a retry cannot help ends the job; a retry by hand starts it anew', async () => {
    const service = await bench.open();
    const { id } = await service.submit({ input: { path: bench.clip({ fail: 'input.not-video' }) } });
    const failed = await ended(service, id);
    expect(failed).toMatchObject({ state: 'failed', attempts: 1, error: { code: 'input.not-video' } });
    expect(failed.error!.fix).toMatch(/^[A-Z].*\.$/);
    expect(await service.artifacts(id)).toEqual([]);
    expect((await service.retry(id)).state).toBe('queued');
    expect(await ended(service, id)).toMatchObject({ state: 'done', attempts: 2, error: null });
    await expect(service.retry(id)).rejects.toMatchObject({ code: 'job.not-ended' });
  });

  test.each([
    ['said by the worker', { fail: 'ffmpeg.failed' }, 'ffmpeg.failed'],
    ['the death of the worker', { die: true }, 'worker.died'],
  ])('that may pass is tried again after a while: %s', async (_, plan, code) => {
    const service = await bench.open();
    const device = { device: 'cpu' } as const;
    const { id } = await service.submit({ input: { path: bench.clip(plan) }, options: device });
    const waiting = await reached(service, id, ({ state, error }) => state === 'queued' && error !== null);
    expect(waiting).toMatchObject({ attempts: 1, error: { code } });
    expect(Date.parse(waiting.notBefore!) - Date.now()).toBeGreaterThan(1000);
    expect(await ended(service, id)).toMatchObject({ state: 'done', attempts: 2, notBefore: null });
  });
});

describe('cancel', () => {
  test('ends a waiting and a running job, and leaves an ended one as it is', async () => {
    const service = await bench.open();
    const submit = (ms: number) => service.submit({ input: { path: bench.clip({ ms }) } });
    const [running, waiting] = [await submit(60_000), await submit(1)];
    await reached(service, running.id, ({ state }) => state === 'running');
    expect(await service.cancel(waiting.id)).toMatchObject({ state: 'cancelled', attempts: 0 });
    const started = performance.now();
    expect(await service.cancel(running.id)).toMatchObject({ state: 'cancelled', attempts: 1 });
    expect(performance.now() - started).toBeLessThan(2000);
    expect(await service.cancel(running.id)).toMatchObject({ state: 'cancelled' });
    expect(readdirSync(join(bench.workspace, 'jobs', running.id))).toEqual([]);
    expect((await service.stats()).jobs).toEqual({ queued: 0, running: 0, done: 0, failed: 0, cancelled: 2 });
    await expect(service.cancel('0123456789')).rejects.toMatchObject({ code: 'job.not-found' });
  });
});

describe('an upload', () => {
  test('is moved into its job under a safe name, and goes with it', async () => {
    const service = await bench.open();
    const upload = join(service.uploadDir, 'part');
    renameSync(bench.clip(), upload);
    const { id } = await service.submit(
      { input: { path: upload } },
      { upload: { name: '../../Größe?.mp4' } },
    );
    const job = await ended(service, id);
    expect(job).toMatchObject({ state: 'done', name: 'Größe?' });
    expect(job.input.path).toBe(join(bench.workspace, 'jobs', id, 'input', 'Größe_.mp4'));
    expect(existsSync(upload)).toBe(false);
    await service.remove(id);
    expect(readdirSync(join(bench.workspace, 'jobs'))).toEqual([]);
    await expect(service.get(id)).rejects.toMatchObject({ code: 'job.not-found' });
  });
});

describe('a skeleton', () => {
  test('has the same id every time and can be asked for', async () => {
    const service = await bench.open();
    const skeleton = { ...metahumanSkeleton('m_tal_ovw'), name: 'mine' };
    const id = await service.addSkeleton(skeleton);
    expect(await service.addSkeleton(skeleton)).toBe(id);
    const job = await service.submit({ input: { path: bench.clip() }, skeleton: id });
    expect(await ended(service, job.id)).toMatchObject({ state: 'done', skeleton: id });
    await expect(service.addSkeleton({ name: 'x', bones: skeleton.bones.slice(0, 3) })).rejects.toMatchObject(
      { code: 'skeleton.unknown-bone' },
    );
  });
});

describe('the list', () => {
  test('gives the newest first, page by page, and one state alone', async () => {
    const service = await bench.open();
    const jobs: Job[] = [];
    for (let k = 0; k < 5; k++) jobs.push(await service.submit({ input: { path: bench.clip({ ms: 1 }) } }));
    await Promise.all(jobs.map(({ id }) => ended(service, id)));
    const ids = jobs.map(({ id }) => id).reverse();
    const list = async (query = {}) => (await service.list(query)).map(({ id }) => id);
    expect(await list()).toEqual(ids);
    expect(await list({ limit: 2 })).toEqual(ids.slice(0, 2));
    expect(await list({ limit: 2, before: ids[1] })).toEqual(ids.slice(2, 4));
    expect(await list({ state: 'failed' })).toEqual([]);
  });
});

describe('an artifact', () => {
  test.each(['none.txt', '../../../secret', 'artifacts.list.json', ''])(
    'named %j is not found',
    async (name) => {
      const service = await bench.open();
      const { id } = await service.submit({ input: { path: bench.clip() } });
      await ended(service, id);
      await expect(service.openArtifact(id, name)).rejects.toMatchObject({ code: 'artifact.not-found' });
    },
  );
});

test('the log names the job', async () => {
  const lines: object[] = [];
  const log = { info: (fields: object) => lines.push(fields), warn: (fields: object) => lines.push(fields) };
  const service = await bench.open({ log });
  const { id } = await service.submit({ input: { path: bench.clip() } });
  await ended(service, id);
  await service.close();
  expect(lines).toContainEqual({ job: id, attempt: 1 });
  expect(lines).toContainEqual({ job: id, state: 'done', error: undefined });
  expect(readFileSync(join(bench.workspace, 'jobs.sqlite3')).length).toBeGreaterThan(0);
});
