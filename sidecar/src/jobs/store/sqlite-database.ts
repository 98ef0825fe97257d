import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { AppError, toAppError } from '../../protocol/errors.ts';

export type SqliteDatabase = Database;

export interface OpenDatabaseOptions {
  /** SQL that brings the database from version i to i + 1; only ever added to. */
  readonly migrations: readonly string[];
  /** How the library is loaded; another way in tests. */
  readonly load?: () => Promise<typeof import('better-sqlite3')>;
}

/**
 * Opens a SQLite file and brings it to the newest version. What a transaction has written is on the disk when it
 * returns: a job that was taken is there after a power cut.
 *
 * The library is native and optional: it is loaded here, when a database is first needed, and nowhere else.
 * @throws AppError `store.unavailable` when it does not load, `workspace.invalid` for a file that is damaged or
 *   newer than this program, `workspace.locked`, `output.*`
 */
export async function openDatabase(
  file: string,
  { migrations, load = () => import('better-sqlite3').then((module) => module.default) }: OpenDatabaseOptions,
): Promise<SqliteDatabase> {
  const Sqlite = await load().catch((cause: Error) => {
    throw new AppError('store.unavailable', `The database library cannot be loaded: ${firstLine(cause)}.`, {
      cause,
    });
  });
  let database: SqliteDatabase | null = null;
  try {
    mkdirSync(dirname(file), { recursive: true });
    database = new Sqlite(file);
    // whoever has the file holds it for good: waiting does not help
    database.pragma('busy_timeout = 0');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    migrate(database, migrations);
    return database;
  } catch (cause) {
    database?.close();
    throw named(file, cause as Error & { code?: string });
  }
}

function migrate(database: SqliteDatabase, migrations: readonly string[]): void {
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > migrations.length)
    throw new AppError(
      'workspace.invalid',
      `The database has version ${version}; this program knows ${migrations.length}.`,
    );
  for (const [step, sql] of migrations.entries()) {
    if (step < version) continue;
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${step + 1}`);
    })();
  }
}

function named(file: string, cause: Error & { code?: string }): AppError {
  if (cause instanceof AppError) return cause;
  const code = cause.code ?? '';
  const message = `${file}: ${cause.message}.`;
  if (/ERR_DLOPEN|MODULE_NOT_FOUND|Could not locate the bindings/.test(`${code} ${cause.message}`))
    return new AppError('store.unavailable', `The database library cannot be loaded: ${firstLine(cause)}.`, {
      cause,
    });
  if (code.startsWith('SQLITE_BUSY'))
    return new AppError('workspace.locked', `${file} is in use.`, { cause });
  if (code.startsWith('SQLITE_FULL')) return new AppError('output.disk-full', message, { cause });
  if (/^SQLITE_(CANTOPEN|READONLY|PERM)/.test(code) || code === 'EACCES' || code === 'ENOTDIR')
    return new AppError('output.not-writable', message, { cause });
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return new AppError('workspace.invalid', message, { cause });
  return toAppError(cause);
}

function firstLine({ message }: Error): string {
  return message.split('\n')[0]!.replace(/\.$/, '');
}
