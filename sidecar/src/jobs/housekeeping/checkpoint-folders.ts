import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kept } from './retention.ts';

/** The checkpoints of each clip and what is remembered of probes; used last when their folder or file was touched. */
export async function listCheckpoints(root: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const id of await readdir(root)) {
    const path = join(root, id);
    const own = await stat(path).catch(() => null);
    if (own === null) continue;
    const files = own.isDirectory() ? await readdir(path) : [];
    let bytes = own.size;
    for (const file of files) bytes += (await stat(join(path, file)).catch(() => null))?.size ?? 0;
    kept.push({ id, at: own.mtimeMs, bytes });
  }
  return kept;
}

export async function removeCheckpoints(root: string, id: string): Promise<void> {
  await rm(join(root, id), { recursive: true, force: true });
}
