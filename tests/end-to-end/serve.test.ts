import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Job, JobSchema } from '../../sidecar/src/protocol/job.ts';
import { keyframeLayout, unpackKeyframes } from '../../sidecar/src/protocol/keyframes.ts';
import type { MotionFrame } from '../../sidecar/src/protocol/motion.ts';
import { ARKIT_NAMES } from '../../sidecar/src/skeleton/arkit.ts';
import { metahumanSkeleton } from '../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { type Running, start } from '../sidecar/cli/command-line.ts';
import { connect, type SocketClient } from '../sidecar/server/socket-client.ts';

const SAMPLE = fileURLToPath(new URL('../fixtures/sample.mp4', import.meta.url));
/** Part of the clip that is tracked, seconds. */
const PART = { from: 0, to: 1.5 };

let workspace = '';
let service: Running;
let address = { http: '', ws: '', token: '' };
let client: SocketClient;

beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'service-'));
  service = start(['serve', '--workspace', workspace, '--log-level', 'warn']);
  const line = await service.line((text) => text.includes('"listening"'));
  const { http, ws, tokenFile } = JSON.parse(line) as { http: string; ws: string; tokenFile: string };
  address = { http, ws, token: readFileSync(tokenFile, 'utf8').trim() };
  client = await connect(ws, { token: address.token });
  await client.next('welcome');
});
afterAll(async () => {
  client.close();
  service.child.kill('SIGTERM');
  await service.finished;
  rmSync(workspace, { recursive: true, force: true });
});

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${address.http}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${address.token}`, ...init.headers },
  });

/** Live and recorded frames of a job that has just been submitted, in the order in which they came. */
async function framesOf(
  job: string,
  stream: 'live' | 'recorded',
): Promise<{ rows: Float32Array[]; times: number[] }> {
  const layout = keyframeLayout(64, ARKIT_NAMES.length);
  const rows: Float32Array[] = [];
  const times: number[] = [];
  const { frames, dropped } = await client.next('end', (end) => end.job === job && end.stream === stream);
  for (const message of client.received) {
    if (message.type !== 'keyframes' || message.stream !== stream || message.job !== job) continue;
    const chunk = unpackKeyframes(message, layout);
    times.push(...chunk.times);
    for (let i = 0; i < message.count; i++)
      rows.push(chunk.values.slice(i * layout.size, (i + 1) * layout.size));
  }
  expect([rows.length, dropped]).toEqual([frames, 0]);
  return { rows, times };
}

function expectWhole({ rows, times }: { rows: Float32Array[]; times: number[] }): void {
  for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThan(times[i - 1]!);
  for (const row of rows) {
    expect(row.every(Number.isFinite)).toBe(true);
    for (let bone = 0; bone < 64; bone++)
      expect(Math.hypot(...row.subarray(3 + 4 * bone, 7 + 4 * bone))).toBeCloseTo(1, 4);
  }
}

test('a clip becomes a job, live keyframes, its recorded motion and its files', async () => {
  const skeleton = { ...metahumanSkeleton('m_tal_ovw'), name: 'mine' };
  client.send({ type: 'skeleton', requestId: 1, ...skeleton });
  const { skeleton: id } = await client.next('skeletonAccepted');

  client.send({
    type: 'submit',
    requestId: 2,
    input: { path: SAMPLE },
    options: { mode: 'fast', device: 'cpu', ...PART },
    skeleton: id,
    live: true,
  });
  const { job } = await client.next('job', ({ requestId }) => requestId === 2);
  client.send({ type: 'watch', requestId: 3, job: job.id, stream: 'live', face: 'arkit', fromSequence: 0 });
  client.send({
    type: 'watch',
    requestId: 4,
    job: job.id,
    stream: 'recorded',
    face: 'arkit',
    fromSequence: 0,
  });
  const [live, recorded] = await Promise.all([framesOf(job.id, 'live'), framesOf(job.id, 'recorded')]);
  expectWhole(live);
  expectWhole(recorded);
  expect(live.rows.length).toBeGreaterThan(30);
  expect(client.received.some((message) => message.type === 'progress' && message.job === job.id)).toBe(true);

  const done = JobSchema.parse(await (await call(`/api/jobs/${job.id}`)).json());
  expect(done).toMatchObject({ state: 'done', error: null, attempts: 1 });
  const result = await client.next('result');
  for (const { name, bytes, sha256 } of result.artifacts) {
    const file = Buffer.from(await (await call(`/api/jobs/${job.id}/artifacts/${name}`)).arrayBuffer());
    expect([name, file.length, createHash('sha256').update(file).digest('hex')]).toEqual([
      name,
      bytes,
      sha256,
    ]);
  }
  expect(readFileSync(result.script!, 'utf8')).toContain('unreal');
  expect(result.unreal).toBe(`py "${result.script}"`);

  const motion = gunzipSync(
    await (await call(`/api/jobs/${job.id}/artifacts/motion.jsonl.gz`)).arrayBuffer(),
  );
  const [header, ...frames] = motion
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(header.skeleton.name).toBe('mine');
  expect(recorded.rows).toHaveLength(frames.length);
  for (const [i, frame] of (frames as MotionFrame[]).entries()) {
    expect([...recorded.rows[i]!.subarray(0, 3)]).toEqual(frame.pelvis.map(Math.fround));
    expect([...recorded.rows[i]!.subarray(3, 259)]).toEqual(frame.rotations.flat().map(Math.fround));
    expect(recorded.times[i]).toBe(frame.time);
  }
}, 180_000);

test('an upload is tracked over REST alone; the service’s own numbers tell of it', async () => {
  const form = new FormData();
  form.append('options', JSON.stringify({ mode: 'ultra-fast', device: 'cpu', from: 0, to: 0.5 }));
  form.append('video', new File([readFileSync(SAMPLE)], 'Größe 1.mp4'));
  const created = await call('/api/jobs', { method: 'POST', body: form });
  expect(created.status).toBe(201);
  const { id } = (await created.json()) as Job;
  const events = await (await call(`/api/jobs/${id}/events`)).text();
  const states = [...events.matchAll(/^event: job\ndata: (.*)$/gm)].map(
    ([, data]) => (JSON.parse(data!) as Job).state,
  );
  expect(states.at(-1)).toBe('done');
  expect(events).toContain('event: progress');
  const part = await call(`/api/jobs/${id}/input`, { headers: { range: 'bytes=0-99' } });
  expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([
    206,
    readFileSync(SAMPLE).subarray(0, 100),
  ]);
  const numbers = await (await call('/metrics')).text();
  expect(numbers).toContain('avatar_tracker_jobs{state="done"} 2');
  expect(numbers).toMatch(/avatar_tracker_stage_seconds_count\{stage="track"\} 2/);
  expect((await call(`/api/jobs/${id}`, { method: 'DELETE' })).status).toBe(204);
}, 180_000);

test('a file that is no video is a failed job with its reason', async () => {
  const path = fileURLToPath(import.meta.url);
  const created = await call('/api/jobs', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: { path } }),
  });
  const body = (await created.json()) as Job & { error: { code: string } };
  if (created.status !== 201) return expect(body.error.code).toBe('input.not-video');
  await (await call(`/api/jobs/${body.id}/events`)).text();
  const job = (await (await call(`/api/jobs/${body.id}`)).json()) as Job;
  expect([job.state, job.error?.code, job.attempts]).toEqual(['failed', 'input.not-video', 1]);
}, 60_000);
