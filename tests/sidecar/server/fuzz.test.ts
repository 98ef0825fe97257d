// Mutated messages, bodies and uploads. More of them: FUZZ=100000 npx vitest run --config tests/vitest.config.ts
// tests/sidecar/server/fuzz.test.ts
import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ERRORS, type ErrorCode } from '../../../sidecar/src/protocol/errors.ts';
import { decodeMsgpack, encodeMsgpack } from '../../../sidecar/src/protocol/msgpack.ts';
import { DEFAULT_LIMITS } from '../../../sidecar/src/server/limits.ts';
import type { Contract } from '../../contract/vectors.ts';
import { startService, type TestService } from './running-service.ts';
import { connect, type SocketClient } from './socket-client.ts';

const COUNT = Number(process.env.FUZZ ?? 1500);
/** Connections that send them. */
const CLIENTS = 8;
/** REST calls are dearer than messages. */
const CALLS = Math.max(200, Math.round(COUNT / 20));
/** Messages to one connection: half of them end it. */
const TIMEOUT_MS = 60_000 + COUNT * 20;
/** Memory that may be held between a tenth of the messages and all of them: nothing, but for chance. */
const MAX_GROWTH_MB = 8;

const SOCKET_CODES: ErrorCode[] = [
  'message.malformed',
  'job.not-found',
  'path.refused',
  'request.invalid',
  'skeleton.unknown-bone',
  'webhook.refused',
  'job.not-live',
  'job.not-ended',
  'watch.exceeded',
  'keyframes.missing',
  'input.not-found',
  'input.unreadable',
];

const contract = JSON.parse(
  readFileSync(new URL('../../contract/messages.data.json', import.meta.url), 'utf8'),
) as Contract;
const requests = contract.messages
  .filter(({ direction, name }) => direction === 'client' && name !== 'hello')
  .map(({ hex }) => new Uint8Array(Buffer.from(hex, 'hex')));

let service: TestService;
beforeAll(async () => {
  service = await startService({
    limits: { ...DEFAULT_LIMITS, uploadBytes: 2000, bodyBytes: 4000, uploads: 4 },
  });
});
afterAll(() => service.close());

/** Changes bytes: flips, cuts, doubles, inserts. */
const mutated = (samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.constantFrom(...samples),
      fc.array(
        fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('flip', 'cut', 'double', 'insert', 'length')),
        {
          minLength: 1,
          maxLength: 6,
        },
      ),
    )
    .map(([sample, changes]) => changes.reduce((bytes, change) => mutate(bytes, change), sample));

function mutate(bytes: Uint8Array, [place, value, kind]: [number, number, string]): Uint8Array {
  const at = bytes.length === 0 ? 0 : place % bytes.length;
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (kind === 'cut') return new Uint8Array(head);
  if (kind === 'double') return Buffer.concat([head, tail, tail]);
  if (kind === 'insert') return Buffer.concat([head, Buffer.of(value), tail]);
  // a length that says more than there is
  if (kind === 'length')
    return Buffer.concat([head, Buffer.of(0xc4 + (value % 28), 0xff, 0xff, 0xff, 0xff), tail]);
  const flipped = new Uint8Array(bytes);
  if (flipped.length > 0) flipped[at] = value;
  return flipped;
}

/** Values that are msgpack but seldom a message. */
const shaped = fc
  .tuple(
    fc.constantFrom(
      'hello',
      'skeleton',
      'submit',
      'cancel',
      'retry',
      'list',
      'watch',
      'unwatch',
      'dance',
      '__proto__',
    ),
    fc.dictionary(
      fc.constantFrom('job', 'input', 'options', 'bones', 'stream', 'face', 'name', 'x'),
      fc.jsonValue({ maxDepth: 3 }),
    ),
    fc.oneof(fc.nat(), fc.integer(), fc.double(), fc.string(), fc.constant(null)),
  )
  .map(([type, fields, requestId]) => encodeMsgpack({ type, requestId, ...fields }));

/** Sends bytes and then a question: what comes before its answer is the reaction to the bytes. */
async function probe(client: SocketClient, bytes: Uint8Array, id: number): Promise<'open' | 'closed'> {
  client.received.length = 0;
  client.sendBytes(bytes);
  client.sendBytes(encodeMsgpack({ type: 'list', requestId: id, state: 'done', limit: 1 }));
  try {
    await client.next('jobs', ({ requestId }) => requestId === id);
    for (const message of client.received)
      if (message.type === 'error') expect(SOCKET_CODES).toContain(message.code);
    return 'open';
  } catch {
    const { code } = await client.closed;
    expect([4400]).toContain(code);
    return 'closed';
  }
}

/** How many of the inputs ended their connection. */
async function sendAll(inputs: readonly Uint8Array[]): Promise<number> {
  const shares = Array.from({ length: CLIENTS }, (_, share) =>
    inputs.filter((_, i) => i % CLIENTS === share),
  );
  const counts = await Promise.all(
    shares.map(async (share) => {
      let closed = 0;
      let client = await connect(service.server.ws);
      for (const [i, bytes] of share.entries()) {
        if ((await probe(client, bytes, 4_000_000_000 + i)) === 'open') continue;
        closed++;
        client = await connect(service.server.ws);
      }
      client.close();
      await client.closed;
      return closed;
    }),
  );
  service.logged.length = 0;
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('the WebSocket', () => {
  test(
    `answers ${COUNT} mutated messages with the right codes, and goes on`,
    async () => {
      const inputs = fc.sample(fc.oneof(mutated(requests), shaped), { numRuns: COUNT, seed: 20_260_102 });
      const first = await sendAll(inputs.slice(0, COUNT / 10));
      const before = heldBytes();
      const closed = first + (await sendAll(inputs.slice(COUNT / 10)));
      expect((heldBytes() - before) / 1e6).toBeLessThan(MAX_GROWTH_MB);
      expect(closed).toBeGreaterThan(COUNT / 10);
      expect(closed).toBeLessThan(COUNT);
      expect((await service.call('GET', '/healthz')).status).toBe(200);
    },
    TIMEOUT_MS,
  );

  test(
    'a reader of msgpack never does more than refuse',
    () => {
      const refused = (bytes: Uint8Array): void => {
        try {
          decodeMsgpack(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: 'message.malformed' });
        }
      };
      fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), refused), { numRuns: COUNT });
      fc.assert(fc.property(mutated(requests), refused), { numRuns: COUNT });
    },
    TIMEOUT_MS,
  );
});

describe('REST', () => {
  const bodies = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .record(
        {
          input: fc.record({ path: fc.string() }, { requiredKeys: [] }),
          options: fc.object(),
          name: fc.anything(),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value) ?? ''),
    mutated([
      Buffer.from('{"input":{"path":"/etc/passwd"},"options":{"mode":"fast","fps":30},"priority":3}'),
    ]).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );

  test(
    `answers ${CALLS} odd bodies with the right codes`,
    async () => {
      for (const body of fc.sample(bodies, { numRuns: CALLS, seed: 1 })) {
        const headers = { 'content-type': 'application/json' };
        const path =
          body.length % 3 === 0 ? '/api/tickets' : body.length % 3 === 1 ? '/api/uploads' : '/api/jobs';
        const { status, json } = await service.call('POST', path, { body: Buffer.from(body), headers });
        if (status === 201) continue;
        expectCode(json.error.code, status);
      }
      expect((await service.call('GET', '/readyz')).status).toBe(200);
    },
    TIMEOUT_MS,
  );

  test(
    `answers ${CALLS} odd addresses with the right codes`,
    async () => {
      const part = fc.oneof(
        fc.webFragments(),
        fc.constantFrom('..', '%2e%2e', '%00', 'jobs', '?a=b', ';', '//', '%'),
      );
      const paths = fc
        .array(part, { maxLength: 5 })
        .map((parts) => encodeAll(`/api/jobs/${parts.join('/')}`));
      for (const path of fc.sample(paths, { numRuns: CALLS, seed: 2 })) {
        const { status, json } = await service.call('GET', path);
        if (status !== 200) expectCode(json.error.code, status);
      }
    },
    TIMEOUT_MS,
  );

  test(
    `answers ${CALLS} damaged forms with the right codes, and keeps nothing of them`,
    async () => {
      const form = Buffer.from(
        '--xyz\r\nContent-Disposition: form-data; name="options"\r\n\r\n{"mode":"fast"}\r\n' +
          '--xyz\r\nContent-Disposition: form-data; name="video"; filename="a.mp4"\r\n\r\nabcdef\r\n--xyz--\r\n',
      );
      const kept: string[] = [];
      for (const bytes of fc.sample(mutated([form]), { numRuns: CALLS, seed: 3 })) {
        const headers = { 'content-type': 'multipart/form-data; boundary=xyz' };
        const { status, json } = await service.call('POST', '/api/jobs', {
          body: Buffer.from(bytes),
          headers,
        });
        if (status === 201) kept.push(json.input.path.split('/').pop());
        else expectCode(json.error.code, status);
      }
      const left = readdirSync(service.jobs.uploadDir).filter((name) => !kept.includes(name));
      expect(left).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

function expectCode(code: ErrorCode, status: number): void {
  expect(ERRORS[code]?.http, code).toBe(status);
  expect(code).not.toBe('internal');
  expect(status).toBeLessThan(500 + 4);
}

/** Characters that Node's client refuses to send. */
function encodeAll(path: string): string {
  return path.replace(/[^\x21-\x7e]/g, '_');
}

function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
