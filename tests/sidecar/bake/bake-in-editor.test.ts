import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BODY_TARGETS, FACE_TARGETS } from '../../../sidecar/src/bake/metahuman-targets.ts';
import { type BakeFiles, writeBake } from '../../../sidecar/src/bake/write-bake.ts';
import type { MotionHeader } from '../../../sidecar/src/protocol/motion.ts';
import {
  type ClipState,
  clipsOf,
  hasPython,
  metahumanProject,
  runInEditor,
  simulator,
  templates,
} from './editor.ts';
import { makeFrame, makeFrames, makeHeader, metahumanHeader, smallSkeleton } from './motion-fixture.ts';
import { tempFolder } from './temp-folder.ts';

const BODY = '/Game/AvatarTracker/hello_Body';
const FACE = '/Game/AvatarTracker/hello_Face';
const TOLERANCE = 1e-4;

async function bake(header: MotionHeader): Promise<BakeFiles> {
  return writeBake({ header, frames: makeFrames(header) }, tempFolder());
}

/** Largest difference over all keys between a clip and the motion; the last frame is held past its end. */
function largestDifference(header: MotionHeader, body: ClipState, face: ClipState): number {
  let largest = 0;
  const meet = (found: number | undefined, wanted: number) => {
    largest = Math.max(largest, found === undefined ? Number.POSITIVE_INFINITY : Math.abs(found - wanted));
  };
  for (let key = 0; key <= body.frames; key++) {
    const frame = makeFrame(header, Math.min(key, header.frameCount - 1));
    header.skeleton.bones.forEach(({ name, translation }, bone) => {
      const track = body.tracks[name]!;
      for (let i = 0; i < 4; i++) meet(track.rotations[4 * key + i], frame.rotations[bone]![i]!);
      const place = name === 'pelvis' ? frame.pelvis : translation;
      for (let i = 0; i < 3; i++) meet(track.positions[3 * key + i], place[i]!);
      for (let i = 0; i < 3; i++) meet(track.scales[3 * key + i], 1);
    });
    header.curves.forEach((name, curve) => {
      meet(face.curves[name]!.times[key], key / header.fps);
      meet(face.curves[name]!.values[key], frame.curves[curve]!);
    });
  }
  return largest;
}

describe.skipIf(!hasPython)('needs python3: a bake in the simulated editor', () => {
  it.each(['5.4.4', '5.5.4', '5.6.1', '5.7.0', '5.8.0'])(
    'keys equal the motion in Unreal %s',
    async (engine) => {
      const header = metahumanHeader({ frames: 31 });
      const run = runInEditor((await bake(header)).script, metahumanProject(header.skeleton, { engine }));
      const body = run.disk[BODY]!;
      const face = run.disk[FACE]!;
      expect(run.log.filter(([level]) => level !== 'Display')).toEqual([]);
      expect(run.oddities).toEqual([]);
      expect([run.code, run.stderr, run.result?.ok]).toEqual([0, '', true]);
      expect(body).toMatchObject({
        skeleton: BODY_TARGETS[0],
        fps: 30,
        frames: 30,
        locked: false,
        curves: {},
      });
      expect(face).toMatchObject({
        skeleton: FACE_TARGETS[0],
        fps: 30,
        frames: 30,
        locked: false,
        tracks: {},
      });
      expect(Object.keys(body.tracks)).toHaveLength(64);
      expect(Object.keys(face.curves)).toEqual(header.curves);
      expect(largestDifference(header, body, face)).toBeLessThan(TOLERANCE);
    },
  );

  it.each([
    [30, 1, 1],
    [30, 2, 1],
    [60, 1, 2],
    [60, 4, 4],
    [60, 7, 6],
  ])('at %i fps %i frames make %i intervals', async (fps, frames, intervals) => {
    const header = makeHeader({ fps, frames });
    const run = runInEditor((await bake(header)).script, metahumanProject(smallSkeleton));
    expect(run.disk[BODY]).toMatchObject({ fps, frames: intervals });
    expect(largestDifference(header, run.disk[BODY]!, run.disk[FACE]!)).toBeLessThan(TOLERANCE);
  });

  it('reports what it made, ends with the marker and tags the assets', async () => {
    const header = makeHeader();
    const { script, job } = await bake(header);
    const run = runInEditor(script, metahumanProject(smallSkeleton));
    const resultFile = script.replace('.py', '.result.json');
    expect(run.lastLine).toBe(`LogPython: AVATAR_TRACKER_BAKE OK 1 of 1 clips, result in ${resultFile}`);
    expect(run.result).toMatchObject({
      ok: true,
      engine: expect.stringContaining('5.5.4'),
      clips: [
        {
          job,
          clip: 'hello',
          state: 'done',
          missed: [],
          warnings: [],
          error: null,
          assets: [
            {
              kind: 'body',
              path: BODY,
              target: BODY_TARGETS[0],
              created: true,
              frames: 3,
              keys: 4,
              tracks: 3,
              saved: true,
            },
            {
              kind: 'face',
              path: FACE,
              target: FACE_TARGETS[0],
              created: true,
              frames: 3,
              keys: 4,
              curves: 2,
              saved: true,
            },
          ],
        },
      ],
    });
    const [body, face] = clipsOf(run.result!.clips[0]!);
    expect(body!.deviation.rotationDegrees).toBeLessThan(0.01);
    expect(face!.deviation.curve).toBeLessThan(1e-6);
    expect(run.disk[BODY]!.tags).toMatchObject({
      'AvatarTracker.Source': 'hello.mp4',
      'AvatarTracker.SourceSha256': 'ab'.repeat(32),
      'AvatarTracker.Settings': '{"mode":"smart"}',
    });
  });

  it('updates existing clips in place', async () => {
    const header = makeHeader({ fps: 60, frames: 5 });
    const clips = [
      { path: BODY, skeleton: BODY_TARGETS[0], frames: 9, tracks: ['root', 'head'], curves: ['old'] },
      {
        path: FACE,
        skeleton: FACE_TARGETS[0],
        rate: [15, 1] as [number, number],
        curves: ['old', 'CTRL_expressions_jawopen'],
      },
    ];
    const run = runInEditor((await bake(header)).script, metahumanProject(smallSkeleton, { clips }));
    expect(run.oddities).toEqual([]);
    expect(run.result?.clips[0]?.assets.map(({ created }) => created)).toEqual([false, false]);
    expect(Object.keys(run.disk[BODY]!.tracks)).toEqual(['root', 'pelvis', 'spine_01']);
    expect(run.disk[BODY]!.curves).toEqual({});
    expect(Object.keys(run.disk[FACE]!.curves)).toEqual(header.curves);
    expect(largestDifference(header, run.disk[BODY]!, run.disk[FACE]!)).toBeLessThan(TOLERANCE);
  });

  it('bakes twice with the same result', async () => {
    const { script } = await bake(makeHeader());
    const first = runInEditor(script, metahumanProject(smallSkeleton));
    const clips = [BODY, FACE].map((path) => ({ path, skeleton: first.disk[path]!.skeleton!, frames: 3 }));
    const second = runInEditor(script, metahumanProject(smallSkeleton, { clips }));
    expect(second.disk).toEqual(first.disk);
  });
});

describe.skipIf(!hasPython)('needs python3: the ways to run a bake', () => {
  it('waits for compression and exits with 0 in a commandlet of 5.8', async () => {
    const { script } = await bake(makeHeader());
    for (const [engine, waits] of [
      ['5.5.4', false],
      ['5.8.0', true],
    ] as const) {
      const commandLine = 'X.uproject -run=pythonscript';
      const run = runInEditor(script, metahumanProject(smallSkeleton, { engine, commandLine }));
      expect([run.code, run.compilationFinished, run.oddities]).toEqual([0, waits, []]);
    }
  });

  it.each(['loading', 'unscanned'] as const)('finds assets while the registry is %s', async (registry) => {
    const clips = [{ path: BODY, skeleton: BODY_TARGETS[0], frames: 9, tracks: ['head'] }];
    const project = metahumanProject(smallSkeleton, { registry, clips });
    const run = runInEditor((await bake(makeHeader())).script, project);
    expect([run.result?.ok, run.oddities]).toEqual([true, []]);
    expect(run.result?.clips[0]?.assets.map(({ created }) => created)).toEqual([false, true]);
  });

  it('needs no scripting plugin where the editor has its own asset functions', async () => {
    const project = metahumanProject(smallSkeleton, { missingClasses: ['EditorAssetLibrary'] });
    const run = runInEditor((await bake(makeHeader())).script, project);
    expect(run.result?.ok).toBe(true);
    expect(Object.keys(run.disk)).toEqual([BODY, FACE]);
  });

  it('finds its job without a file of its own, and puts the result where it is told', async () => {
    const { script, job } = await bake(makeHeader());
    const result = join(tempFolder(), 'r.json');
    const env = { AVATAR_TRACKER_JOB: job, AVATAR_TRACKER_RESULT: result };
    const run = runInEditor(script, metahumanProject(smallSkeleton), { env, withoutFile: true });
    expect(run.result?.ok).toBe(true);
    expect(run.lastLine).toContain(result);
  });

  it('runs the templates in place', async () => {
    const { job } = await bake(makeHeader());
    const env = { AVATAR_TRACKER_JOB: job, AVATAR_TRACKER_RESULT: job.replace('.json', '.result.json') };
    const run = runInEditor(join(templates, 'build_animation.py'), metahumanProject(smallSkeleton), { env });
    expect(Object.keys(run.disk)).toEqual([BODY, FACE]);
  });

  it('loses nothing but the result file when that cannot be written', async () => {
    const { script } = await bake(makeHeader());
    const env = { AVATAR_TRACKER_RESULT: join(simulator, 'run_in_editor.py', 'no-folder.json') };
    const run = runInEditor(script, metahumanProject(smallSkeleton), { env });
    expect(run.lastLine).toBe('LogPython: AVATAR_TRACKER_BAKE OK 1 of 1 clips, result in no file');
    expect(run.stdout).toContain('could not be written');
    expect(Object.keys(run.disk)).toEqual([BODY, FACE]);
  });

  it('gives a job that any schema reader accepts', async () => {
    const { job } = await bake(makeHeader());
    expect(JSON.parse(readFileSync(job, 'utf8'))).toMatchObject({
      format: 'avatar-tracker.bake',
      version: 2,
    });
  });
});
