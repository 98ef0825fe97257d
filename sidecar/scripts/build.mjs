// Compiles sidecar/src to sidecar/dist when a source is newer than the last build.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const sidecar = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${sidecar}dist/.stamp`;

function newestSource() {
  const files = readdirSync(`${sidecar}src`, { recursive: true }).map((file) => `${sidecar}src/${file}`);
  return Math.max(...[...files, `${sidecar}tsconfig.build.json`].map((file) => statSync(file).mtimeMs));
}

/** Throws when the compiler reports errors; its output goes to stderr. */
export function build() {
  const started = new Date();
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newestSource()) return;
  // a file that is gone from the sources must not live on in the build
  rmSync(`${sidecar}dist`, { recursive: true, force: true });
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const run = spawnSync(process.execPath, [tsc, '-p', `${sidecar}tsconfig.build.json`], {
    stdio: ['ignore', 2, 2],
  });
  if (run.status !== 0) throw new Error('sidecar: the build failed, see above');
  writeFileSync(stamp, started.toISOString());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
