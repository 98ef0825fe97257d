// What goes into the plugin's zip.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { slimLock, slimPackage } from './slim-package.mjs';

const PLUGIN = 'AvatarTracker';

/** Build products and hidden files stay out, maps of sources that are not there too. */
const LEFT_OUT = /(^|\/)(\.|Binaries\/|Intermediate\/|Saved\/|__pycache__\/)|\.map$/;

/**
 * Path in the zip to bytes. The sidecar lies in the plugin's folder `Sidecar` as in the repository, so that the
 * plugin looks for the same files in both.
 *
 * @param {string} root the repository
 * @returns {Map<string, Buffer>}
 */
export function listContent(root) {
  const content = new Map();
  const add = (path, bytes) => content.set(path, bytes);
  const addFolder = (from, to) => {
    for (const file of filesIn(join(root, from))) add(`${to}/${file}`, readFileSync(join(root, from, file)));
  };
  if (!existsSync(join(root, 'sidecar/dist/cli/main.js')))
    throw new Error('The sidecar is not built: run node sidecar/scripts/build.mjs.');
  addFolder(`unreal-plugin/${PLUGIN}`, PLUGIN);
  for (const folder of ['sidecar/bin', 'sidecar/dist', 'python-templates'])
    addFolder(folder, `${PLUGIN}/Sidecar/${folder}`);
  add(`${PLUGIN}/LICENSE`, readFileSync(join(root, 'LICENSE')));
  add(`${PLUGIN}/Sidecar/models/catalog.json`, readFileSync(join(root, 'models/catalog.json')));
  add(`${PLUGIN}/Sidecar/.npmrc`, readFileSync(join(root, '.npmrc')));
  const json = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const bytes = (value) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  add(`${PLUGIN}/Sidecar/package.json`, bytes(slimPackage(json('package.json'))));
  add(`${PLUGIN}/Sidecar/package-lock.json`, bytes(slimLock(json('package-lock.json'))));
  return new Map([...content].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((file) => !LEFT_OUT.test(file));
}
