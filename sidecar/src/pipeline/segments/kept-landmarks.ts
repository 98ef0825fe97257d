import { createHash } from 'node:crypto';
import { constants, copyFile, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { WrittenFile } from '../../protocol/jsonl-file.ts';
import type { LandmarkHeader } from '../../protocol/landmarks.ts';
import { hashFile } from '../../video/hash-file.ts';
import { writeWhole } from './write-whole.ts';

const DigestSchema = z.object({ sha256: z.string() });

/**
 * Puts the landmark file that an earlier run made of the same segments at `path`; false where none is kept or it is
 * damaged. It saves writing half a million points a minute anew.
 */
export async function recallLandmarks(
  folder: string,
  header: LandmarkHeader,
  path: string,
): Promise<boolean> {
  const kept = keptFile(folder, header);
  try {
    const { sha256 } = DigestSchema.parse(JSON.parse(await readFile(`${kept}.json`, 'utf8')));
    await copyFile(kept, path, constants.COPYFILE_FICLONE);
    if ((await hashFile(path)) === sha256) return true;
  } catch {
    // not there, or not readable: it is written again
  }
  await rm(path, { force: true });
  return false;
}

/** Keeps a landmark file beside the segments that it was made of. A disk too full for it is no failure. */
export async function keepLandmarks(
  folder: string,
  header: LandmarkHeader,
  { path, sha256 }: { readonly path: string } & Pick<WrittenFile, 'sha256'>,
): Promise<void> {
  const kept = keptFile(folder, header);
  const partial = `${kept}.${process.pid}.partial`;
  try {
    await copyFile(path, partial, constants.COPYFILE_FICLONE);
    await rename(partial, kept);
    // named last: a file without its digest does not count
    await writeWhole(`${kept}.json`, JSON.stringify({ sha256 }));
  } catch {
    await rm(partial, { force: true }).catch(() => {});
  }
}

/** The header names the clip: the same pictures under another name make another file. */
function keptFile(folder: string, header: LandmarkHeader): string {
  const key = createHash('sha256').update(JSON.stringify(header)).digest('hex').slice(0, 16);
  return join(folder, `${key}.landmarks.jsonl.gz`);
}
