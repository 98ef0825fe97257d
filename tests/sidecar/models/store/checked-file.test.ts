import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { readChecked, writeChecked } from '../../../../sidecar/src/models/store/checked-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'avatar-checked-'));
const path = join(dir, 'deep', 'file');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('gives back what was written, and leaves nothing else behind', async () => {
  await writeChecked(path, Uint8Array.of(1, 2, 3));
  expect(Array.from((await readChecked(path)) ?? [])).toEqual([1, 2, 3]);
  expect(readdirSync(join(dir, 'deep'))).toEqual(['file']);
});

test('a file that is not there is null', async () => {
  expect(await readChecked(join(dir, 'nothing'))).toBeNull();
});

test('one changed bit anywhere, or a cut, is null', async () => {
  await writeChecked(
    path,
    Uint8Array.from({ length: 100 }, (_, index) => index),
  );
  const whole = readFileSync(path);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), fc.boolean(), async (place, bit, cut) => {
      const damaged = Uint8Array.from(whole);
      damaged[place] = (damaged[place] ?? 0) ^ (1 << bit);
      writeFileSync(path, cut ? whole.subarray(0, place) : damaged);
      expect(await readChecked(path)).toBeNull();
    }),
  );
});

test('many writers at once leave one whole file', async () => {
  const bodies = Array.from({ length: 8 }, (_, index) => new Uint8Array(50_000).fill(index));
  await Promise.all(bodies.map((body) => writeChecked(path, body)));
  const body = await readChecked(path);
  expect(body).toHaveLength(50_000);
  expect(new Set(body)).toHaveLength(1);
  expect(readdirSync(join(dir, 'deep'))).toEqual(['file']);
});
