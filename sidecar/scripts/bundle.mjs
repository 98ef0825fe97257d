// Joins the modules of each process into a few files: reading 150 of them takes a quarter of a second at every start.
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** What node is started with; each stays where it is. */
const ENTRIES = [
  'cli/main',
  'pipeline/worker-main',
  'pipeline/lanes/lane-thread',
  'models/provider/probe-child',
];
/** Packages of many small modules. The others are few files, native, or not made to be joined. */
const JOINED = ['@msgpack/msgpack', 'env-paths', 'zod'];

const isOwn = (id) => /^[./]|^[a-z]:/i.test(id) && !id.startsWith('node:');
const isJoined = (id) => JOINED.some((name) => id === name || id.startsWith(`${name}/`));

/** Works in place on a folder of compiled modules, which all stay there for those who import them one by one. */
export async function bundle(dist) {
  const bundled = await rolldown({
    input: Object.fromEntries(ENTRIES.map((entry) => [entry, join(dist, `${entry}.js`)])),
    platform: 'node',
    external: (id) => !isOwn(id) && !isJoined(id),
    logLevel: 'warn',
  });
  await bundled.write({
    dir: dist,
    format: 'esm',
    chunkFileNames: 'chunks/[name].js',
    comments: false,
  });
  await bundled.close();
}
