import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { SUBPROTOCOL } from '../../sidecar/src/protocol/messages.ts';
import { type MotionChunk, rowLayout } from '../../sidecar/src/protocol/motion-chunk.ts';
import { motionFile, TABLES } from '../sidecar/server/motion-data.ts';
import { startService, type TestService, TOKEN } from '../sidecar/server/running-service.ts';
import { COMPILE_MS, canCompile } from './compile.ts';
import { type Driver, hex, startDriver } from './driver.ts';

interface Turn {
  events: string[];
  send: string[];
  problem: string;
}

/** A frame with rotations of length 1: the plugin refuses others. */
function liveChunk(frame: number): MotionChunk {
  const layout = rowLayout(TABLES);
  const values = new Float32Array(layout.size);
  values[0] = frame;
  for (let bone = 0; bone < TABLES.bones.length; bone++) values[layout.rotations + 4 * bone + 3] = 1;
  return {
    firstFrame: frame,
    count: 1,
    times: Float64Array.of(frame / 32),
    values,
    flags: Uint32Array.of(2),
  };
}

/** The plugin's session over a real WebSocket: what arrives is fed in pieces, what it wants to send is sent. */
class Plugin {
  readonly events: string[] = [];
  readonly #driver: Driver;
  #socket: WebSocket | null = null;
  /** Turns follow each other, as on the game thread. */
  #queue: Promise<unknown> = Promise.resolve();
  #waiting: (() => void)[] = [];

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  async connect(url: string): Promise<void> {
    const socket = new WebSocket(url, SUBPROTOCOL, { perMessageDeflate: false });
    this.#socket = socket;
    socket.on('message', (data) => {
      const bytes = data as Buffer;
      const size = 1 + (bytes.length % 977);
      for (let at = 0; at < bytes.length; at += size)
        void this.turn('receive', hex(bytes.subarray(at, at + size)), at + size >= bytes.length);
    });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    await this.turn('connected');
  }

  turn(...words: (string | number | boolean)[]): Promise<Turn> {
    const next = this.#queue.then(async () => {
      const turn = await this.#driver.ask<Turn>('session', ...words);
      for (const message of turn.send) this.#socket?.send(Buffer.from(message, 'hex'));
      this.events.push(...turn.events, ...(turn.problem === '' ? [] : [`problem ${turn.problem}`]));
      for (const wake of this.#waiting.splice(0)) wake();
      return turn;
    });
    this.#queue = next;
    return next;
  }

  /** The first event from now or before that begins so; it is taken off the list. */
  async until(start: string): Promise<string> {
    for (;;) {
      const at = this.events.findIndex((event) => event.startsWith(start));
      if (at >= 0) return this.events.splice(0, at + 1).at(-1)!;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async lose(): Promise<void> {
    const socket = this.#socket!;
    socket.removeAllListeners('message');
    socket.terminate();
    await this.turn('disconnected');
  }
}

const there = await canCompile('clang++');

describe.skipIf(!there)('the plugin and the service on loopback (needs clang++ with sanitizers)', () => {
  let driver: Driver;
  let service: TestService;
  let plugin: Plugin;
  beforeAll(async () => {
    driver = await startDriver('clang++');
    service = await startService();
  }, COMPILE_MS);
  afterEach(() => plugin.lose());
  afterAll(async () => {
    await service?.close();
    await driver?.close();
  });

  const connect = async (token = TOKEN) => {
    await driver.ask('session', 'new');
    await driver.ask('session', 'token', hex(token));
    plugin = new Plugin(driver);
    await plugin.connect(service.server.ws);
  };
  const submit = async (...skeleton: (string | number)[]) => {
    await plugin.turn(
      'track',
      hex(service.clip),
      hex('hello'),
      'fast',
      30,
      0,
      '-',
      hex('/Game/Signs'),
      true,
      '-',
      ...skeleton,
    );
    return (await plugin.until('tracked')).split(' ')[2]!;
  };

  test('a wrong token is refused with a reason', async () => {
    await connect('wrong'.repeat(10));
    expect(await plugin.until('trouble')).toBe('trouble token.refused');
  });

  test('a skeleton is acknowledged before its job is submitted', async () => {
    await connect();
    expect(await plugin.until('welcome')).toBe('welcome avatar-tracker');
    const before = service.jobs.skeletons.length;
    const bones = [hex('root'), -1, 0, 0, 0, 0, 0, 0, 1, hex('pelvis'), 0, 0.5, 1, 96, 0.5, 0.5, 0.5, 0.5];
    const id = await submit(hex('Ada'), ...bones);
    expect(service.jobs.skeletons[before]).toEqual({
      name: 'Ada',
      bones: [
        { name: 'root', parent: -1, translation: [0, 0, 0], rotation: [0, 0, 0, 1] },
        { name: 'pelvis', parent: 0, translation: [0.5, 1, 96], rotation: [0.5, 0.5, 0.5, 0.5] },
      ],
    });
    expect(await service.jobs.get(id)).toMatchObject({
      name: 'hello',
      skeleton: `s${before + 1}`,
      assetPath: '/Game/Signs',
      live: true,
      options: { mode: 'fast', from: 0, to: null },
    });
    service.jobs.emit('progress', id, {
      stage: 'track',
      framesDone: 1,
      framesTotal: 4,
      fps: 20,
      etaSeconds: 2,
    });
    service.jobs.change(id, { state: 'running' });
    await plugin.until(`job ${id}`);
    await plugin.turn('cancel', hex(id));
    await plugin.until(`job ${id}`);
    expect((await service.jobs.get(id)).state).toBe('cancelled');
  });

  test('a skeleton that is refused refuses the request, and so does a clip outside', async () => {
    await connect();
    await plugin.turn(
      'track',
      hex(service.clip),
      hex('a'),
      'fast',
      30,
      '-',
      '-',
      '-',
      false,
      '-',
      hex('Ada'),
      hex('root'),
      -1,
      0,
      0,
      0,
      0,
      0,
      0,
      1,
    );
    expect(await plugin.until('refused')).toMatch(/^refused \d+ skeleton\.unknown-bone$/);
    const outside = join(service.folder, 'outside.mp4');
    writeFileSync(outside, 'x');
    await plugin.turn('track', hex(outside), hex('a'), 'fast', 30, '-', '-', '-', false, '-');
    expect(await plugin.until('refused')).toMatch(/^refused \d+ path\.refused$/);
  });

  test('live keyframes arrive as they were sent', async () => {
    await connect();
    const id = await submit();
    await plugin.turn('watch', hex(id), 'live', 'ctrl');
    service.jobs.change(id, { state: 'running' });
    await plugin.until(`job ${id}`);
    await plugin.until(`job ${id}`);
    service.jobs.emit('tables', id, TABLES);
    expect(await plugin.until('tables')).toBe('tables 2 2');
    for (let frame = 0; frame < 5; frame++) service.jobs.emit('keyframes', id, liveChunk(frame));
    expect(await plugin.until('keyframes 4')).toBe('keyframes 4 1 kept');
    expect(await driver.ask('session', 'frame', 3 / 32)).toEqual({
      frames: 5,
      duration: 4 / 32,
      time: 3 / 32,
      first: 3,
      flags: 2,
    });
    service.jobs.change(id, { state: 'failed', finishedAt: new Date(0).toISOString() });
    expect(await plugin.until('end')).toBe('end 5 0');
  });

  test('a recorded stream goes on after a loss where it was, and no frame is missing', async () => {
    await connect();
    const id = await submit();
    const frames = 3000;
    service.jobs.giveFiles(id, { 'motion.jsonl.gz': motionFile(frames), 'build_animation.py': '#' });
    service.jobs.change(id, { state: 'done', finishedAt: new Date(0).toISOString() });
    await plugin.until('result');
    await plugin.turn('watch', hex(id), 'recorded', 'arkit');
    await plugin.until('keyframes 20 ');
    await plugin.lose();
    await plugin.connect(service.server.ws);
    expect(await plugin.until('end')).toMatch(/^end \d+ 0$/);
    for (const frame of [0, 1, 629, 630, 1500, frames - 1])
      expect(await driver.ask('session', 'frame', frame / 32)).toMatchObject({
        frames,
        time: frame / 32,
        first: frame,
      });
    expect(plugin.events.filter((event) => event.startsWith('problem'))).toEqual([]);
  });
});
