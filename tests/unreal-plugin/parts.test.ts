import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeMsgpack } from '../../sidecar/src/protocol/msgpack.ts';
import { COMPILE_MS, canCompile } from './compile.ts';
import { type Driver, hex, startDriver } from './driver.ts';

const JOB = '0c7f2k9m4q';
const there = await canCompile('clang++');

interface Turn {
  events: string[];
  send: string[];
  problem: string;
}

describe.skipIf(!there)('engine-free parts (needs clang++ with sanitizers)', () => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await startDriver('clang++');
  }, COMPILE_MS);
  afterAll(() => driver?.close());
  const ask = <T>(...words: (string | number | boolean)[]) => driver.ask<T>(...words);

  describe('joiner', () => {
    const join = (piece: Uint8Array | string, last: boolean) => ask<string>('join', 'add', hex(piece), last);

    test('any message in any pieces comes out whole', async () => {
      await ask('join', 'new', 1000);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 1, maxLength: 8 }),
          async (pieces) => {
            for (const [i, piece] of pieces.entries()) {
              const answer = await join(piece, i === pieces.length - 1);
              expect(answer).toBe(i === pieces.length - 1 ? Buffer.concat(pieces).toString('hex') : 'more');
            }
          },
        ),
        { numRuns: 50 },
      );
    });

    test('what is too large is dropped to its end, and the next message is read', async () => {
      await ask('join', 'new', 4);
      expect(await join('ab', false)).toBe('more');
      expect(await join('cde', false)).toBe('more');
      expect(await join('x', false)).toBe('more');
      expect(await join('x', true)).toBe('too large');
      expect(await join('abcde', true)).toBe('too large');
      expect(await join('abcd', true)).toBe(hex('abcd'));
    });

    test('a message that was broken off is forgotten', async () => {
      await ask('join', 'new', 100);
      await join('half', false);
      await ask('join', 'reset');
      expect(await join('whole', true)).toBe(hex('whole'));
    });
  });

  describe('jitter buffer', () => {
    const pop = (now: number) => ask<[number | null, number]>('jitter', 'pop', now);

    test('frames come by their own clock, a delay after the first', async () => {
      await ask('jitter', 'new', 0.5, 10);
      for (const time of [0, 0.25, 0.5]) await ask('jitter', 'push', 100, time);
      expect(await pop(100.25)).toEqual([null, 0]);
      expect(await pop(100.5)).toEqual([0, 0]);
      expect(await pop(100.625)).toEqual([null, 0]);
      // two are due: the newer one is shown
      expect(await pop(101)).toEqual([0.5, 1]);
    });

    test('a slow tracker sets the clock back instead of rushing', async () => {
      await ask('jitter', 'new', 0.5, 10);
      await ask('jitter', 'push', 100, 0);
      expect(await pop(100.5)).toEqual([0, 0]);
      await ask('jitter', 'push', 102, 0.25);
      await ask('jitter', 'push', 102, 0.5);
      expect(await pop(102.25)).toEqual([null, 0]);
      expect(await pop(102.5)).toEqual([0.25, 0]);
      expect(await pop(102.75)).toEqual([0.5, 0]);
    });

    test('no more than its capacity waits', async () => {
      await ask('jitter', 'new', 0.5, 3);
      for (let i = 0; i < 100; i++) expect(await ask('jitter', 'push', 100, i)).toBe(Math.min(i + 1, 3));
      expect(await pop(100)).toEqual([97, 97]);
    });

    test('a stream that starts anew starts its clock anew', async () => {
      await ask('jitter', 'new', 0.5, 10);
      await ask('jitter', 'push', 100, 50);
      await ask('jitter', 'push', 101, 0);
      expect(await pop(101.25)).toEqual([null, 0]);
      expect(await pop(101.5)).toEqual([0, 0]);
    });
  });

  test('waits grow from 1 s to 30 s and begin anew after a minute that went well', async () => {
    const waits = [];
    for (const ranFor of [0, 0, 0, 0, 0, 0, 0, 61, 0]) waits.push(await ask('play', 'backoff', ranFor));
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 1, 2]);
  });

  test('playback plays, stays at the end, pauses, seeks and loops', async () => {
    const clock = (what: string, now: number, ...more: (number | boolean)[]) =>
      ask('play', what, now, ...more);
    expect(await clock('new', 0, 10)).toEqual([0, false]);
    expect(await clock('play', 5)).toEqual([0, true]);
    expect(await clock('at', 8)).toEqual([3, true]);
    expect(await clock('pause', 8)).toEqual([3, false]);
    expect(await clock('seek', 9, 7)).toEqual([7, false]);
    expect(await clock('seek', 9, 99)).toEqual([10, false]);
    expect(await clock('play', 20)).toEqual([0, true]);
    expect(await clock('at', 31)).toEqual([10, false]);
    expect(await clock('loop', 31, true)).toEqual([1, true]);
  });

  describe('names', () => {
    const name = (...words: (string | number)[]) => ask<string>('name', ...words);

    test.each([
      ['/Game/Signs/Day 1', '/Game/Signs/Day_1'],
      ['Signs', '/Game/Signs'],
      ['  /Game//Signs/ ', '/Game/Signs'],
      ['\\Game\\Grüße', '/Game/Gr__e'],
      ['/Game/手話', '/Game/__'],
      ['/MyPlugin/A-b.c', '/MyPlugin/A_b_c'],
      ['', '/Game/AvatarTracker'],
      ['///', '/Game/AvatarTracker'],
      [`/${'a'.repeat(300)}`, `/${'a'.repeat(199)}`],
    ])('folder %s', async (folder, expected) => {
      expect(await name('folder', hex(folder))).toBe(expected);
    });

    test('any folder is one that the service takes', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 250 }), async (folder) => {
          expect(await name('folder', hex(folder))).toMatch(/^(\/[A-Za-z0-9_]+)+$/);
        }),
        { numRuns: 100 },
      );
    });

    test('jobs are named after their video', async () => {
      expect(await name('job', hex('{video}'), hex('C:\\clips\\Grüße 手話.v2.mp4'))).toBe('Grüße 手話.v2');
      expect(await name('job', hex('Day1_{video}_{video}'), hex('/a/b.mov'))).toBe('Day1_b_b');
      expect(await name('job', hex('{video}'), hex('/a/{video}.mp4'))).toBe('{video}');
      expect(await name('job', hex('  '), hex('/a/b.mov'))).toBe('Clip');
      expect(
        Buffer.byteLength(await name('job', hex('{video}'), hex(`/a/${'語'.repeat(90)}.mp4`))),
      ).toBeLessThanOrEqual(200);
    });

    test('names of the protocol are shown as words', async () => {
      expect(await name('words', hex('leftHandBridged'))).toBe('left hand bridged');
      expect(await name('words', hex('Face'))).toBe('face');
      expect(await name('words', hex('\n'))).toBe(' ');
    });

    test('any bytes become showable text within their limit', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 80 }),
          fc.integer({ min: 0, max: 60 }),
          async (bytes, limit) => {
            const shown = await name('show', hex(bytes), limit);
            expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(limit);
            // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested
            expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
            const plain = Buffer.from(bytes)
              .toString('utf8')
              .replace(/\p{Cc}/gu, ' ');
            if (plain.length * 4 <= limit && !plain.includes('\ufffd')) expect(shown).toBe(plain);
          },
        ),
        { numRuns: 200 },
      );
    });
  });

  describe('handshake', () => {
    const fields = (line: string) => ask('name', 'json', hex(line));

    test('any flat object is read as JSON reads it', async () => {
      const scalar = fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.dictionary(fc.string({ maxLength: 10 }), scalar, { maxKeys: 8 }),
          async (object) => {
            const expected = Object.entries(object).map(([key, value]) => [
              key,
              String(value),
              typeof value === 'string',
            ]);
            expect(await fields(JSON.stringify(object))).toEqual(expected);
          },
        ),
        { numRuns: 100 },
      );
    });

    test.each([
      '',
      '{',
      '{}x',
      '[1]',
      '{"a"}',
      '{"a":1,}',
      '{"a":{}}',
      '{"a":[1]}',
      '{"a":"\\ud800"}',
      '{"a":"\\x"}',
      '{"a":"',
      "{'a':1}",
    ])('refuses %s', async (line) => {
      expect(await fields(line)).toEqual(['refused']);
    });

    test('says where the service listens, on this machine alone', async () => {
      const line = (change: object) =>
        hex(
          JSON.stringify({
            event: 'listening',
            http: 'http://127.0.0.1:4567',
            ws: 'ws://127.0.0.1:4567/ws',
            tokenFile: 'C:\\Users\\手\\token',
            pid: 12,
            ...change,
          }),
        );
      const read = (change: object) => ask('name', 'listening', line(change));
      expect(await read({})).toEqual(['ws://127.0.0.1:4567/ws', 'C:\\Users\\手\\token']);
      for (const ws of [
        'ws://127.0.0.1:99999/ws',
        'ws://127.0.0.1:0/ws',
        'ws://evil.example:4567/ws',
        'ws://127.0.0.1:4567/x',
        'ws://127.0.0.1:/ws',
        7,
      ])
        expect(await read({ ws })).toEqual([]);
      expect(await read({ event: 'ended' })).toEqual([]);
      expect(await read({ tokenFile: null })).toEqual([]);
      expect(await ask('name', 'listening', hex('INFO: listening'))).toEqual([]);
      expect(await ask('name', 'token', hex(`${'A'.repeat(43)}\n`))).toBe('A'.repeat(43));
      expect(await ask('name', 'token', hex('short'))).toBe('');
      expect(await ask('name', 'token', hex(`${'A'.repeat(40)} \n`))).toBe('');
    });
  });

  describe('Node', () => {
    test.each([
      ['v20.19.0', true, true],
      ['v20.18.9', true, false],
      ['v24.1.0\r', true, true],
      ['v21.0.0-nightly2024', true, true],
      ['v20', false, false],
      ['20.19.0', false, false],
      ['v20.19.0.1', false, false],
      ['v99999999999999999999.0.0', false, false],
      ['node: not found', false, false],
      ['', false, false],
    ])('version %s', async (line, isVersion, isEnough) => {
      expect(await ask('name', 'version', hex(line))).toEqual([isVersion, isEnough]);
    });

    test('is looked for in PATH, then in the usual places, each once', async () => {
      const find = (system: string, ...places: string[]) => ask('name', 'node', system, ...places.map(hex));
      expect(
        await find('linux', '', '/opt/node/bin:relative::/usr/bin/:/opt/node/bin', '/home/a', '', '', ''),
      ).toEqual([
        '/opt/node/bin/node',
        '/usr/bin/node',
        '/usr/local/bin/node',
        '/snap/bin/node',
        '/home/a/.volta/bin/node',
        '/home/a/.local/bin/node',
        '/home/a/.nvm/current/bin/node',
      ]);
      expect(await find('mac', '', '', '', '', '', '')).toEqual([
        '/usr/local/bin/node',
        '/opt/homebrew/bin/node',
        '/usr/bin/node',
      ]);
      expect(
        await find('windows', '', '"C:\\My Node";.;D:\\n\\', 'C:\\U', 'C:\\Program Files', 'C:\\U\\L', ''),
      ).toEqual([
        'C:\\My Node\\node.exe',
        'D:\\n\\node.exe',
        'C:\\Program Files\\nodejs\\node.exe',
        'C:\\U\\L\\Programs\\nodejs\\node.exe',
        'C:\\U\\L\\Volta\\bin\\node.exe',
        'C:\\U\\scoop\\apps\\nodejs\\current\\node.exe',
      ]);
      expect(await find('linux', '/my/node', '/usr/bin', '', '', '', '')).toEqual(['/my/node']);
    });
  });

  describe('session', () => {
    const receive = (message: object) => ask<Turn>('session', 'receive', hex(encodeMsgpack(message)), true);
    const welcome = {
      type: 'welcome',
      protocol: 1,
      server: { name: 's', version: '1' },
      heartbeatSeconds: 10,
      limits: { messageBytes: 1, watches: 1 },
    };
    const job = (state: string, requestId: number | null, change: object = {}) => ({
      type: 'job',
      requestId,
      job: { id: JOB, name: 'a', state, input: { path: '/a.mp4' }, ...change },
    });
    const open = async () => {
      await ask('session', 'new');
      await ask('session', 'connected');
      return receive(welcome);
    };
    const track = (...skeleton: (string | number)[]) =>
      ask<Turn>(
        'session',
        'track',
        hex('/a.mp4'),
        hex('a'),
        'smart',
        30,
        '-',
        '-',
        '-',
        true,
        '-',
        ...skeleton,
      );

    test('what is asked for before the welcome goes out with it', async () => {
      await ask('session', 'new');
      expect((await track()).send).toEqual([]);
      expect((await ask<Turn>('session', 'cancel', hex(JOB))).send).toEqual([]);
      expect((await ask<Turn>('session', 'connected')).send).toHaveLength(1);
      const turn = await receive(welcome);
      expect(turn.events).toEqual(['welcome s']);
      expect(turn.send).toHaveLength(3);
    });

    test('another protocol, a second welcome and a word before the first end the connection', async () => {
      await ask('session', 'new');
      await ask('session', 'connected');
      expect(await receive({ ...welcome, protocol: 2 })).toMatchObject({ problem: 'protocol.unsupported' });
      await ask('session', 'connected');
      expect(await receive(job('queued', null))).toMatchObject({ problem: 'message.unexpected' });
      await open();
      expect(await receive(welcome)).toMatchObject({ problem: 'message.unexpected' });
    });

    test('a gap of a recorded stream ends the connection; what was seen before is passed over', async () => {
      await open();
      await ask('session', 'watch', hex(JOB), 'recorded', 'arkit');
      const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
      const chunk = (sequence: number) => ({
        type: 'keyframes',
        job: JOB,
        stream: 'recorded',
        sequence,
        firstFrame: sequence,
        count: 1,
        times: new Uint8Array(Float64Array.of(sequence / 30).buffer),
        values: floats(sequence, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1),
        flags: new Uint8Array(4),
      });
      expect(await receive(chunk(0))).toMatchObject({ problem: 'message.unexpected' });
      await receive({
        type: 'tables',
        job: JOB,
        stream: 'recorded',
        fps: 30,
        bones: ['root'],
        parents: [-1],
        rest: floats(0, 0, 0, 0, 0, 0, 1),
        face: [],
        flags: [],
      });
      expect((await receive(chunk(0))).events).toEqual(['keyframes 0 1 kept']);
      expect((await receive(chunk(1))).events).toEqual(['keyframes 1 1 kept']);
      expect(await receive(chunk(0))).toMatchObject({ events: [], problem: '' });
      expect(await receive(chunk(3))).toMatchObject({ events: [], problem: 'stream.gap' });
      expect(await receive({ ...chunk(2), values: floats(1, 2) })).toMatchObject({
        problem: 'message.malformed',
      });
      expect(await receive({ ...chunk(2), values: floats(0, 0, 0, 0, 0, 0, 3, 1, 1, 1, 1) })).toMatchObject({
        problem: 'message.malformed',
      });
      expect(await ask('session', 'frame', 0.04)).toEqual({
        frames: 2,
        duration: 1 / 30,
        time: 1 / 30,
        first: 1,
        flags: 0,
      });
      expect(await ask('session', 'frame', -5)).toMatchObject({ time: 0 });
      // a chunk of a job that nobody watches is no error
      expect(await receive({ ...chunk(9), job: 'other00000' })).toMatchObject({ events: [], problem: '' });
    });

    test('the board follows a job and forgets its past when it is tried again', async () => {
      await open();
      await receive(job('running', null));
      await receive({
        type: 'progress',
        job: JOB,
        progress: { stage: 'track', framesDone: 5, framesTotal: 10, fps: 1, etaSeconds: 3 },
      });
      const row = async () => (await ask<Record<string, unknown>[]>('session', 'board'))[0];
      expect(await row()).toMatchObject({ stage: 'track', share: 0.5, eta: 3, cancel: true, retry: false });
      await receive(
        job('failed', null, { error: { code: 'x', message: 'A\u0007 fault.', fix: 'Do.' }, warnings: ['w'] }),
      );
      expect(await row()).toMatchObject({
        trouble: 'A  fault. Do.',
        warnings: ['w'],
        cancel: false,
        retry: true,
        share: null,
      });
      await receive(job('queued', 1));
      expect(await row()).toMatchObject({ trouble: '', warnings: [], cancel: true, retry: false });
      await receive({ type: 'result', job: JOB, artifacts: [], script: '/s.py', unreal: null });
      expect(await row()).toMatchObject({ script: '/s.py' });
      for (let i = 0; i < 600; i++) await receive(job('queued', null, { id: `job${i}xxxxxxx` }));
      expect(await ask('session', 'board')).toHaveLength(500);
    });
  });
});
