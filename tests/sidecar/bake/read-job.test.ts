import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeJob } from '../../../sidecar/src/bake/describe-job.ts';
import { planBake } from '../../../sidecar/src/bake/plan-bake.ts';
import { BakeChoicesSchema } from '../../../sidecar/src/protocol/bake-choices.ts';
import { type BakeJob, BakeJobSchema } from '../../../sidecar/src/protocol/bake-job.ts';
import { hasPython, simulator } from './editor.ts';
import { makeHeader } from './motion-fixture.ts';
import { tempFolder } from './temp-folder.ts';

const JOBS = 400;
const SEED = 11;

const word = fc.stringMatching(/^[A-Za-z0-9_]{1,20}$/);
const folder = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => `/${words.join('/')}`);
const target = fc.option(folder, { nil: null });
const seconds = fc.double({ min: 0, max: 86_400, noNaN: true });

const choices = fc.record({
  folder: folder.filter((path) => path.length <= 200),
  pattern: fc.constantFrom('{clip}_{part}', 'AS_{part}', '{part}{clip}_v2'),
  bodyTarget: target,
  faceTarget: target,
  notifies: fc.boolean(),
  sequence: fc.boolean(),
  actor: fc.option(fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'Ada Ünï手') }), {
    nil: null,
  }),
  audio: fc.boolean(),
  video: fc.boolean(),
});

/** Jobs that the sidecar itself describes. */
const jobs = fc
  .record({
    choices,
    name: word,
    frames: fc.integer({ min: 1, max: 500 }),
    fps: fc.constantFrom(30, 60),
    curves: fc.constantFrom([], ['CTRL_expressions_jawOpen']),
    seconds,
  })
  .map(({ choices, name, frames, fps, curves, seconds }): BakeJob => {
    const header = makeHeader({ frames, fps, curves });
    const sha256 = 'cd'.repeat(32);
    const audio = choices.audio ? { file: 'audio.wav', bytes: 44, sha256, seconds } : undefined;
    const video = choices.video ? { path: '/clips/hello 手.mp4', startSeconds: seconds } : undefined;
    const plan = planBake(header);
    const job = describeJob(header, { plan, file: 'x.bin', name, choices, audio, video });
    return { ...job, data: { ...job.data, bytes: 100 } };
  });

/** The same with one value, of those that the script reads, replaced by an odd one. */
const damaged = fc
  .tuple(
    jobs,
    fc.nat(),
    fc.constantFrom(null, true, -1, 0, 1.5, 1e308, '', 'a b', '../x', [], [1], {}, '\u0007', '\ud800'),
  )
  .map(([job, at, odd]) => {
    const copy = structuredClone(job) as unknown as Record<string, unknown>;
    const read = [
      'version',
      'clip',
      'fps',
      'keys',
      'data',
      'body',
      'face',
      'notifies',
      'sequence',
      'audio',
      'video',
    ];
    const places = read.flatMap((name) => [[name], ...placesIn(copy[name]).map((place) => [name, ...place])]);
    const place = places[at % places.length]!;
    let parent = copy as Record<string, unknown>;
    for (const key of place.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
    parent[place.at(-1)!] = odd;
    return copy;
  });

function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    [key],
    ...placesIn(child).map((place) => [key, ...place]),
  ]);
}

/** What the script says of each job: null where it takes it. */
function readAll(all: readonly unknown[]): (string | null)[] {
  const out = tempFolder();
  const names = all.map((_, index) => `${String(index).padStart(5, '0')}.json`);
  all.forEach((job, index) => {
    writeFileSync(join(out, names[index]!), JSON.stringify(job));
  });
  const run = spawnSync('python3', [join(simulator, 'read_jobs.py'), out], { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  const verdicts = JSON.parse(run.stdout) as Record<string, string | null>;
  return names.map((name) => verdicts[name]!);
}

describe.skipIf(!hasPython)('needs python3: the job as the script reads it', () => {
  it(`takes every one of ${JOBS} jobs that the sidecar describes`, () => {
    const all = fc.sample(jobs, { numRuns: JOBS, seed: SEED });
    expect(readAll(all).filter((verdict) => verdict !== null)).toEqual([]);
  });

  it('takes none that the schema refuses, and says of each what is wrong', () => {
    const all = fc.sample(damaged, { numRuns: JOBS, seed: SEED });
    const verdicts = readAll(all);
    const taken = all.filter(
      (job, index) => verdicts[index] === null && !BakeJobSchema.safeParse(job).success,
    );
    expect(taken).toEqual([]);
    const refused = verdicts.filter((verdict) => verdict !== null);
    expect(refused.length).toBeGreaterThan(JOBS / 2);
    for (const verdict of refused) expect(verdict).toMatch(/^job\.damaged: The job file .*\.$/s);
  });
});

it('the choices that the jobs above are made of are legal', () => {
  fc.assert(fc.property(choices, (made) => BakeChoicesSchema.safeParse(made).success));
});
