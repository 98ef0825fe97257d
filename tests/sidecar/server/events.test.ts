import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../sidecar/src/server/limits.ts';
import { startService, type TestService, TOKEN } from './running-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService({ limits: { ...DEFAULT_LIMITS, eventStreams: 2 } });
});
afterAll(() => service.close());

interface Follower {
  /** The next event. */
  // biome-ignore lint/suspicious/noExplicitAny: compared field by field
  next(): Promise<{ event: string; data: any }>;
  readonly ended: Promise<void>;
  stop(): void;
}

function follow(path: string, token = TOKEN): Promise<Follower> {
  return new Promise((resolve, reject) => {
    const call = request({
      port: service.server.port,
      host: '127.0.0.1',
      path,
      agent: false,
      headers: { authorization: `Bearer ${token}` },
    });
    call.on('error', reject);
    call.on('response', (reply) => {
      if (reply.statusCode !== 200) return reject(new Error(String(reply.statusCode)));
      let text = '';
      let wake = () => {};
      reply.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
        wake();
      });
      const ended = new Promise<void>((done) => void reply.on('close', done));
      reply.on('error', () => {});
      const next = async (): Promise<{ event: string; data: unknown }> => {
        for (;;) {
          const match = /^(?::.*\n\n)*event: (.*)\ndata: (.*)\n\n/.exec(text);
          if (match !== null) {
            text = text.slice(match[0].length);
            return { event: match[1]!, data: JSON.parse(match[2]!) };
          }
          await new Promise<void>((woken) => {
            wake = woken;
          });
        }
      };
      resolve({ next, ended, stop: () => call.destroy() });
    });
    call.end();
  });
}

async function submit(): Promise<string> {
  const { json } = await service.call('POST', '/api/jobs', { body: { input: { path: service.clip } } });
  return json.id;
}

const PROGRESS = { stage: 'track', framesDone: 1, framesTotal: 2, fps: 1, etaSeconds: 1 } as const;

describe('events of a job', () => {
  test('start with the job as it is and end with it', async () => {
    const [id, other] = [await submit(), await submit()];
    const { next, ended } = await follow(`/api/jobs/${id}/events`);
    expect(await next()).toMatchObject({ event: 'job', data: { id, state: 'queued' } });
    service.jobs.change(other, { state: 'running' });
    service.jobs.emit('progress', other, PROGRESS);
    service.jobs.change(id, { state: 'running' });
    service.jobs.emit('progress', id, PROGRESS);
    service.jobs.change(id, { state: 'done', finishedAt: '2026-01-01T00:00:00.000Z' });
    expect(await next()).toMatchObject({ event: 'job', data: { id, state: 'running' } });
    expect(await next()).toEqual({ event: 'progress', data: { job: id, progress: PROGRESS } });
    expect(await next()).toMatchObject({ event: 'job', data: { id, state: 'done' } });
    await ended;
  });

  test('of an ended job are its end', async () => {
    const id = await submit();
    await service.call('POST', `/api/jobs/${id}/cancel`);
    const { next, ended } = await follow(`/api/jobs/${id}/events`);
    expect((await next()).data.state).toBe('cancelled');
    await ended;
  });

  test('of a job that is not there are refused', async () => {
    await expect(follow('/api/jobs/abcdefghij/events')).rejects.toThrow('404');
  });
});

describe('events of all jobs', () => {
  test('tell of each; a reader that leaves leaves nothing behind; only so many read', async () => {
    const before = service.jobs.listeners();
    const [a, b] = [await follow('/api/events'), await follow('/api/events')];
    await expect(follow('/api/events')).rejects.toThrow('503');
    const id = await submit();
    for (const follower of [a, b]) expect((await follower.next()).data.id).toBe(id);
    a.stop();
    b.stop();
    let again: Follower | null = null;
    while (again === null) again = await follow('/api/events').catch(() => null);
    again.stop();
    while (service.jobs.listeners() > before) await service.call('GET', '/healthz');
    expect(service.jobs.listeners()).toBe(before);
  });

  test('may be followed with a ticket', async () => {
    const { json } = await service.call('POST', '/api/tickets', { body: { path: '/api/events' } });
    const follower = await follow(json.url, 'none');
    const id = await submit();
    expect((await follower.next()).data.id).toBe(id);
    follower.stop();
  });
});

test('a service that ends ends its streams', async () => {
  const own = await startService();
  const url = own.server.port;
  const reply = await new Promise<import('node:http').IncomingMessage>((resolve) =>
    request(
      { port: url, host: '127.0.0.1', path: '/api/events', headers: { authorization: `Bearer ${TOKEN}` } },
      resolve,
    ).end(),
  );
  const ended = new Promise<void>(
    (resolve) =>
      void reply
        .on('close', resolve)
        .on('error', () => {})
        .resume(),
  );
  await own.close();
  await ended;
});
