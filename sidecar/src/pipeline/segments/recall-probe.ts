import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { VideoInfo } from '../../protocol/frame.ts';
import { readProgram } from '../../protocol/program.ts';
import { writeWhole } from './write-whole.ts';

/**
 * What `probeVideo` said of a file that has not changed since (same file, size and times of change), or null.
 * It saves reading a known clip twice, and tells before any model is loaded that all of it is tracked already.
 */
export async function recallProbe(root: string, input: string): Promise<VideoInfo | null> {
  const path = await memoPath(root, input);
  if (path === null) return null;
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as VideoInfo);
}

/** @param info what `probeVideo` says of `input` */
export async function rememberProbe(root: string, input: string, info: VideoInfo): Promise<void> {
  const path = await memoPath(root, input);
  if (path !== null) await writeWhole(path, JSON.stringify(info));
}

async function memoPath(root: string, input: string): Promise<string | null> {
  const file = await stat(input, { bigint: true }).catch(() => null);
  if (file === null) return null;
  const parts = [file.dev, file.ino, file.size, file.mtimeNs, file.ctimeNs].map(String);
  const key = createHash('sha256').update([readProgram().version, resolve(input), ...parts].join('\n'));
  return join(root, `${key.digest('hex').slice(0, 32)}.probe.json`);
}
