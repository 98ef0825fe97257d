import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../protocol/errors.ts';

const SECRET_BYTES = 32;

/** A secret that outlives the process: read from its file, or made there, for this user alone to read. */
export function keepSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw notWritable(file, error);
  }
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    throw notWritable(file, error);
  }
}

function notWritable(file: string, cause: unknown): AppError {
  return new AppError('output.not-writable', `The secret file ${file} cannot be used.`, { cause });
}
