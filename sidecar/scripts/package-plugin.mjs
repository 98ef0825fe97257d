// Makes the zip of the Unreal plugin: its sources, the built sidecar beside them, no binary of any kind.
// usage: node sidecar/scripts/package-plugin.mjs [--out FILE.zip] [--built]   (--built takes sidecar/dist as it is)
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';
import { checkContent } from './package/check-content.mjs';
import { listContent } from './package/list-content.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The same content gives the same bytes, whenever it is packed. */
const MOMENT = new Date(1980, 0, 1);

const { values } = parseArgs({ options: { out: { type: 'string' }, built: { type: 'boolean' } } });
if (!values.built) {
  const [{ build }, { buildPage }] = await Promise.all([import('./build.mjs'), import('./build-page.mjs')]);
  await build();
  await buildPage();
}
const content = listContent(root);
const faults = checkContent(content);
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(65);
}
const { VersionName } = JSON.parse(content.get('AvatarTracker/AvatarTracker.uplugin').toString());
const out = resolve(values.out ?? join(root, 'out', `AvatarTracker-${VersionName}.zip`));
const zip = zipSync(Object.fromEntries(content), { level: 9, mtime: MOMENT });
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, zip);
console.log(`${out}: ${content.size} files, ${(zip.length / 1e6).toFixed(1)} MB`);
