import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBake } from '../../../sidecar/src/bake/write-bake.ts';
import { writeBakeBatch } from '../../../sidecar/src/bake/write-bake-batch.ts';
import { BakeBatchSchema } from '../../../sidecar/src/protocol/bake-job.ts';
import { hasPython, metahumanProject, runInEditor } from './editor.ts';
import { makeFrames, makeHeader, smallSkeleton } from './motion-fixture.ts';
import { tempFolder } from './temp-folder.ts';

async function bakeClips(names: string[]): Promise<{ out: string; jobs: string[] }> {
  const out = tempFolder();
  const jobs: string[] = [];
  for (const [index, name] of names.entries()) {
    const folder = join(out, `clip ${index}`);
    mkdirSync(folder);
    const header = makeHeader({ frames: 3 + index });
    jobs.push((await writeBake({ header, frames: makeFrames(header) }, folder, { name })).job);
  }
  return { out, jobs };
}

describe('writeBakeBatch', () => {
  it('lists the jobs by relative path', async () => {
    const { out, jobs } = await bakeClips(['a', 'b']);
    const { script, job, unrealLine } = await writeBakeBatch(jobs, out);
    expect(unrealLine).toBe(`py "${script}"`);
    expect(BakeBatchSchema.parse(JSON.parse(readFileSync(job, 'utf8'))).jobs).toEqual([
      'clip 0/build_animation.json',
      'clip 1/build_animation.json',
    ]);
  });

  it('refuses an empty list', async () => {
    await expect(writeBakeBatch([], tmpdir())).rejects.toMatchObject({ code: 'usage.invalid' });
  });
});

describe.skipIf(!hasPython)('needs python3: a batch in the simulated editor', () => {
  it('bakes every clip with one script, one result and one marker', async () => {
    const { out, jobs } = await bakeClips(['a', 'b']);
    const { script } = await writeBakeBatch(jobs, out);
    const run = runInEditor(script, metahumanProject(smallSkeleton, { unattended: true }));
    expect(run.code).toBe(0);
    expect(Object.keys(run.disk).sort()).toEqual(
      ['a_Body', 'a_Face', 'b_Body', 'b_Face'].map((name) => `/Game/AvatarTracker/${name}`),
    );
    expect(run.result?.clips.map(({ clip, state }) => [clip, state])).toEqual([
      ['a', 'done'],
      ['b', 'done'],
    ]);
    expect(run.lastLine).toBe(
      `LogPython: AVATAR_TRACKER_BAKE OK 2 of 2 clips, result in ${join(out, 'build_all.result.json')}`,
    );
    expect(run.stdout.match(/AVATAR_TRACKER_BAKE/g)).toHaveLength(1);
  });

  it('goes on after a clip that fails, and ends with failure', async () => {
    const { out, jobs } = await bakeClips(['a', 'same', 'same']);
    const { script } = await writeBakeBatch([join(out, 'gone.json'), ...jobs], out);
    const run = runInEditor(script, metahumanProject(smallSkeleton, { unattended: true }));
    expect(run.code).toBe(1);
    expect(run.result?.clips.map(({ error }) => error?.code ?? null)).toEqual([
      'job.missing',
      null,
      null,
      'asset.conflict',
    ]);
    expect(run.lastLine).toContain('AVATAR_TRACKER_BAKE FAILED 2 of 4 clips');
    expect(run.disk['/Game/AvatarTracker/same_Body']?.frames).toBe(3);
  });

  const script = '-script="C:/clips/build_all.py" -unattended -nullrhi -nosplash -nop4';
  it.each([
    ['py in the Output Log', {}, 0],
    ['-ExecutePythonScript', { commandLine: 'X.uproject -ExecutePythonScript="x.py"', unattended: true }, 2],
    ['-run=pythonscript', { commandLine: `X.uproject -run=pythonscript ${script}` }, 2],
  ])(
    'ends each run by %s with one marker, one result and the code of its worst clip',
    async (_, how, code) => {
      const { out, jobs } = await bakeClips(['a', 'b']);
      const batch = await writeBakeBatch(jobs, out);
      const project = metahumanProject(smallSkeleton, { ...how, faults: { createFails: 'b_Face' } });
      const run = runInEditor(batch.script, project);
      expect([run.code, run.stderr, run.oddities]).toEqual([code, '', []]);
      expect(run.stdout.match(/AVATAR_TRACKER_BAKE/g)).toHaveLength(1);
      expect(run.lastLine).toContain('AVATAR_TRACKER_BAKE PARTIAL 1 of 2 clips, result in ');
      expect(run.result).toMatchObject({
        ok: false,
        clips: [
          { clip: 'a', state: 'done', missed: [] },
          { clip: 'b', state: 'partial', missed: [{ part: 'face', code: 'write.failed' }] },
        ],
      });
    },
  );
});
