// Builds the page (sidecar/web) to sidecar/dist/web when a source of it is newer than the last build.
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sidecar = fileURLToPath(new URL('..', import.meta.url));
const dist = join(sidecar, 'dist');
/** The page's own files, and the folders of the service that it takes wire formats and skeletons from. */
const SOURCES = [
  'web',
  'src/protocol',
  'src/skeleton',
  'src/video/landmark-lines.ts',
  'src/bake/collect-spans.ts',
];

function newestSource() {
  const files = SOURCES.map((source) => join(sidecar, source)).flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true }).map((file) => join(path, file))
      : [path],
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

/** Whether the bundler is there: an installation without development packages has none. */
function canBuild() {
  return existsSync(join(sidecar, '../node_modules/vite'));
}

/** Throws when the bundler reports errors. Does nothing when there is no bundler: a built page then stays as it is. */
export async function buildPage() {
  const page = join(dist, 'web');
  const stamp = join(page, '.stamp');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newestSource()) return;
  if (!canBuild()) return;
  const started = new Date();
  const { build } = await import('vite');
  // built beside and put in place whole: a service that starts meanwhile finds all of it, old or new
  const fresh = join(dist, `web.${process.pid}`);
  try {
    await build({
      configFile: join(sidecar, 'web/vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: fresh },
    });
    writeFileSync(join(fresh, '.stamp'), '');
    // a source that changes during the build is newer than it
    utimesSync(join(fresh, '.stamp'), started, started);
    rmSync(page, { recursive: true, force: true });
    renameSync(fresh, page);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage();
