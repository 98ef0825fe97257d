import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

const MAX_NAME = 200;

/**
 * What a client calls a file, as a name to show and nothing else: without folders, control characters and
 * what turns the reading direction; never used as a path.
 */
export function safeName(given: string): string {
  const last = given.normalize('NFC').split(/[\\/]/).pop() ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '').trim();
  return [...clean].slice(0, MAX_NAME).join('') || 'upload';
}

/** A fresh path for an upload; only a plain extension of the client's name is kept. */
export function uploadPath(folder: string, name: string): string {
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? '';
  return join(folder, `${randomBytes(12).toString('hex')}${extension}`);
}
