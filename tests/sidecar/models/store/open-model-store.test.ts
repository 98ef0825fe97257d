import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openModelStore } from '../../../../sidecar/src/models/index.ts';
import { catalog } from '../support/installed-models.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'avatar-home-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

test('AVATAR_TRACKER_HOME moves the folder, which is made', () => {
  vi.stubEnv('AVATAR_TRACKER_HOME', join(dir, 'a b'));
  const store = openModelStore();
  expect(store.dir).toBe(join(dir, 'a b', 'models'));
  expect(existsSync(store.dir)).toBe(true);
  expect(store.catalog).toEqual(catalog);
});

test.skipIf(process.platform !== 'linux')('else it lies in the cache folder of the user', () => {
  vi.stubEnv('AVATAR_TRACKER_HOME', '');
  vi.stubEnv('XDG_CACHE_HOME', dir);
  expect(openModelStore().dir).toBe(join(dir, 'avatar-tracker', 'models'));
});

test('a folder that cannot be made is output.not-writable', () => {
  writeFileSync(join(dir, 'file'), '');
  expect(() => openModelStore({ dir: join(dir, 'file', 'models') })).toThrowError(
    expect.objectContaining({ code: 'output.not-writable' }),
  );
});
