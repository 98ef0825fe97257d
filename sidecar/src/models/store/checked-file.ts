import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeAtomically } from './write-atomically.ts';

const DIGEST_BYTES = 32;

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Reads what {@link writeChecked} wrote. Null when there is no such file or when it is damaged: both mean that
 * it has to be made again.
 */
export async function readChecked(path: string): Promise<Uint8Array | null> {
  const file = await readFile(path).catch(() => null);
  if (file === null || file.length < DIGEST_BYTES) return null;
  const body = file.subarray(DIGEST_BYTES);
  const digest = createHash('sha256').update(body).digest();
  return digest.equals(file.subarray(0, DIGEST_BYTES)) ? body : null;
}

/** Writes the SHA-256 of the bytes and then the bytes, as one file, so that no crash can part the two. */
export async function writeChecked(path: string, bytes: Uint8Array): Promise<void> {
  await writeAtomically(path, [createHash('sha256').update(bytes).digest(), bytes]);
}
