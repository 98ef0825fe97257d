import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../protocol/errors.ts';

export interface StagedOutput {
  /** Where the files are written until all are there. */
  readonly workDir: string;
  /** The absolute folder where they finally lie. */
  readonly outDir: string;
  /** Puts the files in place, all at once. */
  commit(): Promise<void>;
  /** Removes everything that was written, and the folders that were made for it. */
  discard(): Promise<void>;
}

/** Times that other runs may take the folder while this one puts its result there. */
const MOST_TRIES = 20;

/**
 * Makes a hidden folder beside `out` that becomes `out` when the run succeeds. An earlier result in `out`
 * is replaced; a folder that holds other files is `output.exists` unless `force`, which replaces files of
 * the same name and leaves the others.
 *
 * @param ours Names that count as an earlier result.
 */
export async function stageOutput(
  out: string,
  { force, ours }: { force: boolean; ours: ReadonlySet<string> },
): Promise<StagedOutput> {
  const outDir = resolve(out);
  const others = (await entries(outDir)).filter((name) => !ours.has(name));
  if (others.length > 0 && !force)
    throw new AppError(
      'output.exists',
      `${outDir} holds other files (${others[0]}${others.length > 1 ? ', ...' : ''}).`,
    );

  const parent = dirname(outDir);
  const made = await makeFolder(parent);
  const workDir = join(parent, `.${basename(outDir)}.${randomBytes(6).toString('hex')}.partial`);
  await makeFolder(workDir);
  const atExit = () => rmSync(workDir, { recursive: true, force: true });
  process.once('exit', atExit);
  return {
    workDir,
    outDir,
    async commit() {
      if (others.length > 0) await moveInto(workDir, outDir);
      else await swap(workDir, outDir);
      process.removeListener('exit', atExit);
    },
    async discard() {
      await rm(workDir, { recursive: true, force: true });
      process.removeListener('exit', atExit);
      if (made !== undefined) await removeEmpty(parent, made);
    },
  };
}

async function entries(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw notWritable(folder, cause);
  }
}

/** The first folder that had to be made, undefined when all were there. */
async function makeFolder(folder: string): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw notWritable(folder, cause);
  }
}

function notWritable(folder: string, cause: unknown): Error {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return cause as Error;
  return new AppError('output.not-writable', `${folder} cannot be written: ${message}.`, { cause });
}

/** Another run into the same folder may end between the two renames; its result is then an earlier one and replaced too. */
async function swap(workDir: string, outDir: string): Promise<void> {
  const old = `${workDir}.old`;
  for (let tries = 1; ; tries++) {
    const replaced = await rename(outDir, old).then(
      () => true,
      () => false,
    );
    try {
      await rename(workDir, outDir);
      break;
    } catch (cause) {
      const taken = ['ENOTEMPTY', 'EEXIST'].includes((cause as NodeJS.ErrnoException).code ?? '');
      if (replaced && !taken) await rename(old, outDir);
      if (!taken || tries === MOST_TRIES) throw notWritable(outDir, cause);
      await rm(old, { recursive: true, force: true });
    }
  }
  await rm(old, { recursive: true, force: true });
}

async function moveInto(workDir: string, outDir: string): Promise<void> {
  for (const name of await readdir(workDir)) await rename(join(workDir, name), join(outDir, name));
  await rm(workDir, { recursive: true, force: true });
}

async function removeEmpty(from: string, upTo: string): Promise<void> {
  for (let folder = from; folder.length >= upTo.length; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}
