import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ERRORS, type ErrorCode } from '../../../sidecar/src/protocol/errors.ts';
import { keyframeLayout, unpackKeyframes } from '../../../sidecar/src/protocol/keyframes.ts';
import type { ClientMessage } from '../../../sidecar/src/protocol/messages.ts';
import { encodeMsgpack } from '../../../sidecar/src/protocol/msgpack.ts';
import { DEFAULT_LIMITS } from '../../../sidecar/src/server/limits.ts';
import { ARKIT_INDEX } from '../../../sidecar/src/skeleton/arkit.ts';
import { failedWith } from './fake-job-service.ts';
import { liveChunk, motionFile, motionFrame, TABLES } from './motion-data.ts';
import { startService, type TestService, TOKEN } from './running-service.ts';
import { connect, refusedUpgrade, type SocketClient } from './socket-client.ts';

const LIMITS = { ...DEFAULT_LIMITS, sockets: 4, watches: 2, messageBytes: 4096 };
const END = { state: 'done', finishedAt: '2026-01-01T00:00:00.000Z' } as const;

let service: TestService;
let listenersBefore = 0;
beforeEach(async () => {
  service = await startService({ limits: LIMITS });
  listenersBefore = service.jobs.listeners();
});
afterEach(() => service.close());

/** A client that has heard its welcome. */
async function open(): Promise<SocketClient> {
  const client = await connect(service.server.ws);
  await client.next('welcome');
  return client;
}

async function submit(values: object = {}): Promise<string> {
  const { json } = await service.call('POST', '/api/jobs', {
    body: { input: { path: service.clip }, ...values },
  });
  return json.id;
}

const watch = (job: string, stream: 'live' | 'recorded', more: object = {}): ClientMessage => ({
  type: 'watch',
  requestId: 9,
  job,
  stream,
  face: 'arkit',
  fromSequence: 0,
  ...more,
});

describe('hello', () => {
  test('with the token is welcome', async () => {
    const client = await connect(service.server.ws);
    expect(await client.next('welcome')).toEqual({
      type: 'welcome',
      protocol: 1,
      server: { name: 'avatar-tracker', version: '0.0.0' },
      heartbeatSeconds: 10,
      limits: { messageBytes: 4096, watches: 2 },
    });
  });

  test.each<[string, ClientMessage | Uint8Array, ErrorCode]>([
    ['a wrong token', hello({ token: 'x'.repeat(43) }), 'token.refused'],
    ['an empty token', hello({ token: '' }), 'token.refused'],
    ['another version', hello({ protocol: 2 }), 'protocol.unsupported'],
    ['another message first', { type: 'list', requestId: 1 }, 'token.refused'],
    ['no msgpack', Uint8Array.of(0xc1), 'message.malformed'],
    ['nothing', new Uint8Array(), 'message.malformed'],
    ['another shape', encodeMsgpack({ type: 'hello', protocol: 'one' }), 'message.malformed'],
  ])('%s is refused, and nothing is told', async (_name, message, code) => {
    const client = await connect(service.server.ws, { token: null });
    client.sendBytes(message instanceof Uint8Array ? message : encodeMsgpack(message));
    const error = await client.next('error');
    expect([error.code, error.fix]).toEqual([code, ERRORS[code].fix]);
    expect(await client.closed).toEqual({ code: 4000 + ERRORS[code].http, reason: code });
    expect(client.received).toEqual([]);
    expect(service.logged.at(-1)).toMatchObject({ code, level: 40 });
    expect(JSON.stringify(service.logged)).not.toContain(TOKEN);
  });

  test('has to come in time', async () => {
    await service.close();
    service = await startService({ limits: { ...LIMITS, helloSeconds: 0.02 } });
    const client = await connect(service.server.ws, { token: null });
    expect((await client.next('error')).code).toBe('hello.missing');
    expect((await client.closed).code).toBe(4408);
  });

  test('is said once', async () => {
    const client = await open();
    client.send(hello({}));
    expect((await client.closed).code).toBe(4400);
  });
});

describe('a connection', () => {
  test.each<[string, object, ErrorCode]>([
    ['another subprotocol', { protocols: ['chat'] }, 'protocol.unsupported'],
    ['no subprotocol', { protocols: [] }, 'protocol.unsupported'],
    ['a foreign page', { headers: { origin: 'https://evil.example' } }, 'origin.refused'],
    ['a page of a local file', { headers: { origin: 'null' } }, 'origin.refused'],
    ['a name that was made to lead here', { headers: { host: 'evil.example' } }, 'host.refused'],
  ])('of %s is refused', async (_name, options, code) => {
    const url = service.server.ws;
    expect(await refusedUpgrade(url, options)).toEqual({ status: ERRORS[code].http, code });
  });

  test('elsewhere is refused', async () => {
    expect((await refusedUpgrade(service.server.ws.replace('/ws', '/'))).code).toBe('route.not-found');
  });

  test('too many are refused; one that closes makes room', async () => {
    const clients = [await open(), await open(), await open(), await open()];
    expect(await refusedUpgrade(service.server.ws)).toEqual({ status: 503, code: 'connection.exceeded' });
    clients[0]!.close();
    await clients[0]!.closed;
    await open();
  });

  test('of the page itself, and of clients that leave the port out, is taken', async () => {
    for (const origin of [service.server.http, 'http://127.0.0.1', 'http://localhost']) {
      const client = await connect(service.server.ws, { headers: { origin, host: '127.0.0.1' } });
      await client.next('welcome');
      client.close();
      await client.closed;
    }
  });

  test.each([
    ['a message that is too large', Buffer.alloc(5000), 1009],
    ['text', 'hello', 4400],
  ])('ends on %s', async (_name, bytes, code) => {
    const client = await open();
    client.sendBytes(bytes);
    expect((await client.closed).code).toBe(code);
  });

  test('that no longer answers pings is ended', async () => {
    await service.close();
    service = await startService({ limits: { ...LIMITS, heartbeatSeconds: 0.5 } });
    const alive = await open();
    const dead = await open();
    // a peer that is gone without a word: it reads nothing and answers nothing
    dead.socket.pause();
    let sockets = 2;
    while (sockets > 1) {
      const { body } = await service.call('GET', '/metrics');
      sockets = Number(/^avatar_tracker_sockets (\d+)$/m.exec(body.toString())![1]);
    }
    expect(alive.socket.readyState).toBe(WebSocket.OPEN);
    dead.socket.terminate();
  });

  test('hears that the service ends', async () => {
    const client = await open();
    const [{ code }] = await Promise.all([client.closed, service.server.close()]);
    expect(code).toBe(1001);
    service = await startService({ limits: LIMITS });
  });

  test('leaves no listener behind', async () => {
    const id = await submit({ live: true });
    const client = await open();
    client.send(watch(id, 'live'));
    client.send(watch(id, 'recorded'));
    await client.next('job', ({ requestId }) => requestId === 9);
    await client.next('job', ({ requestId }) => requestId === 9);
    client.close();
    await client.closed;
    const other = await open();
    other.send({ type: 'list', requestId: 1 });
    await other.next('jobs');
    expect(service.jobs.listeners()).toBe(listenersBefore);
  });
});

describe('requests', () => {
  test('submit, list, cancel, retry', async () => {
    const client = await open();
    client.send({
      type: 'submit',
      requestId: 1,
      input: { path: service.clip },
      options: { mode: 'fast' },
      priority: 2,
    });
    const { job } = await client.next('job', ({ requestId }) => requestId === 1);
    expect(job).toMatchObject({ state: 'queued', priority: 2, options: { mode: 'fast' } });
    client.send({ type: 'list', requestId: 2, state: 'queued' });
    expect((await client.next('jobs')).jobs).toEqual([job]);
    client.send({ type: 'cancel', requestId: 3, job: job.id });
    expect((await client.next('job', ({ requestId }) => requestId === 3)).job.state).toBe('cancelled');
    client.send({ type: 'retry', requestId: 4, job: job.id });
    expect((await client.next('job', ({ requestId }) => requestId === 4)).job.state).toBe('queued');
  });

  test('a skeleton is taken and told by its id', async () => {
    const client = await open();
    const bones = [
      { name: 'root', parent: -1, translation: [0, 0, 0], rotation: [0, 0, 0, 1] },
      { name: 'pelvis', parent: 0, translation: [0, 0, 90], rotation: [0, 0, 0, 1] },
    ] satisfies Extract<ClientMessage, { type: 'skeleton' }>['bones'];
    client.send({ type: 'skeleton', requestId: 1, name: 'mine', bones });
    expect(await client.next('skeletonAccepted')).toEqual({
      type: 'skeletonAccepted',
      requestId: 1,
      skeleton: 's1',
      bones: 2,
    });
    expect(service.jobs.skeletons).toEqual([{ name: 'mine', bones }]);
    client.send({ type: 'skeleton', requestId: 2, name: 'mine', bones: bones.slice(0, 1) });
    expect(await client.next('error')).toMatchObject({ requestId: 2, code: 'skeleton.unknown-bone' });
  });

  test.each<[string, object, ErrorCode, number | null]>([
    ['a job that is not there', { type: 'cancel', requestId: 5, job: 'abcdefghij' }, 'job.not-found', 5],
    ['a path outside', { type: 'submit', requestId: 5, input: { path: '/etc/passwd' } }, 'path.refused', 5],
    ['a type that does not exist', { type: 'dance', requestId: 5 }, 'message.malformed', 5],
    ['a field that does not exist', { type: 'list', requestId: 5, colour: 'red' }, 'message.malformed', 5],
    ['no request id', { type: 'list' }, 'message.malformed', null],
    ['a request id that is none', { type: 'list', requestId: -1 }, 'message.malformed', null],
    ['an id with a path', { type: 'cancel', requestId: 5, job: '../../etc' }, 'message.malformed', 5],
    ['a list', [1, 2], 'message.malformed', null],
    ['nil', null as unknown as object, 'message.malformed', null],
  ])('%s is refused; the connection stays', async (_name, message, code, requestId) => {
    const client = await open();
    client.sendBytes(encodeMsgpack(message));
    expect(await client.next('error')).toMatchObject({ code, requestId, fix: ERRORS[code].fix });
    client.send({ type: 'list', requestId: 6 });
    expect((await client.next('jobs')).requestId).toBe(6);
  });

  test('bytes that are no msgpack end the connection', async () => {
    const client = await open();
    client.sendBytes(Uint8Array.of(0xdd, 0x7f, 0xff, 0xff, 0xff));
    expect(await client.closed).toEqual({ code: 4400, reason: 'message.malformed' });
  });

  test('a defect is told as one', async () => {
    const client = await open();
    service.jobs.failNext(new Error('secret'));
    client.send({ type: 'cancel', requestId: 5, job: 'abcdefghij' });
    expect(await client.next('error')).toMatchObject({
      code: 'internal',
      message: 'Something broke in the service.',
    });
  });

  test('are answered in their order, however many come at once', async () => {
    const client = await open();
    for (let i = 0; i < 500; i++) client.send({ type: 'list', requestId: i });
    for (let i = 0; i < 500; i++) expect((await client.next('jobs')).requestId).toBe(i);
  });
});

describe('news', () => {
  test('of all jobs come to all: state, progress, result', async () => {
    const clients = [await open(), await open()];
    const id = await submit();
    const progress = { stage: 'track', framesDone: 5, framesTotal: 10, fps: 2.5, etaSeconds: 2 } as const;
    service.jobs.emit('progress', id, progress);
    service.jobs.giveFiles(id, {
      'build_animation.py': 'x',
      'report.json': JSON.stringify({ unreal: 'py "/data/a b/build_animation.py"' }),
    });
    service.jobs.change(id, END);
    for (const client of clients) {
      expect((await client.next('job')).job).toMatchObject({ id, state: 'queued' });
      expect(await client.next('progress')).toEqual({ type: 'progress', job: id, progress });
      expect((await client.next('job')).job.state).toBe('done');
      const result = await client.next('result');
      expect(result.artifacts.map(({ name, kind }) => [name, kind])).toEqual([
        ['build_animation.py', 'script'],
        ['report.json', 'report'],
      ]);
      expect([result.script, result.unreal]).toEqual([
        '/data/a b/build_animation.py',
        'py "/data/a b/build_animation.py"',
      ]);
    }
  });
});

describe('a recorded stream', () => {
  async function finished(frames: number): Promise<string> {
    const id = await submit();
    service.jobs.giveFiles(id, { 'motion.jsonl.gz': motionFile(frames) });
    service.jobs.change(id, END);
    return id;
  }

  test('gives tables, every frame with its values, and its end', async () => {
    const id = await finished(65);
    const client = await open();
    client.send(watch(id, 'recorded'));
    expect((await client.next('job', ({ requestId }) => requestId === 9)).job.id).toBe(id);
    const tables = await client.next('tables');
    expect(tables).toMatchObject({
      job: id,
      stream: 'recorded',
      fps: 32,
      bones: ['root', 'pelvis'],
      parents: [-1, 0],
    });
    expect(tables.face).toHaveLength(52);
    expect(tables.flags).toEqual(['leftHandBridged']);
    const layout = keyframeLayout(2, 52);
    let frame = 0;
    for (let sequence = 0; sequence < 3; sequence++) {
      if (sequence === 1)
        expect((await client.next('tables')).flags).toEqual(['leftHandBridged', 'faceUnseen']);
      const chunk = await client.next('keyframes');
      expect([chunk.sequence, chunk.firstFrame, chunk.count]).toEqual([
        sequence,
        frame,
        sequence < 2 ? 30 : 5,
      ]);
      const { times, values, flags } = unpackKeyframes(chunk, layout);
      for (let i = 0; i < chunk.count; i++, frame++) {
        const row = values.subarray(i * layout.size, (i + 1) * layout.size);
        const truth = motionFrame(frame);
        expect(times[i]).toBe(truth.time);
        expect([...row.subarray(0, 3)]).toEqual(truth.pelvis);
        expect([...row.subarray(3, 11)]).toEqual(truth.rotations.flat());
        expect(row[layout.face + ARKIT_INDEX.JawOpen]).toBe(0.5);
        expect(row[layout.face + ARKIT_INDEX.TongueOut]).toBe(frame);
        expect([...row.subarray(layout.confidence)]).toEqual([1, 0.75, 0.5, 0]);
        expect(flags[i]).toBe(frame >= 40 ? 3 : frame % 2);
      }
    }
    expect(await client.next('end')).toEqual({
      type: 'end',
      job: id,
      stream: 'recorded',
      frames: 65,
      dropped: 0,
    });
  });

  test('gives the curves of MetaHuman instead', async () => {
    const client = await open();
    client.send(watch(await finished(3), 'recorded', { face: 'ctrl' }));
    expect((await client.next('tables')).face).toEqual([
      'CTRL_expressions_jawOpen',
      'CTRL_expressions_other',
    ]);
    const chunk = await client.next('keyframes');
    const { values } = unpackKeyframes(chunk, keyframeLayout(2, 2));
    expect([...values.subarray(11, 13), ...values.subarray(17 + 11, 17 + 13)]).toEqual([0.25, 0, 0.25, 1]);
  });

  test('goes on from a sequence number', async () => {
    const id = await finished(100);
    const client = await open();
    client.send(watch(id, 'recorded', { fromSequence: 2 }));
    expect((await client.next('tables')).flags).toHaveLength(2);
    expect((await client.next('keyframes')).firstFrame).toBe(60);
    expect((await client.next('keyframes')).firstFrame).toBe(90);
    expect((await client.next('end')).frames).toBe(40);
    client.send(watch(id, 'recorded', { fromSequence: 99 }));
    expect((await client.next('end')).frames).toBe(0);
  });

  test('of a job without frames has tables and an end', async () => {
    const client = await open();
    client.send(watch(await finished(0), 'recorded'));
    expect((await client.next('tables')).bones).toHaveLength(2);
    expect((await client.next('end')).frames).toBe(0);
  });

  test('waits for the job to be done', async () => {
    const id = await submit();
    const client = await open();
    client.send(watch(id, 'recorded'));
    await client.next('job', ({ requestId }) => requestId === 9);
    service.jobs.change(id, { state: 'running' });
    service.jobs.giveFiles(id, { 'motion.jsonl.gz': motionFile(3) });
    service.jobs.change(id, END);
    expect((await client.next('end')).frames).toBe(3);
  });

  test('of a job that fails tells so', async () => {
    const id = await submit();
    const client = await open();
    client.send(watch(id, 'recorded'));
    await client.next('job', ({ requestId }) => requestId === 9);
    service.jobs.change(id, failedWith('input.not-video'));
    expect(await client.next('error')).toMatchObject({ requestId: null, job: id, code: 'keyframes.missing' });
  });

  test('of a damaged file tells so', async () => {
    const id = await submit();
    service.jobs.giveFiles(id, { 'motion.jsonl.gz': motionFile(100).subarray(0, 400) });
    service.jobs.change(id, END);
    const client = await open();
    client.send(watch(id, 'recorded'));
    expect(await client.next('error')).toMatchObject({ job: id, code: 'input.invalid' });
  });

  test('is the same for all, and a client that stalls slows nobody', async () => {
    const id = await finished(900);
    const stalled = await open();
    stalled.socket.pause();
    stalled.send(watch(id, 'recorded'));
    const digests: string[] = [];
    for (let i = 0; i < 3; i++) {
      const client = await open();
      const hash = createHash('sha256');
      client.socket.on('message', (data: Buffer) => void hash.update(data));
      client.send(watch(id, 'recorded'));
      expect((await client.next('end')).frames).toBe(900);
      digests.push(hash.digest('hex'));
      client.close();
      await client.closed;
    }
    expect(new Set(digests).size).toBe(1);
    stalled.socket.resume();
    expect((await stalled.next('end')).frames).toBe(900);
  });

  test('ends when it is no longer wanted; only so many at a time', async () => {
    const ids = [await submit(), await submit(), await submit()];
    const client = await open();
    for (const id of ids) client.send(watch(id, 'recorded'));
    expect((await client.next('error')).code).toBe('watch.exceeded');
    client.send({ type: 'unwatch', requestId: 1, job: ids[0]! });
    await client.next('job', ({ requestId }) => requestId === 1);
    client.send(watch(ids[2]!, 'recorded', { requestId: 2 }));
    await client.next('job', ({ requestId }) => requestId === 2);
    for (const id of ids) {
      service.jobs.giveFiles(id, { 'motion.jsonl.gz': motionFile(1) });
      service.jobs.change(id, END);
    }
    const ends = [await client.next('end'), await client.next('end')];
    expect(ends.map(({ job }) => job).sort()).toEqual([ids[1], ids[2]].sort());
  });
});

describe('a live stream', () => {
  test('starts with the tables, also for who comes late, and ends with the job', async () => {
    const id = await submit({ live: true });
    const early = await open();
    early.send(watch(id, 'live'));
    await early.next('job', ({ requestId }) => requestId === 9);
    service.jobs.emit('tables', id, TABLES);
    service.jobs.emit('keyframes', id, liveChunk(0));
    expect(await early.next('tables')).toMatchObject({ stream: 'live', fps: 32, flags: TABLES.flags });
    const late = await open();
    late.send(watch(id, 'live', { face: 'ctrl' }));
    expect((await late.next('tables')).face).toEqual(TABLES.curves);
    service.jobs.emit('keyframes', id, liveChunk(1));
    expect((await early.next('keyframes')).sequence).toBe(0);
    const chunk = await early.next('keyframes');
    expect([chunk.sequence, chunk.firstFrame, chunk.count]).toEqual([1, 1, 1]);
    const arkit = unpackKeyframes(chunk, keyframeLayout(2, 52));
    // pelvis, rotations and the two curves come before the ARKit values in the worker's row
    expect([...arkit.values]).toEqual([...range(1, 11), ...range(14, 52 + 4)]);
    expect([...arkit.flags]).toEqual([2]);
    const ctrl = unpackKeyframes(await late.next('keyframes'), keyframeLayout(2, 2));
    expect([...ctrl.values]).toEqual([...range(1, 13), ...range(1 + 13 + 52, 4)]);
    service.jobs.change(id, END);
    expect(await early.next('end')).toMatchObject({ frames: 2, dropped: 0 });
    expect(await late.next('end')).toMatchObject({ frames: 1, dropped: 0 });
  });

  test('starts anew when the job does', async () => {
    const id = await submit({ live: true });
    const client = await open();
    client.send(watch(id, 'live'));
    await client.next('job', ({ requestId }) => requestId === 9);
    for (let attempt = 0; attempt < 2; attempt++) {
      service.jobs.emit('tables', id, TABLES);
      service.jobs.emit('keyframes', id, liveChunk(0));
      await client.next('tables');
      expect((await client.next('keyframes')).sequence).toBe(0);
      service.jobs.change(id, { state: 'queued' });
    }
    expect(client.received.filter(({ type }) => type === 'end')).toEqual([]);
  });

  test('keeps the latest for a client that stalls, and counts what it drops', async () => {
    const id = await submit({ live: true });
    const slow = await open();
    const quick = await open();
    for (const client of [slow, quick]) {
      client.send(watch(id, 'live'));
      await client.next('job', ({ requestId }) => requestId === 9);
    }
    const tables = {
      ...TABLES,
      bones: Array.from({ length: 4000 }, (_, i) => `b${i}`),
      parents: Array(4000).fill(0),
      rest: new Float32Array(28_000),
    };
    service.jobs.emit('tables', id, tables);
    slow.socket.pause();
    const count = 600;
    for (let frame = 0; frame < count; frame++) {
      service.jobs.emit('keyframes', id, wideChunk(frame, 3 + 16_000 + 2 + 52 + 4));
      expect((await quick.next('keyframes')).firstFrame).toBe(frame);
    }
    service.jobs.change(id, END);
    expect(await quick.next('end')).toMatchObject({ frames: count, dropped: 0 });
    slow.socket.resume();
    const end = await slow.next('end');
    expect(end.frames + end.dropped).toBe(count);
    expect(end.dropped).toBeGreaterThan(0);
    const chunks = slow.received.filter((message) => message.type === 'keyframes');
    expect(chunks).toHaveLength(end.frames);
    expect(chunks.at(-1)!.firstFrame).toBe(count - 1);
    const { body } = await service.call('GET', '/metrics');
    expect(body.toString()).toContain(`avatar_tracker_keyframes_dropped_total ${end.dropped}`);
  });

  test('of a job that was not submitted for it is refused, and of an ended one ends', async () => {
    const client = await open();
    const id = await submit();
    client.send(watch(id, 'live'));
    expect(await client.next('error')).toMatchObject({ requestId: 9, job: id, code: 'job.not-live' });
    service.jobs.change(id, END);
    client.send(watch(id, 'live'));
    expect(await client.next('end')).toMatchObject({ stream: 'live', frames: 0, dropped: 0 });
  });
});

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

function wideChunk(frame: number, width: number) {
  return { ...liveChunk(frame), values: new Float32Array(width).fill(frame) };
}

function hello(change: object): ClientMessage {
  return { type: 'hello', protocol: 1, token: TOKEN, client: { name: 'test', version: '1' }, ...change };
}
