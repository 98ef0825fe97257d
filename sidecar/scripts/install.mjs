// Installs the dependencies when those that are there are not the ones of the lock file.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Copy of the lock file that the installation was made from. */
const stamp = join(root, 'node_modules', '.avatar-tracker-lock.json');

const readLock = () => readFileSync(join(root, 'package-lock.json'), 'utf8');

/** To be called when npm has installed: the next `install` then has nothing to do. */
export function markInstalled() {
  writeFileSync(stamp, readLock());
}

/** Ends the process with 69 when npm fails. */
export function install() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === readLock()) return;
  console.error('Installing dependencies (npm ci) ...');
  const onWindows = process.platform === 'win32';
  const run = spawnSync(onWindows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    // npm warns of the same setting in .npmrc and may stop reading it there
    env: { ONNXRUNTIME_NODE_INSTALL: 'skip', ...process.env, AVATAR_TRACKER_PAGE: 'later' },
    shell: onWindows,
  });
  if (run.status !== 0) {
    console.error('npm ci failed: see above. Check the network and the disk, then run this again.');
    process.exit(69);
  }
  markInstalled();
}
