import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBake } from '../../../sidecar/src/bake/write-bake.ts';
import { BAKE_ERRORS } from '../../../sidecar/src/protocol/bake-result.ts';
import { hasPython, metahumanProject, runInEditor } from './editor.ts';
import { extraCases } from './extra-cases.ts';
import { makeFrames, makeHeader, smallSkeleton } from './motion-fixture.ts';
import { BODY, type Case, FACE } from './refusal-case.ts';
import { cases } from './refusal-cases.ts';
import { tempFolder } from './temp-folder.ts';

async function run({ project, env, withoutFile, curves, damage }: Case) {
  const header = makeHeader({ curves });
  const out = tempFolder();
  const files = await writeBake({ header, frames: makeFrames(header) }, out);
  damage?.(files);
  return runInEditor(
    files.script,
    { ...metahumanProject(smallSkeleton), unattended: true, ...project },
    { env, withoutFile },
  );
}

describe.skipIf(!hasPython)('needs python3: a bake is refused with a sentence', () => {
  it.each(cases)('for $name', async (test) => {
    const before = test.project?.clips?.map(({ path }) => path) ?? [];
    const { code, log, lastLine, stderr, memory, disk, result, compilationFinished } = await run(test);
    const errors = log.filter(([level, text]) => level === 'Error' && text.startsWith('Avatar Tracker: '));
    for (const part of test.says) expect(errors[0]?.[1]).toContain(part);
    for (const [, text] of errors) expect(text).toMatch(/[.?]$/);
    for (const clip of Object.values(memory)) expect(clip.locked).toBe(false);
    // no traceback on its own: the sentence, the marker, then the exit code
    expect([stderr, compilationFinished]).toEqual(['', false]);
    const clip = result?.clips[0];
    if (test.part === undefined) {
      expect(lastLine).toMatch(/^LogPython: AVATAR_TRACKER_BAKE FAILED 0 of 1 clips, result in /);
      expect(code).toBe(1);
      expect(Object.keys(disk)).toEqual(before);
      if (!test.withoutFile) expect([clip?.state, clip?.error?.code]).toEqual(['failed', test.code]);
    } else {
      const kept = [BODY, FACE].filter((_, index) => ['body', 'face'][index] !== test.part);
      expect(lastLine).toMatch(/^LogPython: AVATAR_TRACKER_BAKE PARTIAL 0 of 1 clips, result in /);
      expect([code, errors.length, clip?.state, clip?.error]).toEqual([2, 1, 'partial', null]);
      expect(clip?.missed.map(({ part, code }) => [part, code])).toEqual([[test.part, test.code]]);
      expect(Object.keys(disk)).toEqual([...new Set([...before, ...kept])]);
    }
  });

  it('leaves the tracks of an existing clip alone when it can refuse in time', async () => {
    const test = cases.find(({ name }) => name === 'a clip at 25 fps')!;
    const { memory } = await run(test);
    expect(Object.keys(memory[BODY]!.tracks)).toEqual(['root']);
  });

  it('and does not leave the editor when somebody watches', async () => {
    const { code, lastLine } = await run({ ...cases[0]!, project: { engine: '5.1.1', unattended: false } });
    expect([code, lastLine]).toEqual([0, expect.stringContaining('FAILED')]);
  });

  it('refuses to name one clip in a run of many', async () => {
    const batch = join(tempFolder(), 'b.json');
    writeFileSync(
      batch,
      JSON.stringify({ format: 'avatar-tracker.bake-batch', version: 1, jobs: ['a', 'b'] }),
    );
    const { result, lastLine } = await run({
      name: '',
      code: 'setting.invalid',
      says: [],
      env: {
        AVATAR_TRACKER_JOB: batch,
        AVATAR_TRACKER_BODY_NAME: 'x',
        AVATAR_TRACKER_RESULT: `${batch}.result`,
      },
    });
    expect(lastLine).toContain('FAILED');
    expect(result?.clips[0]?.error?.code).toBe('setting.invalid');
  });

  it('outside Unreal says where it belongs', async () => {
    const header = makeHeader();
    const { script } = await writeBake({ header, frames: makeFrames(header) }, tempFolder());
    const { status, stderr } = spawnSync('python3', [script], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^This script runs inside Unreal Editor\./);
  });
});

it('every reason that a result can name has a case', () => {
  const codes = [...cases, ...extraCases].map(({ code }) => code);
  expect([...new Set(codes)].sort()).toEqual([...BAKE_ERRORS].sort());
});
