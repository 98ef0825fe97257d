import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { readJson, readJsonLines } from '../../sidecar/scripts/bench/landmark-file.mjs';
import { scoreMotion } from '../../sidecar/scripts/bench/score-motion.mjs';
import { openJsonl } from '../../sidecar/src/protocol/jsonl-file.ts';
import { LandmarkFrameSchema, LandmarkHeaderSchema } from '../../sidecar/src/protocol/landmarks.ts';
import { MotionFrameSchema, MotionHeaderSchema } from '../../sidecar/src/protocol/motion.ts';
import { type Report, ReportSchema } from '../../sidecar/src/protocol/report.ts';
import { probeVideo } from '../../sidecar/src/video/probe-video.ts';
import { type Finished, run } from '../sidecar/cli/command-line.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const sample = fixture('sample.mp4');
const hasPython = spawnSync('python3', ['--version']).status === 0;

let folder = '';
let out = '';
let finished: Finished;
let report: Report;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sample-'));
  out = join(folder, 'a folder', 'out');
  finished = await run(['track', sample, '--out', out, '--overlay', '--device', 'cpu']);
  report = ReportSchema.parse(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function parseFile<Header extends z.ZodType, Frame extends z.ZodType>(
  name: string,
  headerSchema: Header,
  frameSchema: Frame,
): Promise<{ header: z.infer<Header>; frames: z.infer<Frame>[] }> {
  const file = await openJsonl(join(out, name), headerSchema);
  const frames: z.infer<Frame>[] = [];
  for await (const line of file.frames) frames.push(frameSchema.parse(line));
  return { header: file.header, frames };
}

describe('track on the sample clip', () => {
  test('ends well, names every file and the line for Unreal, and leaves nothing beside', () => {
    expect(finished.code).toBe(0);
    const files = readdirSync(out).sort();
    expect(files).toEqual([
      'build_animation.bin',
      'build_animation.json',
      'build_animation.py',
      'landmarks.jsonl.gz',
      'motion.jsonl.gz',
      'overlay.mp4',
      'report.html',
      'report.json',
    ]);
    for (const file of files) expect(finished.stdout).toContain(join(out, file));
    expect(finished.stdout.trimEnd().split('\n').at(-1)!.trim()).toBe(
      `py "${join(out, 'build_animation.py')}"`,
    );
    expect(readdirSync(join(folder, 'a folder'))).toEqual(['out']);
  });

  test('the landmark file matches its schema, a line a frame, in order', async () => {
    const { header, frames } = await parseFile(
      'landmarks.jsonl.gz',
      LandmarkHeaderSchema,
      LandmarkFrameSchema,
    );
    expect(header.source.sha256).toBe(createHash('sha256').update(readFileSync(sample)).digest('hex'));
    expect(header.source.file).toBe('sample.mp4');
    expect(header.tracker.models.length).toBeGreaterThanOrEqual(6);
    expect(frames.map(({ frame }) => frame)).toEqual([...Array(header.source.frameCount).keys()]);
    for (const { frame, time } of frames) expect(time).toBeCloseTo(frame / header.source.fps, 4);
  });

  test('the motion file matches its schema and holds unit rotations without jumps of sign', async () => {
    const { header, frames } = await parseFile('motion.jsonl.gz', MotionHeaderSchema, MotionFrameSchema);
    expect(frames.length).toBe(header.frameCount);
    expect(header.fps).toBe(30);
    for (const [i, { rotations, curves }] of frames.entries()) {
      expect(rotations.length).toBe(header.skeleton.bones.length);
      expect(curves.length).toBe(header.curves.length);
      for (const [bone, [x, y, z, w]] of rotations.entries()) {
        expect(Math.hypot(x, y, z, w)).toBeCloseTo(1, 4);
        const before = frames[i - 1]?.rotations[bone];
        if (before) expect(x * before[0] + y * before[1] + z * before[2] + w * before[3]).toBeGreaterThan(0);
      }
    }
  });

  test('the report agrees with the files', () => {
    const { frames, outputs, regions, models, options, timings } = report;
    expect(frames.decoded).toBe(report.source.frameCount);
    expect(frames.tracked).toBe(frames.decoded);
    expect(frames.truncated).toBe(false);
    expect(outputs.map(({ file }) => file).sort()).toEqual(
      readdirSync(out)
        .filter((file) => file !== 'report.json')
        .sort(),
    );
    for (const { file, bytes, sha256 } of outputs) {
      expect(statSync(join(out, file)).size).toBe(bytes);
      expect(
        createHash('sha256')
          .update(readFileSync(join(out, file)))
          .digest('hex'),
      ).toBe(sha256);
    }
    expect(options).toMatchObject({ mode: 'smart', complexity: 1, overlay: true, device: 'cpu' });
    expect(models.every(({ provider }) => provider === 'cpu')).toBe(true);
    expect(Object.keys(timings.stages)).toEqual([
      'probe',
      'models',
      'track',
      'solve',
      'report',
      'bake',
      'overlay',
    ]);
    expect(report.quality.confidence.parts.body).toHaveLength(frames.motion);
    expect(Math.max(...Object.values(report.quality.reprojection.leftHand!))).toBeLessThan(30);
    expect(regions.body.presence).toBe(1);
    expect(regions.face.presence).toBeGreaterThan(0.97);
    expect(regions.leftHand.presence).toBeGreaterThan(0.9);
    expect(regions.rightHand.presence).toBeGreaterThan(0.9);
    expect(report.warnings).toEqual([]);
  });

  test('the overlay shows the clip', async () => {
    const [clip, overlay] = await Promise.all([probeVideo(sample), probeVideo(join(out, 'overlay.mp4'))]);
    expect([overlay.width, overlay.height, overlay.frameCount]).toEqual([
      clip.width,
      clip.height,
      clip.frameCount,
    ]);
  });

  test.skipIf(!hasPython)('needs python3: the script for Unreal compiles', () => {
    execFileSync('python3', ['-m', 'py_compile', join(out, 'build_animation.py')], {
      env: { ...process.env, PYTHONPYCACHEPREFIX: folder },
    });
  });

  test('the motion is close to what the performer did', () => {
    const truth = ['sample.truth.json', 'sample.truth.json.gz']
      .map(fixture)
      .find((file) => existsSync(file))!;
    const score = scoreMotion(readJson(truth), readJsonLines(join(out, 'motion.jsonl.gz')));
    // degrees; raw landmarks of the official tracker are 12 to 17 off, 21 to 35 for fingers
    expect(score.upper!.mean).toBeLessThan(10);
    expect(score.fingers!.mean).toBeLessThan(17);
    expect(score.curl!.mean).toBeLessThan(14);
  });
});

describe('track on a part of the clip', () => {
  test('the motion begins and ends with the part, in the time of the clip, and ultra-fast tracks every second frame', async () => {
    const part = join(folder, 'part');
    const range = ['--from', '1', '--to', '2', '--mode', 'ultra-fast', '--fps', '60'];
    const { code } = await run(['track', sample, '--out', part, '--device', 'cpu', ...range]);
    expect(code).toBe(0);
    const times = (file: string) =>
      readJsonLines(join(part, file))
        .slice(1)
        .map(({ time }) => time);
    const [landmarks, motion] = [times('landmarks.jsonl.gz'), times('motion.jsonl.gz')];
    expect(landmarks).toEqual(Array.from({ length: 13 }, (_, i) => expect.closeTo(1 + (2 * i) / 25, 6)));
    expect(motion).toEqual(Array.from({ length: 58 }, (_, i) => expect.closeTo(1 + i / 60, 6)));
  });
});

describe('two runs at once', () => {
  test('into one folder: both end well and the folder is whole', async () => {
    const shared = join(folder, 'shared');
    const args = ['track', sample, '--out', shared, '--to', '0.4', '--device', 'cpu', '--json'];
    const both = await Promise.all([run(args), run(args)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const written = ReportSchema.parse(JSON.parse(readFileSync(join(shared, 'report.json'), 'utf8')));
    for (const { file, sha256 } of written.outputs)
      expect(
        createHash('sha256')
          .update(readFileSync(join(shared, file)))
          .digest('hex'),
      ).toBe(sha256);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('the same clip and options give the same landmarks, motion and data', async () => {
    const again = async (name: string) => {
      const to = join(folder, name);
      const { events } = await run([
        'track',
        sample,
        '--out',
        to,
        '--to',
        '0.4',
        '--device',
        'cpu',
        '--json',
      ]);
      const { report: made } = events().at(-1) as { report: Report };
      return made.outputs.map(({ file, sha256 }) => [file, sha256]);
    };
    expect(await again('first')).toEqual(await again('second'));
  });
});
