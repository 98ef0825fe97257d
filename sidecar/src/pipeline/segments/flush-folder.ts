import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes sure that the name of a file is on the disk, as far as the system can (Windows cannot). */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r').catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
