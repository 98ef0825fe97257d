// Entry of every npm script: installs and builds what is missing, then starts the part that is asked for.
// usage: node sidecar/scripts/run.mjs cli|bench|check [arguments]
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const parts = { cli: '../dist/cli/main.js', bench: './bench.mjs', check: './check.mjs' };

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `avatar-tracker needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org`,
  );
  process.exit(69);
}

requireNode();
install();
const { build } = await import('./build.mjs');
await build();

const [part, ...rest] = process.argv.slice(2);
// the page is for the service and its tests alone: tracking does not wait for it
if (part === 'check' || (part === 'cli' && rest[0] === 'serve')) {
  const { buildPage } = await import('./build-page.mjs');
  await buildPage();
}
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
