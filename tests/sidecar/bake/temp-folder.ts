import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

let root: string | null = null;

/** A fresh folder that is gone when the test file ends. */
export function tempFolder(): string {
  root ??= mkdtempSync(join(tmpdir(), 'avatar-tracker-bake-'));
  return mkdtempSync(join(root, 'f-'));
}

afterAll(() => {
  if (root !== null) rmSync(root, { recursive: true, force: true });
});
