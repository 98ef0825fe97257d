import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepSecret } from '../../../sidecar/src/server/webhooks/keep-secret.ts';
import { isPublicAddress } from '../../../sidecar/src/server/webhooks/public-address.ts';
import { sendWebhook, signature } from '../../../sidecar/src/server/webhooks/send-webhook.ts';
import { createWebhookGuard } from '../../../sidecar/src/server/webhooks/webhook-guard.ts';
import { startService, type TestService } from './running-service.ts';

const SECRET = 'S'.repeat(43);

interface Received {
  headers: IncomingMessage['headers'];
  body: string;
}

let receiver: Server;
let received: Received[];
/** Status of each reply; the last one for all that follow. */
let answers: number[];
let heard: () => void;
let service: TestService | null;

beforeEach(async () => {
  received = [];
  answers = [204];
  heard = () => {};
  service = null;
  receiver = createServer((request, reply) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      const status = answers.length > 1 ? answers.shift()! : answers[0]!;
      reply.writeHead(status, status === 302 ? { location: '/again' } : {}).end('secret');
      heard();
    });
  }).listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => void receiver.once('listening', resolve));
});
afterEach(async () => {
  await service?.close();
  receiver.closeAllConnections();
  receiver.close();
});

const port = () => (receiver.address() as AddressInfo).port;
const arrived = (count: number) =>
  new Promise<void>((resolve) => {
    heard = () => {
      if (received.length >= count) resolve();
    };
    heard();
  });

async function start(retrySeconds: number[] = [0.001, 0.001]): Promise<TestService> {
  service = await startService({ webhooks: { secret: SECRET, retrySeconds } });
  return service;
}

async function endJob(to: TestService, state: 'done' | 'cancelled' = 'done'): Promise<string> {
  const webhook = `http://127.0.0.1:${port()}/hook?x=1`;
  const { json } = await to.call('POST', '/api/jobs', { body: { input: { path: to.clip }, webhook } });
  to.jobs.change(json.id, { state: 'running' });
  to.jobs.change(json.id, { state, finishedAt: '2026-01-01T00:00:00.000Z' });
  return json.id;
}

describe('a webhook', () => {
  test('is told once that its job has ended, and can tell who says so', async () => {
    const to = await start();
    const id = await endJob(to);
    await arrived(1);
    const [{ headers, body }] = received as [Received];
    expect(JSON.parse(body)).toMatchObject({ event: 'job.done', job: { id, state: 'done' } });
    const [, seconds] = /^t=(\d+),v1=[0-9a-f]{64}$/.exec(String(headers['avatar-tracker-signature']))!;
    expect(headers['avatar-tracker-signature']).toBe(signature(SECRET, Number(seconds), body));
    expect(Math.abs(Date.now() / 1000 - Number(seconds))).toBeLessThan(60);
    expect(headers['content-type']).toContain('application/json');
  });

  test('is tried again, with the same id, until it answers', async () => {
    answers = [500, 302, 200];
    const to = await start();
    await endJob(to, 'cancelled');
    await arrived(3);
    expect(new Set(received.map(({ headers }) => headers['avatar-tracker-delivery'])).size).toBe(1);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    const delivered = () => to.logged.some(({ msg }) => msg === 'webhook delivered');
    while (!delivered()) await to.call('GET', '/healthz');
    while (readdirSync(join(to.folder, 'webhooks')).length > 0) await to.call('GET', '/healthz');
    expect(received).toHaveLength(3);
  });

  test('is given up at last', async () => {
    answers = [500];
    const to = await start();
    await endJob(to);
    await arrived(3);
    while (readdirSync(join(to.folder, 'webhooks')).length > 0) await to.call('GET', '/healthz');
    expect(received).toHaveLength(3);
    const { body } = await to.call('GET', '/metrics');
    expect(body.toString()).toContain('avatar_tracker_webhooks_total{outcome="given-up"} 1');
  });

  test('that waits outlives the service', async () => {
    answers = [500];
    const to = await start([3600]);
    await endJob(to);
    await arrived(1);
    await to.server.close();
    const folder = join(to.folder, 'webhooks');
    expect(readdirSync(folder)).toHaveLength(1);
    writeFileSync(join(folder, 'noise.json'), '{');
    answers = [200];
    const next = await startService({ webhooks: { folder } });
    await arrived(2);
    while (readdirSync(folder).length > 0) await next.call('GET', '/healthz');
    await next.close();
    expect(received[1]!.body).toBe(received[0]!.body);
  });
});

describe('where webhooks may go', () => {
  test.each([
    '127.0.0.1',
    '127.1.2.3',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '192.0.2.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    '2001::1',
    'no address',
    '',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));

  test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  const guard = createWebhookGuard(['receiver.lab', '127.0.0.1']);
  test.each([
    'http://10.0.0.1/',
    'http://[::1]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://printer/',
    'http://x.local/',
    'http://x.internal/',
    'http://2130706434/',
    'http://0x7f.1.1.1/',
    'http://0177.0.0.2/',
    'http://[::ffff:127.0.0.2]/',
    'http://user:pass@example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'http://169.254.169.254/latest/',
    'no address',
  ])('%s is refused at once', (url) => {
    expect(() => guard.check(url)).toThrow(expect.objectContaining({ code: 'webhook.refused' }));
  });

  test.each([
    'https://example.com/hook',
    'http://8.8.8.8:8080/',
    'http://receiver.lab/x',
    'http://127.0.0.1:9/',
    'http://2130706433/',
  ])('%s is taken', (url) => expect(() => guard.check(url)).not.toThrow());

  test('a name that resolves to a private address is not called', async () => {
    const name = 'rebind.example.com';
    const call = { url: `http://${name}:${port()}/`, body: '{}', id: 'x', secret: SECRET, timestamp: 1 };
    const resolve = resolverOf({ [name]: ['8.8.8.8', '127.0.0.1'] });
    await expect(
      sendWebhook(call, createWebhookGuard([]), { signal: new AbortController().signal, resolve }),
    ).rejects.toMatchObject({
      code: 'webhook.refused',
    });
    expect(received).toEqual([]);
  });

  test('a name that the operator allows is called where it resolves to', async () => {
    const name = 'receiver.lab';
    const call = { url: `http://${name}:${port()}/`, body: '{}', id: 'x', secret: SECRET, timestamp: 1 };
    const resolve = resolverOf({ [name]: ['127.0.0.1'] });
    await sendWebhook(call, guard, { signal: new AbortController().signal, resolve });
    expect(received).toHaveLength(1);
  });

  test('a job with a private webhook is refused', async () => {
    const to = await start();
    const body = { input: { path: to.clip }, webhook: 'http://169.254.169.254/' };
    expect((await to.call('POST', '/api/jobs', { body })).json.error.code).toBe('webhook.refused');
  });
});

test('the secret of a workspace stays the same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-'));
  const file = join(folder, 'deep', 'secret');
  expect(keepSecret(file)).toMatch(/^[\w-]{43}$/);
  expect(keepSecret(file)).toBe(keepSecret(file));
  rmSync(folder, { recursive: true, force: true });
});

function resolverOf(names: Record<string, string[]>) {
  return async (name: string) => names[name]!.map((address) => ({ address, family: 4 }));
}
