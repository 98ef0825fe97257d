import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ERRORS, type ErrorCode } from '../../../sidecar/src/protocol/errors.ts';
import { DEFAULT_LIMITS } from '../../../sidecar/src/server/limits.ts';
import { defaultRoots, resolveAllowed } from '../../../sidecar/src/server/security/allowed-paths.ts';
import { createTickets } from '../../../sidecar/src/server/security/tickets.ts';
import {
  createTokenGuard,
  removeTokenFile,
  writeTokenFile,
} from '../../../sidecar/src/server/security/token.ts';
import { type Reply, startService, type TestService, TOKEN } from './running-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService({
    allowedHosts: ['tracker.lab'],
    allowedOrigins: ['http://localhost:5173'],
    limits: { ...DEFAULT_LIMITS, connections: 20 },
  });
});
afterAll(() => service.close());

function expectRefusal({ status, json }: Reply, code: ErrorCode): void {
  expect([json?.error?.code, status]).toEqual([code, ERRORS[code].http]);
}

describe('the token', () => {
  test.each([
    ['/api/jobs', 'GET'],
    ['/api/jobs', 'POST'],
    ['/api/jobs/abcdefghij', 'GET'],
    ['/api/jobs/abcdefghij/artifacts/a', 'GET'],
    ['/api/jobs/abcdefghij/events', 'GET'],
    ['/api/events', 'GET'],
    ['/api/uploads/x', 'PATCH'],
    ['/api/tickets', 'POST'],
    ['/api/nothing', 'GET'],
    ['/api/jobs', 'PUT'],
    ['/metrics', 'GET'],
  ])('is needed for %s %s, before anything is told', async (path, method) => {
    for (const token of [null, '', 'wrong', TOKEN.slice(1), `${TOKEN}x`]) {
      const reply = await service.call(method, path, { token });
      expectRefusal(reply, 'token.refused');
      expect(reply.headers['www-authenticate']).toBe('Bearer');
      expect(reply.body.toString()).not.toContain(TOKEN);
    }
    expect(service.logged.at(-1)).toMatchObject({ code: 'token.refused', path, level: 40 });
  });

  test.each([`Basic ${TOKEN}`, TOKEN, `Bearer ${TOKEN} ${TOKEN}`, 'Bearer'])(
    '%j is no token',
    async (authorization) => {
      const reply = await service.call('GET', '/api/jobs', { token: null, headers: { authorization } });
      expectRefusal(reply, 'token.refused');
    },
  );

  test('in the address is none, as addresses are written down everywhere', async () => {
    expectRefusal(await service.call('GET', `/api/jobs?token=${TOKEN}`, { token: null }), 'token.refused');
  });

  test('has 256 bits, another each time, and lies where this user alone reads it', () => {
    const [a, b] = [createTokenGuard(null), createTokenGuard(null)];
    expect(Buffer.from(a.token, 'base64url')).toHaveLength(32);
    expect(a.token).not.toBe(b.token);
    const file = join(service.folder, 'deep', 'token');
    writeTokenFile(file, a.token);
    expect(readFileSync(file, 'utf8')).toBe(`${a.token}\n`);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    removeTokenFile(file, b.token);
    expect(readFileSync(file, 'utf8')).toBe(`${a.token}\n`);
    removeTokenFile(file, a.token);
    expect(() => statSync(file)).toThrow();
  });

  test('is never written through a link', () => {
    const victim = join(service.folder, 'victim');
    const file = join(service.folder, 'link');
    writeFileSync(victim, 'mine');
    symlinkSync(victim, file);
    writeTokenFile(file, TOKEN);
    expect([readFileSync(victim, 'utf8'), readFileSync(file, 'utf8')]).toEqual(['mine', `${TOKEN}\n`]);
  });

  test.each(['short', 'x'.repeat(42), `${'x'.repeat(43)}\n`, `${'x'.repeat(43)} y`])(
    'of a parent may not be %j',
    (token) => {
      expect(() => createTokenGuard(token)).toThrow(expect.objectContaining({ code: 'usage.invalid' }));
    },
  );

  test('matches itself alone', () => {
    const guard = createTokenGuard('y'.repeat(50));
    expect([
      guard.matches('y'.repeat(50)),
      guard.matches('y'.repeat(49)),
      guard.matches(''),
      guard.matches('ÿ'),
    ]).toEqual([true, false, false, false]);
  });
});

describe('where a request comes from', () => {
  const port = () => service.server.port;
  test.each<[string, () => string]>([
    ['its address', () => `127.0.0.1:${port()}`],
    ['localhost', () => `localhost:${port()}`],
    ['IPv6', () => `[::1]:${port()}`],
    ['no port', () => '127.0.0.1'],
    ['a name of the operator', () => `tracker.lab:${port()}`],
    ['another case', () => `LOCALHOST:${port()}`],
  ])('%s is right', async (_name, host) => {
    expect((await service.call('GET', '/healthz', { headers: { host: host() } })).status).toBe(200);
  });

  test.each<[string, () => string]>([
    ['another name', () => `evil.example:${port()}`],
    ['a name like it', () => `127.0.0.1.evil.example:${port()}`],
    ['another port', () => '127.0.0.1:1'],
    ['a user', () => `x@127.0.0.1:${port()}`],
    ['a path', () => `127.0.0.1:${port()}/x`],
    ['another address of the machine', () => `10.0.0.1:${port()}`],
  ])('%s is host.refused, on every address', async (_name, host) => {
    for (const path of ['/healthz', '/', '/api/jobs', '/openapi.json'])
      expectRefusal(await service.call('GET', path, { headers: { host: host() } }), 'host.refused');
  });

  test.each<[string, () => string, number]>([
    ['its own page', () => `http://127.0.0.1:${port()}`, 200],
    ['a page that the operator named', () => 'http://localhost:5173', 200],
    ['a program that writes ws', () => `ws://127.0.0.1:${port()}`, 200],
    ['a program that writes no scheme', () => '127.0.0.1', 200],
    ['a foreign page', () => 'https://evil.example', 403],
    ['a foreign page without TLS', () => 'http://evil.example', 403],
    ['a foreign name without a scheme', () => 'evil.example', 403],
    ['a name that ends like ours', () => 'http://evil.example#127.0.0.1', 403],
    ['a page of another program here', () => 'http://localhost:5174', 403],
    ['a file', () => 'null', 403],
    ['https of its own', () => `https://127.0.0.1:${port()}`, 403],
    ['nothing', () => '', 403],
  ])('%s: %s', async (_name, origin, status) => {
    const reply = await service.call('GET', '/api/jobs', { headers: { origin: origin() } });
    expect(reply.status).toBe(status);
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    if (status === 403) expectRefusal(reply, 'origin.refused');
  });
});

describe('the path of a clip', () => {
  const submit = (path: string) => service.call('POST', '/api/jobs', { body: { input: { path } } });

  test('inside is resolved', async () => {
    symlinkSync(service.clip, join(service.inside, 'link.mp4'));
    const { json } = await submit(join(service.inside, 'link.mp4'));
    expect(json.input.path).toBe(service.clip);
    expect((await submit(`${service.inside}/./x/../clip.mp4`)).json.input.path).toBe(service.clip);
  });

  test.each<[string, () => string, ErrorCode]>([
    ['outside', () => '/etc/passwd', 'path.refused'],
    ['outside and not there', () => '/etc/nothing', 'path.refused'],
    ['beside, with the same beginning', () => `${service.inside}2/clip.mp4`, 'path.refused'],
    ['up and out', () => `${service.inside}/../secret.mp4`, 'path.refused'],
    ['the folder itself', () => service.inside, 'input.unreadable'],
    ['not there', () => join(service.inside, 'nothing.mp4'), 'input.not-found'],
    ['a link that leads out', () => join(service.inside, 'out.mp4'), 'path.refused'],
    ['a folder that leads out', () => join(service.inside, 'outside', 'secret.mp4'), 'path.refused'],
    ['nothing in a folder that leads out', () => join(service.inside, 'outside', 'nothing'), 'path.refused'],
    ['a broken link', () => join(service.inside, 'broken'), 'input.not-found'],
    ['a link in a circle', () => join(service.inside, 'circle'), 'input.not-found'],
    ['relative', () => 'clip.mp4', 'request.invalid'],
    ['with a zero in it', () => `${service.inside}/clip.mp4\0.txt`, 'request.invalid'],
    ['an address', () => 'http://example.com/clip.mp4', 'request.invalid'],
    ['a protocol of ffmpeg', () => 'concat:/etc/passwd', 'request.invalid'],
    ['a device', () => '/dev/zero', 'path.refused'],
  ])('%s is refused', async (_name, path, code) => {
    const outside = join(service.folder, 'elsewhere');
    mkdirSync(outside, { recursive: true });
    writeFileSync(join(outside, 'secret.mp4'), 'x');
    writeFileSync(join(service.folder, 'secret.mp4'), 'x');
    const links = [
      ['out.mp4', join(outside, 'secret.mp4')],
      ['outside', outside],
      ['broken', join(service.inside, 'gone')],
      ['circle', join(service.inside, 'circle')],
    ] as const;
    for (const [name, target] of links)
      try {
        symlinkSync(target, join(service.inside, name));
      } catch {
        // there from the case before
      }
    expectRefusal(await submit(path()), code);
  });

  test('may be in many places by default on a service for this machine, in none on one for others', async () => {
    const roots = defaultRoots(true);
    expect(roots).toEqual(expect.arrayContaining([process.cwd(), tmpdir()]));
    expect(defaultRoots(false)).toEqual([]);
    await expect(resolveAllowed(service.clip, roots)).resolves.toBe(service.clip);
    await expect(resolveAllowed(service.clip, [])).rejects.toMatchObject({ code: 'path.refused' });
    if (process.platform !== 'win32')
      for (const path of ['/etc/passwd', '/proc/self/environ', '/dev/zero', '/sys/kernel'])
        await expect(resolveAllowed(path, roots)).rejects.toMatchObject({ code: 'path.refused' });
  });
});

describe('tickets', () => {
  test('are good for one address until their end', () => {
    let now = 1e12;
    const tickets = createTickets(TOKEN, () => now);
    const { url, expiresAt } = tickets.issue('/api/events');
    const ticket = url.split('=')[1]!;
    expect(expiresAt).toBe(new Date(1e12 + 600_000).toISOString());
    expect(tickets.matches('/api/events', ticket)).toBe(true);
    expect(tickets.matches('/api/jobs', ticket)).toBe(false);
    expect(createTickets(`${TOKEN}x`, () => now).matches('/api/events', ticket)).toBe(false);
    for (const wrong of ['', '.', `${ticket}x`, ticket.slice(1), `9${ticket}`, ticket.replace('.', '')])
      expect(tickets.matches('/api/events', wrong)).toBe(false);
    now += 600_000;
    expect(tickets.matches('/api/events', ticket)).toBe(false);
  });
});

describe('every reply', () => {
  test.each(['/healthz', '/', '/nothing', '/api/jobs'])(
    '%s lets a browser load nothing from elsewhere',
    async (path) => {
      const { headers } = await service.call('GET', path);
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
      });
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );
});

describe('what is no HTTP', () => {
  const talk = (text: string): Promise<string> =>
    new Promise((resolve) => {
      let reply = '';
      const socket = connectTcp(service.server.port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (data) => {
        reply += data;
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(reply));
    });

  test.each([
    ['noise', '\u0000\u0001\u0002\r\n\r\n'],
    ['a header that is too large', `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    [
      'two lengths',
      'POST /api/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('%s is hung up on', async (_name, text) => {
    expect(await talk(text)).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    expect((await service.call('GET', '/healthz')).status).toBe(200);
  });

  test('an empty Host is host.refused', async () => {
    expect(await talk('GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n')).toContain('host.refused');
  });

  test('too many connections are hung up on, and the others go on', async () => {
    const sockets = Array.from({ length: 25 }, () => connectTcp(service.server.port, '127.0.0.1'));
    const dropped = await new Promise<number>((resolve) => {
      let count = 0;
      for (const socket of sockets) {
        socket.on('error', () => {});
        socket.on('close', () => {
          if (++count === 5) resolve(count);
        });
        socket.resume();
      }
    });
    expect(dropped).toBe(5);
    for (const socket of sockets) socket.destroy();
    let reply: Reply | null = null;
    while (reply === null) reply = await service.call('GET', '/healthz').catch(() => null);
    expect(reply.status).toBe(200);
  });
});
