import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../protocol/errors.ts';

/** 256 bits. */
const TOKEN_BYTES = 32;
/** 256 bits take 43 characters of base64url; a shorter token of a parent is refused. */
const MIN_TOKEN_CHARACTERS = 43;

/** Knows the one token that opens the service. */
export interface TokenGuard {
  readonly token: string;
  /** In the same time whatever is wrong with `given`. */
  matches(given: string): boolean;
}

/**
 * The token of a parent process, or a fresh one of 256 bits.
 * @throws AppError `usage.invalid` when the given one is too short to be safe.
 */
export function createTokenGuard(given: string | null): TokenGuard {
  if (given !== null && !/^[\x21-\x7e]+$/.test(given))
    throw new AppError('usage.invalid', 'The token may hold printable ASCII only.');
  if (given !== null && given.length < MIN_TOKEN_CHARACTERS)
    throw new AppError('usage.invalid', `The token has fewer than ${MIN_TOKEN_CHARACTERS} characters.`);
  const token = given ?? randomBytes(TOKEN_BYTES).toString('base64url');
  const digest = sha256(token);
  return { token, matches: (other) => timingSafeEqual(sha256(other), digest) };
}

/** Writes the token where this user alone can read it; an older file of that name is replaced. */
export function writeTokenFile(file: string, token: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { force: true });
    // wx: nobody's file or link is written through
    writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new AppError('output.not-writable', `The token file ${file} cannot be written.`, { cause });
  }
}

/** Removes it again, unless another service has written its own there. */
export function removeTokenFile(file: string, token: string): void {
  try {
    if (readFileSync(file, 'utf8').trim() === token) rmSync(file, { force: true });
  } catch {
    // gone already
  }
}

/** Digests have one length, which `timingSafeEqual` wants, and say nothing of the token's own. */
function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
