import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ERRORS, type ErrorCode } from '../../../sidecar/src/protocol/errors.ts';
import type { Report } from '../../../sidecar/src/protocol/report.ts';
import { descendants, ffmpeg, isAlive, run, start } from './command-line.ts';

let folder = '';
/** A clip without a person, long enough to be interrupted. */
let clip = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  clip = join(folder, 'a "clip" of 60 s.mp4');
  await ffmpeg([
    '-f',
    'lavfi',
    '-i',
    'testsrc=size=320x240:rate=25:duration=60',
    '-pix_fmt',
    'yuv420p',
    clip,
  ]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('help and version', () => {
  test.each([
    ['--help'],
    ['track', '--help'],
    ['models', '--help'],
    ['models', 'list', '--help'],
    ['models', 'import', '--help'],
    ['models', 'pull', '--help'],
    ['models', 'verify', '--help'],
    ['models', 'where', '--help'],
    ['serve', '--help'],
    ['init-db', '--help'],
  ])('%j %j explains itself with examples', async (...args) => {
    const { code, stdout, stderr } = await run(args);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: avatar-tracker');
    expect(stdout).toContain('Example');
    expect(stderr).toBe('');
  });

  test('the version is that of the package', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n' });
  });
});

describe('wrong usage', () => {
  test.each([
    [[], 'No command was given.'],
    [['dance'], "Unknown command 'dance'."],
    [['track', '--mode', 'best'], 'Allowed choices are ultra-fast, fast, smart, quality.'],
    [['track', '--complexity', '3'], 'whole number from 0 to 2'],
    [['track', '--fps', '25'], 'Allowed choices are 30, 60.'],
    [['track', '--device', 'abacus'], 'Allowed choices are auto, cpu'],
    [['track', '--from', 'noon'], 'Give seconds'],
    [['track', '--from', '5', '--to', '2'], '--to 2 s is not after --from 5 s.'],
    [['track', '--min-detection-confidence', '2'], 'from 0 to 1'],
    [['track', 'a.mp4', 'b.mp4'], 'too many arguments'],
    [['track', '--no-such-flag'], "unknown option '--no-such-flag'"],
    [['track', '--body-type', 'giant'], 'body type'],
    [['serve', '--port', '70000'], 'whole number from 0 to 65535'],
    [['serve', '--log-level', 'loud'], 'Allowed choices are debug'],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await run(args);
    expect(stderr.toLowerCase()).toContain(sentence.toLowerCase());
    expect(stderr).toContain('[usage.invalid]');
    expect(code).toBe(ERRORS['usage.invalid'].exit);
    expect(stdout).toBe('');
  });

  test('as JSON on stdout', async () => {
    const { code, stdout, stderr, events } = await run(['track', '--mode', 'best', '--json']);
    expect(events()).toEqual([
      {
        event: 'error',
        code: 'usage.invalid',
        message: expect.stringContaining('best'),
        fix: ERRORS['usage.invalid'].fix,
        exitCode: 64,
        retryable: false,
      },
    ]);
    expect([code, stderr, stdout.endsWith('\n')]).toEqual([64, '', true]);
  });
});

test.skipIf(process.platform === 'darwin')(
  'needs a system without CoreML: a device that is not on this platform is device.unavailable',
  async () => {
    const { code, stderr } = await run(['track', clip, '--device', 'coreml', '--out', join(folder, 'out')]);
    expect([code, stderr.includes('[device.unavailable]')]).toEqual([69, true]);
  },
);

describe('bad input', () => {
  const inputs: [string, ErrorCode, (path: string) => Promise<void> | void][] = [
    ['missing', 'input.not-found', () => {}],
    ['empty', 'input.empty', (path) => writeFileSync(path, '')],
    ['a text file', 'input.not-video', (path) => writeFileSync(path, 'not a video\n'.repeat(100))],
    ['a folder', 'input.unreadable', (path) => void mkdirSync(path)],
    [
      'sound alone',
      'input.no-video-stream',
      (path) => ffmpeg(['-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'aac', '-f', 'mp4', path]),
    ],
  ];

  test.each(inputs)('%s is %s', async (name, code, make) => {
    const path = join(folder, `${name}.mp4`);
    await make(path);
    const out = join(folder, `out of ${name}`, 'deep');
    const { code: exit, stderr, stdout } = await run(['track', path, '--out', out]);
    expect(stderr).toContain(`[${code}]`);
    expect(stderr).toContain(ERRORS[code].fix);
    expect(exit).toBe(ERRORS[code].exit);
    expect(stdout).toBe('');
    expect(existsSync(join(folder, `out of ${name}`))).toBe(false);
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'needs a user other than root: an unreadable file is input.unreadable',
    async () => {
      const path = join(folder, 'locked.mp4');
      writeFileSync(path, 'x');
      chmodSync(path, 0);
      const { code, stderr } = await run(['track', path, '--out', join(folder, 'out')]);
      expect([code, stderr.includes('[input.unreadable]')]).toEqual([66, true]);
    },
  );

  test('a range without frames is input.no-frames', async () => {
    const { code, stderr } = await run(['track', clip, '--from', '100', '--out', join(folder, 'out')]);
    expect([code, stderr.includes('[input.no-frames]')]).toEqual([65, true]);
  });

  test('an output folder that cannot be made is output.not-writable', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, 'x');
    const { code, stderr } = await run(['track', clip, '--out', join(file, 'out')]);
    expect([code, stderr.includes('[output.not-writable]')]).toEqual([73, true]);
  });

  test("other people's files in the output folder are output.exists", async () => {
    const out = join(folder, 'theirs');
    mkdirSync(out);
    writeFileSync(join(out, 'thesis.doc'), 'mine');
    const { code, stderr } = await run(['track', clip, '--out', out]);
    expect([code, stderr.includes('[output.exists]')]).toEqual([73, true]);
    expect(readdirSync(out)).toEqual(['thesis.doc']);
  });
});

describe('odd input that works', () => {
  test('a clip that breaks off is tracked as far as it goes, and says so; nobody in it is said too', async () => {
    const whole = join(folder, 'whole.mp4');
    const broken = join(folder, "it's broken, 手.mp4");
    const source = 'testsrc2=size=160x120:rate=25:duration=3';
    await ffmpeg(['-f', 'lavfi', '-i', source, '-pix_fmt', 'yuv420p', '-movflags', '+faststart', whole]);
    const bytes = readFileSync(whole);
    writeFileSync(broken, bytes.subarray(0, Math.round(bytes.length * 0.6)));
    const out = join(folder, 'out of a broken clip');
    const { code, events } = await run(['track', broken, '--out', out, '--json', '--device', 'cpu']);
    expect(code).toBe(0);
    const { report } = events().at(-1) as { report: Report };
    expect(report.frames.truncated).toBe(true);
    expect(report.frames.tracked).toBe(report.frames.decoded);
    expect(report.frames.decoded).toBeGreaterThan(20);
    expect(report.frames.decoded).toBeLessThan(75);
    expect(report.warnings).toContain(
      `The clip breaks off: ${report.frames.decoded} frames could be decoded and were tracked.`,
    );
    expect(report.warnings).toContain('Nobody was seen in this clip.');
    expect(report.regions.body).toEqual({ presence: 0, confidence: null });
    expect(report.unreal).toBe(`py "${join(out, 'build_animation.py')}"`);
  });
});

describe('interruption', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends everything within a second', async (signal) => {
    const out = join(folder, `interrupted-${signal}`, 'out');
    const before = readdirSync(folder).sort();
    const { child, finished, line } = start(['track', clip, '--out', out, '--json', '--device', 'cpu']);
    await line((text) => /"stage":"track","framesDone":[1-9]/.test(text));
    const processes = descendants(child.pid!);
    if (process.platform === 'linux') expect(processes.length).toBeGreaterThanOrEqual(2);

    const sent = performance.now();
    child.kill(signal);
    const { code, events } = await finished;
    expect(performance.now() - sent).toBeLessThan(1000);
    expect(code).toBe(130);
    expect(events().at(-1)).toMatchObject({ event: 'error', code: 'job.cancelled' });
    expect(processes.filter(isAlive)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(before);
  });

  test('a worker that is killed is worker.died, tried again on the CPU when it was not there', async () => {
    const out = join(folder, 'killed');
    const { child, finished, line } = start(['track', clip, '--out', out, '--json', '--device', 'cpu']);
    await line((text) => /"stage":"track","framesDone":[1-9]/.test(text));
    const [worker] = descendants(child.pid!);
    process.kill(worker!, 'SIGKILL');
    const { code, events } = await finished;
    expect(events().at(-1)).toMatchObject({ event: 'error', code: 'worker.died' });
    expect(code).toBe(ERRORS['worker.died'].exit);
    expect(existsSync(out)).toBe(false);
  });

  test('the worker ends when its parent is killed, and removes what it wrote', async () => {
    const out = join(folder, 'orphaned', 'out');
    const { child, finished, line } = start(['track', clip, '--out', out, '--json', '--device', 'cpu']);
    await line((text) => /"stage":"track","framesDone":[1-9]/.test(text));
    const processes = descendants(child.pid!);
    child.kill('SIGKILL');
    await finished;
    const until = performance.now() + 5000;
    while (processes.some(isAlive) && performance.now() < until)
      await new Promise((resolve) => setImmediate(resolve));
    expect(processes.filter(isAlive)).toEqual([]);
    expect(readdirSync(join(folder, 'orphaned'))).toEqual([]);
  });
});
