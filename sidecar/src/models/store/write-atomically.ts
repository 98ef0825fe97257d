import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file so that other processes see the old one, or none, or the whole new one. Two writers at once
 * both succeed; the later one stays, or, on Windows, the one that somebody is reading.
 */
export async function writeAtomically(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const temporary = `${path}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, parts);
    await rename(temporary, path).catch((error: NodeJS.ErrnoException) => keepOpenFile(path, error));
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Windows does not replace a file that is open: another process has it already then. */
async function keepOpenFile(path: string, error: NodeJS.ErrnoException): Promise<void> {
  if (process.platform !== 'win32' || !['EPERM', 'EACCES', 'EBUSY'].includes(error.code ?? '')) throw error;
  await access(path);
}
