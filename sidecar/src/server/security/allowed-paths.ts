import { readdirSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { AppError } from '../../protocol/errors.ts';

/** Top-level folders that hold the system and never clips. */
const SYSTEM_FOLDERS = new Set(
  (
    'bin boot dev etc lib lib32 lib64 libx32 proc root run sbin snap sys usr var lost+found ' +
    'Applications Library System cores private'
  ).split(' '),
);

/**
 * Folders that clips may lie in when nobody names any: on a service for this machine alone those of the user,
 * the working folder, the temporary one, and whatever else lies at the top beside the system; none on a
 * service for others.
 */
export function defaultRoots(local: boolean): string[] {
  if (!local) return [];
  const own = [homedir(), process.cwd(), tmpdir()];
  if (process.platform === 'win32') return [...own, ...drives()];
  const top = readdirSync('/', { withFileTypes: true });
  const data = top.filter((entry) => entry.isDirectory() && !SYSTEM_FOLDERS.has(entry.name));
  return [...own, ...data.map(({ name }) => join('/', name))];
}

/** Every drive but the one that holds the system. */
function drives(): string[] {
  const system = (process.env.SystemDrive ?? 'C:').toUpperCase();
  return Array.from({ length: 26 }, (_, i) => `${String.fromCharCode(65 + i)}:`)
    .filter((drive) => drive !== system)
    .map((drive) => `${drive}\\`);
}

/**
 * The real path of a clip, links resolved, to be used from then on.
 *
 * @throws AppError `path.refused` when it lies outside of `roots`, there or not; `input.not-found` and
 *   `input.unreadable` (no plain file) when it lies inside.
 */
export async function resolveAllowed(path: string, roots: readonly string[]): Promise<string> {
  if (path.includes('\0') || !isAbsolute(path))
    throw new AppError('request.invalid', 'The path of the clip has to be absolute.');
  const wanted = resolve(path);
  const real = await realRoots(roots);
  // what lies outside is not even looked at: on Windows a look may go to another machine
  const near = [...roots.map((root) => resolve(root)), ...real].some((root) => within(root, wanted));
  const nearest = near ? await deepestReal(wanted) : null;
  if (nearest === null || !real.some((root) => within(root, nearest.path)))
    throw new AppError('path.refused', 'The clip lies outside of the folders that the service may read.');
  if (!nearest.whole) throw new AppError('input.not-found', `${path} does not exist.`);
  const info = await stat(nearest.path).catch((cause: unknown) => {
    throw new AppError('input.unreadable', `${path} cannot be read.`, { cause });
  });
  if (!info.isFile()) throw new AppError('input.unreadable', `${path} is not a file.`);
  return nearest.path;
}

/** A root that is not there allows nothing. */
async function realRoots(roots: readonly string[]): Promise<string[]> {
  const found = await Promise.all(roots.map((root) => realpath(root).catch(() => null)));
  return found.filter((root) => root !== null);
}

/** The path itself, or the deepest folder above it that is there. */
async function deepestReal(path: string): Promise<{ path: string; whole: boolean } | null> {
  for (let at = path; ; at = dirname(at)) {
    const real = await realpath(at).catch(() => null);
    if (real !== null) return { path: real, whole: at === path };
    if (at === parse(at).root) return null;
  }
}

function within(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
