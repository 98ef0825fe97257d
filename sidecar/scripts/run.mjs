// Entry of every npm script: installs and builds what is missing, then starts the part that is asked for.
// usage: node sidecar/scripts/run.mjs cli|bench|check [arguments]
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const parts = { cli: '../dist/cli/main.js', bench: './bench.mjs', check: './check.mjs' };

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `avatar-tracker needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org`,
  );
  process.exit(69);
}

function install() {
  const lock = readFileSync(`${root}package-lock.json`, 'utf8');
  const installed = `${root}node_modules/.avatar-tracker-lock.json`;
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return;
  console.error('Installing dependencies (npm ci) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    console.error('npm ci failed: see above. Check the network and the disk, then run this again.');
    process.exit(69);
  }
  writeFileSync(installed, lock);
}

requireNode();
install();
const { build } = await import('./build.mjs');
build();

const [part, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(parts, part)) {
  console.error(`usage: run.mjs ${Object.keys(parts).join('|')} [arguments]`);
  process.exit(64);
}
process.argv.splice(
  1,
  process.argv.length - 1,
  fileURLToPath(new URL(parts[part], import.meta.url)),
  ...rest,
);
await import(parts[part]);
