import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ERRORS, type ErrorCode } from '../../../sidecar/src/protocol/errors.ts';
import { JobSchema } from '../../../sidecar/src/protocol/job.ts';
import { DEFAULT_LIMITS } from '../../../sidecar/src/server/limits.ts';
import { failedWith } from './fake-job-service.ts';
import { type Reply, startService, type TestService, TOKEN } from './running-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService({
    limits: { ...DEFAULT_LIMITS, uploadBytes: 1000, bodyBytes: 2000, uploads: 2, eventStreams: 2 },
  });
});
afterAll(() => service.close());

function expectRefusal({ status, json }: Reply, code: ErrorCode): void {
  expect([json?.error?.code, status]).toEqual([code, ERRORS[code].http]);
  expect(json.error.fix).toBe(ERRORS[code].fix);
}

async function submit(body: object = {}): Promise<string> {
  const { json } = await service.call('POST', '/api/jobs', {
    body: { input: { path: service.clip }, ...body },
  });
  return json.id;
}

describe('jobs', () => {
  test('are submitted with a path and options, and looked at', async () => {
    const body = { input: { path: service.clip }, options: { mode: 'fast', overlay: true }, priority: 5 };
    const created = await service.call('POST', '/api/jobs', { body });
    expect(created.status).toBe(201);
    expect(JobSchema.parse(created.json)).toMatchObject({
      state: 'queued',
      priority: 5,
      input: { path: service.clip, name: 'clip.mp4' },
      options: { mode: 'fast', overlay: true },
    });
    const seen = await service.call('GET', `/api/jobs/${created.json.id}`);
    expect([seen.status, seen.json]).toEqual([200, created.json]);
    const { json } = await service.call('GET', '/api/jobs?limit=1&state=queued');
    expect(json).toEqual({ jobs: [created.json] });
  });

  test('are cancelled, retried and removed', async () => {
    const id = await submit();
    expectRefusal(await service.call('POST', `/api/jobs/${id}/retry`), 'job.not-ended');
    expect((await service.call('POST', `/api/jobs/${id}/cancel`)).json.state).toBe('cancelled');
    expect((await service.call('POST', `/api/jobs/${id}/retry`)).json.state).toBe('queued');
    expectRefusal(await service.call('DELETE', `/api/jobs/${id}`), 'job.not-ended');
    await service.call('POST', `/api/jobs/${id}/cancel`);
    const removed = await service.call('DELETE', `/api/jobs/${id}`);
    expect([removed.status, removed.body.length]).toEqual([204, 0]);
    expectRefusal(await service.call('GET', `/api/jobs/${id}`), 'job.not-found');
  });

  test('tell why they failed', async () => {
    const id = await submit();
    service.jobs.change(id, failedWith('input.not-video'));
    const { json } = await service.call('GET', `/api/jobs/${id}`);
    expect([json.state, json.error.code]).toEqual(['failed', 'input.not-video']);
  });

  test.each<[string, object | string, ErrorCode, string]>([
    ['no JSON', '{', 'request.invalid', 'no JSON'],
    ['no input', {}, 'request.invalid', 'input'],
    ['an unknown field', { input: { path: '/a' }, colour: 'red' }, 'request.invalid', 'colour'],
    ['an unknown option', { input: { path: '/a' }, options: { speed: 9 } }, 'request.invalid', 'options'],
    ['a wrong option', { input: { path: '/a' }, options: { fps: 25 } }, 'request.invalid', 'options.fps'],
    ['a list', [], 'request.invalid', 'request'],
    ['too much', { input: { path: 'x'.repeat(3000) } }, 'request.too-large', '2000'],
    ['an upload that is not there', { input: { upload: 'x' } }, 'upload.not-found', 'upload'],
    ['a relative path', { input: { path: 'clip.mp4' } }, 'request.invalid', 'absolute'],
  ])('%s is refused', async (_name, body, code, words) => {
    const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const headers = { 'content-type': 'application/json' };
    const reply = await service.call('POST', '/api/jobs', { body: raw, headers });
    expectRefusal(reply, code);
    expect(reply.json.error.message.toLowerCase()).toContain(words.toLowerCase());
  });

  test.each([
    ['text', { 'content-type': 'text/plain' }],
    ['a packed body', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
    ['a packed form', { 'content-type': 'multipart/form-data; boundary=x', 'content-encoding': 'br' }],
  ])('%s is media.unsupported', async (_name, headers) => {
    expectRefusal(
      await service.call('POST', '/api/jobs', { body: Buffer.from('{}'), headers }),
      'media.unsupported',
    );
  });

  test('a defect is told as one, and the log has the rest', async () => {
    service.jobs.failNext(new Error('secret /etc/shadow'));
    const reply = await service.call('GET', '/api/jobs/abcdefghij');
    expectRefusal(reply, 'internal');
    expect(reply.body.toString()).not.toContain('secret');
    expect(service.logged.at(-1)).toMatchObject({ code: 'internal', job: 'abcdefghij', level: 50 });
    expect(JSON.stringify(service.logged.at(-1))).toContain('secret');
  });
});

describe('artifacts', () => {
  const motion = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
  let path = '';
  beforeAll(async () => {
    const id = await submit();
    service.jobs.giveFiles(id, { 'motion.jsonl.gz': motion, 'report.json': '{}', empty: '' });
    path = `/api/jobs/${id}/artifacts`;
  });

  test('are listed and fetched whole', async () => {
    const { json } = await service.call('GET', path);
    const sha256 = createHash('sha256').update(motion).digest('hex');
    expect(json.artifacts[0]).toMatchObject({ name: 'motion.jsonl.gz', kind: 'motion', bytes: 256, sha256 });
    const { status, headers, body } = await service.call('GET', `${path}/motion.jsonl.gz`);
    expect([status, body]).toEqual([200, motion]);
    expect(headers).toMatchObject({
      'content-length': '256',
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
      'content-disposition': `attachment; filename="motion.jsonl.gz"; filename*=UTF-8''motion.jsonl.gz`,
    });
    const again = await service.call('GET', `${path}/motion.jsonl.gz`, {
      headers: { 'if-none-match': `"${sha256}"` },
    });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  test.each([
    ['bytes=0-9', 206, 0, 9],
    ['bytes=250-', 206, 250, 255],
    ['bytes=-6', 206, 250, 255],
    ['bytes=-1000', 206, 0, 255],
    ['bytes=255-9999', 206, 255, 255],
    ['bytes=9-3', 200, 0, 255],
    ['bytes=0-1,4-5', 200, 0, 255],
    ['lines=0-1', 200, 0, 255],
  ])('%s', async (range, status, start, end) => {
    const reply = await service.call('GET', `${path}/motion.jsonl.gz`, { headers: { range } });
    expect([reply.status, reply.body]).toEqual([status, motion.subarray(start, end + 1)]);
    expect(reply.headers['content-range']).toBe(status === 206 ? `bytes ${start}-${end}/256` : undefined);
  });

  test.each(['bytes=256-', 'bytes=999-1000', 'bytes=-0'])('%s is range.invalid', async (range) => {
    const reply = await service.call('GET', `${path}/motion.jsonl.gz`, { headers: { range } });
    expectRefusal(reply, 'range.invalid');
    expect(reply.headers['content-range']).toBe('bytes */256');
  });

  test('If-Range with another validator gives the whole file', async () => {
    const headers = { range: 'bytes=0-9', 'if-range': '"another"' };
    expect((await service.call('GET', `${path}/motion.jsonl.gz`, { headers })).status).toBe(200);
  });

  test('HEAD tells without the bytes; an empty file is empty', async () => {
    const head = await service.call('HEAD', `${path}/motion.jsonl.gz`);
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '256', 0]);
    const empty = await service.call('GET', `${path}/empty`);
    expect([empty.status, empty.headers['content-length']]).toEqual([200, '0']);
  });

  test.each(['..%2f..%2fclip.mp4', '%2e%2e', 'other.txt', 'motion.jsonl.gz%00'])(
    '%s is not found',
    async (name) => {
      const { status, json } = await service.call('GET', `${path}/${name}`);
      expect([status, json.error.code.split('.')[1]]).toEqual([404, 'not-found']);
    },
  );

  test('a ticket opens its own address for a while, to read', async () => {
    const { json, status } = await service.call('POST', '/api/tickets', {
      body: { path: `${path}/motion.jsonl.gz` },
    });
    expect(status).toBe(201);
    const options = { token: null };
    expect((await service.call('GET', json.url, options)).body).toEqual(motion);
    expectRefusal(
      await service.call('GET', json.url.replace('motion.jsonl.gz', 'report.json'), options),
      'token.refused',
    );
    expectRefusal(
      await service.call('GET', json.url.replace(/ticket=\d+/, 'ticket=99999999999'), options),
      'token.refused',
    );
    expectRefusal(await service.call('GET', `/api/jobs?${json.url.split('?')[1]}`, options), 'token.refused');
    expectRefusal(
      await service.call('POST', '/api/tickets', { body: { path: '/api/jobs' } }),
      'request.invalid',
    );
  });

  test('a report that is shown in place has no part in the origin of the service', async () => {
    const shown = await service.call('GET', `${path}/report.json?show=inline`);
    expect(shown.headers['content-disposition']).toBeUndefined();
    expect(shown.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none';/);
    expectRefusal(await service.call('GET', `${path}/report.json?show=all`), 'request.invalid');
  });

  test('the clip itself, with ranges', async () => {
    const clip = path.replace(/artifacts$/, 'input');
    const { headers, body } = await service.call('GET', clip);
    expect([headers['content-type'], body.toString()]).toEqual(['video/mp4', 'a clip']);
    expect((await service.call('GET', clip, { headers: { range: 'bytes=2-' } })).body.toString()).toBe(
      'clip',
    );
  });
});

async function partAddress(): Promise<string> {
  const { json } = await service.call('POST', '/api/uploads', { body: { name: 'a', bytes: 10 } });
  return `/api/uploads/${json.id}`;
}

describe('uploads in a form', () => {
  const uploads = () => readdirSync(service.jobs.uploadDir);
  const form = async (parts: Record<string, string | File>): Promise<Reply> => {
    const data = new FormData();
    for (const [name, part] of Object.entries(parts)) data.append(name, part);
    const encoded = new Response(data);
    const body = Buffer.from(await encoded.arrayBuffer());
    return service.call('POST', '/api/jobs', {
      body,
      headers: { 'content-type': encoded.headers.get('content-type')! },
    });
  };
  const clip = (bytes: number, name = 'Grüße.MP4') => new File(['x'.repeat(bytes)], name);

  test('a clip with fields becomes a job', async () => {
    const { status, json } = await form({
      options: '{"mode":"fast"}',
      priority: '3',
      live: 'true',
      name: 'Hello',
      video: clip(1000),
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({ name: 'Hello', priority: 3, live: true, options: { mode: 'fast' } });
    expect(json.input.name).toBe('Grüße.MP4');
    expect(json.input.path).toMatch(/uploads\/[0-9a-f]{24}\.mp4$/);
    expect(readFileSync(json.input.path, 'utf8')).toBe('x'.repeat(1000));
    rmSync(json.input.path);
  });

  test('fields may come as one, and after the clip', async () => {
    const { json } = await form({ video: clip(3), job: '{"priority":-2}' });
    expect(json.priority).toBe(-2);
    rmSync(json.input.path);
  });

  test.each([
    ['../../../etc/cron.d/x', 'x'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['..', 'upload'],
    ['', 'upload'],
    ['a\u202Egpj.exe', 'agpj.exe'],
  ])('the name %j is a name and no path', async (given, shown) => {
    const { json } = await form({ video: clip(3, given) });
    expect(json.input.name).toBe(shown);
    expect(json.input.path.startsWith(join(service.folder, 'uploads/'))).toBe(true);
    rmSync(json.input.path);
  });

  test.each<[string, Record<string, string | File>, ErrorCode]>([
    ['a clip that is too large', { video: clip(1001) }, 'request.too-large'],
    ['no clip', { name: 'x' }, 'request.invalid'],
    ['two clips', { video: clip(1), other: clip(1) }, 'request.invalid'],
    ['options that are no JSON', { options: '{', video: clip(1) }, 'request.invalid'],
    ['a field that does not exist', { colour: 'red', video: clip(1) }, 'request.invalid'],
    ['an input in the form', { job: '{"input":{"path":"/etc/passwd"}}', video: clip(1) }, 'request.invalid'],
    ['a number that is none', { priority: 'high', video: clip(1) }, 'request.invalid'],
    ['a field that is too large', { name: 'x'.repeat(3000), video: clip(1) }, 'request.too-large'],
    [
      'too many fields',
      { ...Object.fromEntries([...'abcdefghijklmnopqrstu'].map((k) => [k, k])), video: clip(1) },
      'request.invalid',
    ],
  ])('%s is refused and leaves nothing', async (_name, parts, code) => {
    const before = uploads();
    expectRefusal(await form(parts), code);
    expect(uploads()).toEqual(before);
  });

  test.each(['/api/jobs', '/api/tickets', '/api/nothing'])(
    'a client that still sends to %s hears why it is refused',
    async (path) => {
      const body = Buffer.alloc(30e6, 'x');
      for (const type of ['multipart/form-data; boundary=x', 'application/json', 'text/plain']) {
        const { status } = await service.call('POST', path, { body, headers: { 'content-type': type } });
        expect([400, 404, 413, 415]).toContain(status);
      }
    },
  );

  test('a body without a length is refused when it grows too large, and the client hears it', async () => {
    const endless = (bytes: number) => ReadableStream.from(Array(bytes / 1000).fill(new Uint8Array(1000)));
    const part = await partAddress();
    for (const [path, method, headers] of [
      ['/api/jobs', 'POST', { 'content-type': 'application/json' }],
      [part, 'PATCH', { 'content-range': 'bytes 0-9/10' }],
    ] as const) {
      const reply = await fetch(`${service.server.http}${path}`, {
        method,
        headers: { authorization: `Bearer ${TOKEN}`, ...headers },
        body: endless(5e6),
        duplex: 'half',
      } as RequestInit);
      const { error } = (await reply.json()) as { error: { code: string } };
      expect([reply.status, error.code]).toEqual([413, 'request.too-large']);
    }
    expect((await service.call('DELETE', part)).status).toBe(204);
  });

  test.each([
    ['no boundary', 'multipart/form-data', 'x'],
    [
      'a form that breaks off',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="v"; filename="a"\r\n\r\nabc',
    ],
    ['no form at all', 'multipart/form-data; boundary=x', 'hello'],
  ])('%s is refused and leaves nothing', async (_name, type, body) => {
    const before = uploads();
    expectRefusal(
      await service.call('POST', '/api/jobs', { body: Buffer.from(body), headers: { 'content-type': type } }),
      'request.invalid',
    );
    expect(uploads()).toEqual(before);
  });
});

describe('uploads in parts', () => {
  const part = (id: string, range: string, data: string) =>
    service.call('PATCH', `/api/uploads/${id}`, {
      body: Buffer.from(data),
      headers: { 'content-range': `bytes ${range}` },
    });

  test('go on where they broke off', async () => {
    const started = await service.call('POST', '/api/uploads', { body: { name: 'a.mov', bytes: 10 } });
    expect([started.status, started.json.offset]).toEqual([201, 0]);
    const { id } = started.json;
    expect((await part(id, '0-3/10', 'abcd')).json.offset).toBe(4);
    expectRefusal(await part(id, '0-3/10', 'abcd'), 'upload.conflict');
    expectRefusal(await part(id, '4-9/11', 'efghij'), 'upload.conflict');
    expectRefusal(await part(id, '4-5/10', 'efghij'), 'request.too-large');
    const { json } = await service.call('GET', `/api/uploads/${id}`);
    expect(json.offset).toBeLessThanOrEqual(6);
    const missing = 'abcdefghij'.slice(json.offset);
    expectRefusal(
      await service.call('POST', '/api/jobs', { body: { input: { upload: id } } }),
      'upload.conflict',
    );
    expect((await part(id, `${json.offset}-9/10`, missing)).json.offset).toBe(10);
    const job = await service.call('POST', '/api/jobs', { body: { input: { upload: id }, name: 'n' } });
    expect(job.status).toBe(201);
    expect(readFileSync(job.json.input.path, 'utf8')).toBe('abcdefghij');
    expectRefusal(await service.call('GET', `/api/uploads/${id}`), 'upload.not-found');
    rmSync(job.json.input.path);
  });

  test('are bounded in size and number, and can be given up', async () => {
    const start = (bytes: number) => service.call('POST', '/api/uploads', { body: { name: 'a', bytes } });
    expectRefusal(await start(1001), 'request.too-large');
    expectRefusal(await start(0), 'request.invalid');
    const ids = [(await start(5)).json.id, (await start(5)).json.id];
    expectRefusal(await start(5), 'connection.exceeded');
    expectRefusal(await part(ids[0], 'x', 'abc'), 'request.invalid');
    for (const id of ids) expect((await service.call('DELETE', `/api/uploads/${id}`)).status).toBe(204);
    expect((await start(5)).status).toBe(201);
  });
});

describe('the service', () => {
  test('is healthy, ready, and tells its models and bodies', async () => {
    const open = { token: null };
    expect((await service.call('GET', '/healthz', open)).json).toEqual({ status: 'ok', version: '0.0.0' });
    expect((await service.call('GET', '/readyz', open)).status).toBe(200);
    const { json } = await service.call('GET', '/api/models');
    expect(json.models.map((model: { name: string }) => model.name)).toContain('pose_detection');
    expect((await service.call('GET', '/api/body-types')).json.bodyTypes).toHaveLength(18);
  });

  test('gives numbers to Prometheus', async () => {
    service.jobs.emit('stage', 'x', { name: 'track', seconds: 2, frames: 50 });
    const { body, headers } = await service.call('GET', '/metrics');
    expect(headers['content-type']).toContain('text/plain');
    const text = body.toString();
    const lines = [
      /^avatar_tracker_jobs\{state="queued"\} \d+$/m,
      /^avatar_tracker_queue_depth \d+$/m,
      /^avatar_tracker_worker_restarts 3$/m,
      /^avatar_tracker_worker_resident_bytes 400000000$/m,
      /^avatar_tracker_stage_seconds_sum\{stage="track"\} 2$/m,
      /^avatar_tracker_stage_fps\{stage="track"\} 25$/m,
      /^avatar_tracker_refusals_total\{code="request.invalid"\} [1-9]/m,
      /^process_resident_memory_bytes \d{8,}$/m,
      /^avatar_tracker_event_loop_delay_seconds\{quantile="0.99"\} /m,
    ];
    for (const line of lines) expect(text).toMatch(line);
  });

  test('describes itself: every address, with schemas that resolve', async () => {
    const { json } = await service.call('GET', '/openapi.json', { token: null });
    expect(json.openapi).toBe('3.1.0');
    const operations = Object.entries<object>(json.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(operations).toEqual(
      expect.arrayContaining([
        'post /api/jobs',
        'get /api/jobs/{id}/artifacts/{name}',
        'patch /api/uploads/{id}',
      ]),
    );
    const references = [...JSON.stringify(json).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    for (const [, kind, name] of references) expect(json.components[kind!]).toHaveProperty(name!);
    expect(json.components.schemas.Job.properties.state.enum).toEqual([
      'queued',
      'running',
      'done',
      'failed',
      'cancelled',
    ]);
    const ids = Object.values<Record<string, { operationId: string }>>(json.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('knows no other address and no other method', async () => {
    expectRefusal(await service.call('GET', '/api/nothing'), 'route.not-found');
    expectRefusal(await service.call('GET', '/nothing'), 'route.not-found');
    const reply = await service.call('PUT', '/api/jobs');
    expectRefusal(reply, 'method.refused');
    expect(reply.headers.allow).toBe('POST, GET');
  });
});
