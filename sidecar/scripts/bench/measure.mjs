// Runs the command line as a person does and measures it from outside.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../bin/avatar-tracker.mjs', import.meta.url));
const SAMPLE_EVERY_MS = 50;
const PAGE_BYTES = 4096;

/** Wall seconds of one command line; rejects when it fails. */
export function runCli(args, options = {}) {
  return run(process.execPath, [CLI, ...args], options);
}

/**
 * Wall seconds, output and the highest resident size of a process and all its children together.
 * The size is null where the system has no /proc; pages that processes share are counted once each.
 */
export async function run(command, args, { cwd, env } = {}) {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name].on('data', (chunk) => (text[name] += chunk));
  let peakBytes = 0;
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, residentBytes(child.pid));
  }, SAMPLE_EVERY_MS);
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearInterval(timer);
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${text.stderr.slice(-2000)}`);
  return { seconds, peakMb: existsSync('/proc/self/stat') ? peakBytes / 1e6 : null, ...text };
}

function residentBytes(root) {
  if (!existsSync('/proc/self/stat')) return 0;
  const processes = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      processes.set(Number(name), { parent: Number(fields[1]), bytes: Number(fields[21]) * PAGE_BYTES });
    } catch {
      // ended between the listing and the reading
    }
  }
  const belongs = (pid) => pid === root || (processes.has(pid) && belongs(processes.get(pid).parent));
  return [...processes].reduce((sum, [pid, { bytes }]) => (belongs(pid) ? sum + bytes : sum), 0);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
