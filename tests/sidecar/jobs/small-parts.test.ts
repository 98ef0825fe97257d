import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outdated } from '../../../sidecar/src/jobs/housekeeping/retention.ts';
import { newJobId } from '../../../sidecar/src/jobs/new-job.ts';
import { retryDelay } from '../../../sidecar/src/jobs/retry-delay.ts';
import { openDatabase } from '../../../sidecar/src/jobs/store/sqlite-database.ts';
import { safeName } from '../../../sidecar/src/jobs/take-job.ts';
import { defaultSlots } from '../../../sidecar/src/jobs/workers/default-slots.ts';
import { JobIdSchema } from '../../../sidecar/src/protocol/job.ts';

describe('retryDelay', () => {
  test('grows to five minutes', () => {
    expect([1, 2, 3, 4, 5, 50].map((failures) => retryDelay(failures, 0))).toEqual([
      2000, 8000, 32_000, 128_000, 300_000, 300_000,
    ]);
    expect(retryDelay(1, 1)).toBe(2500);
  });
});

describe('outdated', () => {
  const day = 86_400_000;
  const kept = [
    { id: 'old', at: day, bytes: 5 },
    { id: 'new', at: 9 * day, bytes: 5 },
    { id: 'middle', at: 5 * day, bytes: 5 },
  ];
  test.each([
    [{ days: null, bytes: null }, []],
    [{ days: 6, bytes: null }, ['old']],
    [{ days: null, bytes: 10 }, ['old']],
    [{ days: null, bytes: 9 }, ['middle', 'old']],
    [{ days: 1, bytes: 100 }, ['middle', 'old']],
    [{ days: null, bytes: 0 }, ['new', 'middle', 'old']],
  ])('%j', (limits, gone) => {
    expect(outdated(kept, { ...limits, now: 10 * day })).toEqual(gone);
  });
});

describe('defaultSlots', () => {
  test.each([
    [2, 24e9, 1, 2],
    [1, 1e9, 1, 1],
    [16, 64e9, 8, 2],
    [16, 8e9, 4, 4],
  ])('%d cores and %d bytes carry %d workers of %d cores', (cores, memory, count, each) => {
    expect(defaultSlots(null, { cores, memory })).toMatchObject({ count, cores: each });
  });
  test('a number that is asked for is kept', () => {
    expect(defaultSlots(6, { cores: 4, memory: 1e9 })).toEqual({ count: 6, cores: 1, memoryCap: 2e9 });
  });
});

describe('safeName', () => {
  test.each([
    ['hello.mp4', 'hello.mp4'],
    ['C:\\clips\\a b.mov', 'a b.mov'],
    ['..', 'clip'],
    ['con.mp4', 'clip.mp4'],
    ['a\u0000b?.webm', 'a_b_.webm'],
    ['手.mp4', '手.mp4'],
  ])('%j becomes %j', (name, safe) => expect(safeName(name)).toBe(safe));

  test('whatever comes, it is one plain part of a path', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({ min: 0, max: 0x2fff }), { maxLength: 300 })
          .map((codes) => String.fromCodePoint(...codes)),
        (name) => {
          const safe = safeName(name);
          const refused = [...safe].filter((letter) => letter < ' ' || '/\\<>:"|?*'.includes(letter));
          expect([safe === '', safe.startsWith('.'), safe.length > 131, refused]).toEqual([
            false,
            false,
            false,
            [],
          ]);
        },
      ),
    );
  });
});

test('ids are of the schema and differ', () => {
  const ids = Array.from({ length: 100 }, newJobId);
  for (const id of ids) expect(JobIdSchema.safeParse(id).success).toBe(true);
  expect(new Set(ids).size).toBe(100);
});

test('a database library that does not load is told with what to do', async () => {
  const load = async () => {
    throw Object.assign(new Error('no such module.\nRequire stack: x'), { code: 'ERR_DLOPEN_FAILED' });
  };
  await expect(openDatabase('/nowhere/x', { migrations: [], load })).rejects.toMatchObject({
    code: 'store.unavailable',
    message: 'The database library cannot be loaded: no such module.',
    fix: expect.stringContaining('npm rebuild better-sqlite3'),
  });
});
