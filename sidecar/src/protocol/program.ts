import { readFileSync } from 'node:fs';

/** Folder of the whole program, from whichever file the build has put this into. */
export const PROGRAM_ROOT = new URL(import.meta.url.slice(0, import.meta.url.lastIndexOf('/sidecar/') + 1));

/** The build: what other processes and threads are started from, because node cannot start the sources. */
export const BUILD = new URL('sidecar/dist/', PROGRAM_ROOT);

/** Name and version of this program, from its package file. */
export function readProgram(): { name: string; version: string } {
  const text = readFileSync(new URL('package.json', PROGRAM_ROOT), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { name, version };
}
