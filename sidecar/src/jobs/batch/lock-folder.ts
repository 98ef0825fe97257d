import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';

const LOCK = '.batch.lock';

/**
 * Keeps a second batch out of a folder: a file with the number of the process. One whose process is gone counts
 * for nothing.
 * @returns gives the folder free again
 * @throws AppError `workspace.locked`
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, LOCK);
  for (let tries = 0; tries < 2; tries++) {
    const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      return null;
    });
    if (file !== null) {
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    }
    const pid = Number(await readFile(path, 'utf8').catch(() => ''));
    if (isAlive(pid)) throw new AppError('workspace.locked', `The process ${pid} works in ${folder}.`);
    await rm(path, { force: true });
  }
  throw new AppError('workspace.locked', `Another batch works in ${folder}.`);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
