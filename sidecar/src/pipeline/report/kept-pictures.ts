import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../segments/write-whole.ts';

/** The picture at a time of the clip that an earlier run took; null where none is kept, or nothing is. */
export async function recallPicture(folder: string | null, time: number): Promise<Uint8Array | null> {
  return folder === null ? null : await readFile(picturePath(folder, time)).catch(() => null);
}

/** Keeps a picture for runs with other options, whose worst frames are mostly the same. A full disk is no failure. */
export async function keepPicture(folder: string | null, time: number, jpeg: Uint8Array): Promise<void> {
  if (folder === null) return;
  await writeWhole(picturePath(folder, time), jpeg).catch(() => {});
}

/** Frames lie a millisecond apart and more. */
function picturePath(folder: string, time: number): string {
  return join(folder, 'pictures', `${Math.round(time * 1000)}.jpg`);
}
