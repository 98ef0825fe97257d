// Runs the command line as a person does and measures it from outside.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../bin/avatar-tracker.mjs', import.meta.url));
const SAMPLE_EVERY_MS = 50;
const PAGE_BYTES = 4096;

/** Wall seconds of one command line; rejects when it fails. @param cores those it may use, as `taskset` takes them */
export function runCli(args, { cores, ...options } = {}) {
  const command = [process.execPath, CLI, ...args];
  const [program, ...rest] = cores === undefined ? command : ['taskset', '--cpu-list', cores, ...command];
  return run(program, rest, options);
}

/**
 * Wall seconds and output of a process; with `memory` also the highest resident size of it and all its children
 * together, for which the processes are counted all the time: wall seconds are not what they would be then.
 * The size is null where it was not asked for or the system has no /proc; shared pages are counted once each.
 */
export async function run(command, args, { cwd, env, memory = false } = {}) {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name].on('data', (chunk) => (text[name] += chunk));
  let peakBytes = 0;
  const sample = () => {
    peakBytes = Math.max(peakBytes, residentBytes(child.pid));
  };
  const timer = memory ? setInterval(sample, SAMPLE_EVERY_MS) : null;
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearInterval(timer);
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${text.stderr.slice(-2000)}`);
  return { seconds, peakMb: memory && existsSync('/proc/self/stat') ? peakBytes / 1e6 : null, ...text };
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
