import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { AppError, toAppError } from '../protocol/errors.ts';

const NOT_WRITABLE: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'ENOTDIR', 'EISDIR', 'ENOENT']);

/** A file that appears under its name when it is whole, and not at all otherwise. */
export interface AtomicFile {
  readonly bytes: number;
  write(chunk: Uint8Array): Promise<void>;
  /** Closes the file and puts it in place; gives the hex digest of its content. */
  commit(): Promise<string>;
  /** Removes what was written; does nothing after `commit`. Never throws. */
  discard(): Promise<void>;
}

/** @throws AppError `output.not-writable` or `output.disk-full`, also from `write` and `commit`. */
export async function createAtomicFile(path: string): Promise<AtomicFile> {
  const partial = `${path}.${process.pid}.partial`;
  const hash = createHash('sha256');
  const handle: FileHandle = await named(path, () => open(partial, 'w'));
  let state: 'open' | 'closed' | 'done' = 'open';
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    async write(chunk) {
      await named(path, () => handle.writeFile(chunk));
      hash.update(chunk);
      bytes += chunk.byteLength;
    },
    async commit() {
      state = 'closed';
      await named(path, () => handle.close());
      await named(path, () => rename(partial, path));
      state = 'done';
      return hash.digest('hex');
    },
    async discard() {
      if (state === 'open') await handle.close().catch(() => {});
      if (state !== 'done') await rm(partial, { force: true }).catch(() => {});
      state = 'done';
    },
  };
}

/** Writes one text whole or not at all. */
export async function writeAtomicText(path: string, text: string): Promise<void> {
  const file = await createAtomicFile(path);
  try {
    await file.write(Buffer.from(text));
    await file.commit();
  } finally {
    await file.discard();
  }
}

async function named<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!NOT_WRITABLE.has(code)) throw toAppError(error);
    throw new AppError('output.not-writable', `${path} cannot be written: ${message}.`, { cause: error });
  }
}
