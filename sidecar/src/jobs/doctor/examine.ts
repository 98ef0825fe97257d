import { randomBytes } from 'node:crypto';
import { access, constants, rm, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { openModelStore } from '../../models/index.ts';
import { AppError, toAppError } from '../../protocol/errors.ts';
import { readProgram } from '../../protocol/program.ts';
import { findFfmpeg } from '../../video/find-ffmpeg.ts';
import { openDatabase } from '../store/sqlite-database.ts';
import { defaultSlots } from '../workers/default-slots.ts';
import { openWorkspace, workspacePaths } from '../workspace/open-workspace.ts';
import { examineModels } from './examine-models.ts';
import type { Finding } from './finding.ts';

export interface ExamineOptions {
  readonly workspace?: string;
  /** Port that the service shall listen on; 0 is any. */
  readonly port: number;
  /** Leave out the runs of the models, which take a while. */
  readonly quick?: boolean;
  readonly signal: AbortSignal;
  /** Told of each finding as it comes: the models take a while. */
  onFinding(finding: Finding): void;
}

/** Least free disk that a day of work needs, bytes. */
const COMFORTABLE_BYTES = 5e9;
/** A clip of some minutes does not fit below this. */
const LEAST_BYTES = 500e6;

/** Looks at everything that the program needs on this machine. Never rejects for what it finds. */
export async function examine(options: ExamineOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  const say = (...found: readonly Finding[]) => {
    for (const finding of found) {
      findings.push(finding);
      options.onFinding(finding);
    }
  };
  const paths = workspacePaths(options.workspace);
  say(versions());
  say(await guard('ffmpeg', ffmpeg));
  say(await guard('database', database));
  say(await guard('workspace', () => workspace(paths.dir)));
  say(await guard('disk, workspace', () => disk(paths.dir)));
  say(await guard('disk, models', () => disk(openModelStore().dir)));
  say(await guard('port', () => port(options.port)));
  if (!options.quick) await examineModels({ signal: options.signal, say });
  return findings;
}

async function guard(check: string, look: () => Promise<Omit<Finding, 'check'>>): Promise<Finding> {
  try {
    return { check, ...(await look()) };
  } catch (thrown) {
    const { code, message, fix } = toAppError(thrown);
    return { check, state: 'failed', text: message, fix, code };
  }
}

function versions(): Finding {
  const { name, version } = readProgram();
  const { count } = defaultSlots();
  const machine = `${availableParallelism()} cores, ${(totalmem() / 1e9).toFixed(1)} GB of memory`;
  return {
    check: 'program',
    state: 'ok',
    text: `${name} ${version}, Node ${process.version}, ${process.platform}-${process.arch}, ${machine}, ${count} worker${count === 1 ? '' : 's'}`,
  };
}

async function ffmpeg(): Promise<Omit<Finding, 'check'>> {
  const { ffmpeg: path, ffprobe, features } = await findFfmpeg();
  return { state: 'ok', text: `${features.version}: ${path}, ${ffprobe}` };
}

async function database(): Promise<Omit<Finding, 'check'>> {
  const open = await openDatabase(':memory:', { migrations: [] });
  const version = open.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get()!.version;
  open.close();
  return { state: 'ok', text: `SQLite ${version}` };
}

async function workspace(dir: string): Promise<Omit<Finding, 'check'>> {
  const there = await access(dir, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!there) {
    await tryWriting(await nearestFolder(dir));
    return { state: 'ok', text: `${dir} can be made` };
  }
  await tryWriting(dir);
  try {
    const held = await openWorkspace(dir);
    held.release();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'workspace.locked') throw error;
    return { state: 'warning', text: `${dir} is in use by a service that runs` };
  }
  return { state: 'ok', text: `${dir} is writable and free` };
}

async function tryWriting(dir: string): Promise<void> {
  const path = join(dir, `.doctor-${randomBytes(4).toString('hex')}`);
  try {
    await writeFile(path, 'x');
  } catch (cause) {
    throw new AppError('output.not-writable', `${dir} cannot be written: ${(cause as Error).message}.`, {
      cause,
    });
  } finally {
    await rm(path, { force: true }).catch(() => {});
  }
}

async function nearestFolder(dir: string): Promise<string> {
  for (let folder = dir; ; folder = dirname(folder)) {
    const there = await access(folder).then(
      () => true,
      () => false,
    );
    if (there || folder === dirname(folder)) return folder;
  }
}

async function disk(dir: string): Promise<Omit<Finding, 'check'>> {
  const { bavail, bsize } = await statfs(await nearestFolder(dir));
  const free = bavail * bsize;
  const text = `${(free / 1e9).toFixed(1)} GB free for ${dir}`;
  if (free < LEAST_BYTES)
    return { state: 'failed', text, code: 'output.disk-full', fix: new AppError('output.disk-full', '').fix };
  return { state: free < COMFORTABLE_BYTES ? 'warning' : 'ok', text };
}

async function port(wanted: number): Promise<Omit<Finding, 'check'>> {
  const server = createServer();
  try {
    const used = await new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    return { state: 'ok', text: wanted === 0 ? `127.0.0.1 can be listened on` : `127.0.0.1:${used} is free` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const fix = 'Choose another --port, or 0 for any that is free.';
    return {
      state: 'failed',
      text: `127.0.0.1:${wanted} cannot be listened on (${code})`,
      fix,
      code: 'usage.invalid',
    };
  } finally {
    server.close();
  }
}
