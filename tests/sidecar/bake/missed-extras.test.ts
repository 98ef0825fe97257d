import { describe, expect, it } from 'vitest';
import { hasPython, runInEditor } from './editor.ts';
import { extraCases } from './extra-cases.ts';
import { adaProject, bakeTake, FOLDER } from './take-fixture.ts';

const ALL = { body: 'Body', face: 'Face', sequence: 'Sequence', audio: 'Audio', video: 'Video' } as const;

describe.skipIf(!hasPython)('needs python3: a bake goes on without a part of it', () => {
  it.each(extraCases)('after $name', async (test) => {
    const project = adaProject({ unattended: true, ...test.project });
    const take = await bakeTake(test.take);
    test.damage?.(take, project.contentDir!);
    const run = runInEditor(take.script, project, { env: test.env });
    const clip = run.result!.clips[0]!;
    expect([run.code, run.stderr, run.oddities]).toEqual([2, '', []]);
    expect(run.lastLine).toMatch(/^LogPython: AVATAR_TRACKER_BAKE PARTIAL 0 of 1 clips, result in /);
    expect(clip.missed.map(({ part, code }) => [part, code])).toContainEqual([test.part, test.code]);
    for (const part of test.says) expect(clip.missed[0]!.message).toContain(part);
    expect(clip.missed.every(({ message }) => /[.?]$/.test(message))).toBe(true);
    expect(new Set(clip.missed.map(({ part }) => part))).toEqual(new Set([test.part]));
    // whatever else was asked for is there
    const saved = Object.entries({ ...run.disk, ...run.extras }).map(([path]) => path);
    for (const [part, suffix] of Object.entries(ALL)) {
      if (part !== test.part) expect(saved).toContain(`${FOLDER}/hello_${suffix}`);
    }
  });
});
