// Compiles sidecar/src to sidecar/dist when a source is newer than the last build.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sidecar = fileURLToPath(new URL('..', import.meta.url));
const dist = join(sidecar, 'dist');
const config = join(sidecar, 'tsconfig.build.json');

function newestSource() {
  const files = readdirSync(join(sidecar, 'src'), { recursive: true }).map((file) =>
    join(sidecar, 'src', file),
  );
  return Math.max(...[...files, config].map((file) => statSync(file).mtimeMs));
}

/** Throws when the compiler reports errors; its output goes to stderr. */
export async function build() {
  const stamp = join(dist, '.stamp');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newestSource()) return;
  const started = new Date();
  // built beside and put in place whole: a run that starts meanwhile finds all of it, old or new
  const fresh = `${dist}.${process.pid}`;
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  try {
    const run = spawnSync(process.execPath, [tsc, '-p', config, '--outDir', fresh], {
      stdio: ['ignore', 2, 2],
    });
    if (run.status !== 0) throw new Error('sidecar: the build failed, see above');
    const { bundle } = await import('./bundle.mjs');
    await bundle(fresh);
    writeFileSync(join(fresh, '.stamp'), '');
    // a source that changes during the build is newer than it
    utimesSync(join(fresh, '.stamp'), started, started);
    // the page has a stamp of its own
    if (existsSync(join(dist, 'web'))) renameSync(join(dist, 'web'), join(fresh, 'web'));
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
