import { access, constants, mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { AppError } from '../../protocol/errors.ts';
import { openDatabase, type SqliteDatabase } from '../store/sqlite-database.ts';

/** Where the service keeps everything; see `sidecar/docs/operations.md`. */
export interface WorkspacePaths {
  readonly dir: string;
  readonly database: string;
  /** Uploads that are not submitted yet. */
  readonly uploads: string;
  /** Checkpoints: what saves work when a clip is tracked again. */
  readonly checkpoints: string;
  readonly skeletons: string;
  /** Everything of one job: its upload, its work in progress, its artifacts. */
  job(id: string): string;
  readonly jobs: string;
}

export interface Workspace extends WorkspacePaths {
  /** Lets another service have the workspace. */
  release(): void;
}

/** Default: `$AVATAR_TRACKER_HOME/workspace`, else `workspace` in the user's data folder of avatar-tracker. */
export function workspacePaths(dir?: string): WorkspacePaths {
  const home = process.env.AVATAR_TRACKER_HOME;
  const base = home !== undefined && home !== '' ? home : envPaths('avatar-tracker', { suffix: '' }).data;
  const root = resolve(dir ?? join(base, 'workspace'));
  const jobs = join(root, 'jobs');
  return {
    dir: root,
    database: join(root, 'jobs.sqlite3'),
    uploads: join(root, 'uploads'),
    checkpoints: join(root, 'checkpoints'),
    skeletons: join(root, 'skeletons'),
    jobs,
    job: (id) => join(jobs, id),
  };
}

/**
 * Takes a workspace for this process alone, makes what is not there and removes what an earlier process left half
 * done. The lock is the operating system's: it ends with the process, however that ends.
 * @throws AppError `workspace.locked`, `output.not-writable`, `store.unavailable`
 */
export async function openWorkspace(dir?: string): Promise<Workspace> {
  const paths = workspacePaths(dir);
  try {
    for (const folder of [paths.dir, paths.uploads, paths.checkpoints, paths.skeletons, paths.jobs])
      await mkdir(folder, { recursive: true });
    await access(paths.dir, constants.W_OK);
  } catch (cause) {
    const { message } = cause as Error;
    throw new AppError('output.not-writable', `The workspace ${paths.dir} cannot be written: ${message}.`, {
      cause,
    });
  }
  const lock = await takeLock(paths.dir);
  try {
    await removeRemains(paths);
  } catch (error) {
    lock.close();
    throw error;
  }
  return { ...paths, release: () => lock.close() };
}

async function takeLock(dir: string): Promise<SqliteDatabase> {
  const lock = await openDatabase(join(dir, 'service.lock'), { migrations: [] }).catch(refuse);
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    return refuse(error);
  }

  function refuse(cause: unknown): never {
    if (cause instanceof AppError && cause.code !== 'workspace.locked') throw cause;
    throw new AppError('workspace.locked', `Another service works in ${dir}.`, { cause });
  }
}

/** Files that were being written when the process before ended. Nobody writes them now: the lock is ours. */
async function removeRemains({ uploads, checkpoints, jobs }: WorkspacePaths): Promise<void> {
  await rm(uploads, { recursive: true, force: true });
  await mkdir(uploads, { recursive: true });
  for (const path of await readdir(checkpoints, { recursive: true }))
    if (path.endsWith('.partial')) await rm(join(checkpoints, path), { force: true });
  for (const id of await readdir(jobs))
    for (const name of await readdir(join(jobs, id)))
      if (name.startsWith('work-')) await rm(join(jobs, id, name), { recursive: true, force: true });
}
