import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findFfmpeg } from '../../../sidecar/src/video/find-ffmpeg.ts';

const BIN = fileURLToPath(new URL('../../../sidecar/bin/avatar-tracker.mjs', import.meta.url));

export interface Finished {
  /** Exit code; null when a signal ended the process. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** The JSON lines of stdout. */
  events(): Record<string, unknown>[];
}

export interface Running {
  child: ChildProcess;
  finished: Promise<Finished>;
  /** Resolves with the first line of stdout that the test is waiting for. */
  line(matches: (line: string) => boolean): Promise<string>;
}

/** Starts the built command line as its own process, as a person does. */
export function start(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Running {
  const child = spawn(process.execPath, [BIN, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  const waiting: { matches: (line: string) => boolean; resolve: (line: string) => void }[] = [];
  const check = () => {
    for (const { matches, resolve } of waiting) {
      const found = text.stdout.split('\n').find(matches);
      if (found !== undefined) resolve(found);
    }
  };
  child.stdout.on('data', (chunk) => {
    text.stdout += chunk;
    check();
  });
  child.stderr.on('data', (chunk) => {
    text.stderr += chunk;
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const events = () =>
        text.stdout
          .split('\n')
          .filter((line) => line.startsWith('{'))
          .map((line) => JSON.parse(line));
      resolve({ code, ...text, events });
    });
  });
  return {
    child,
    finished,
    line: (matches) =>
      new Promise((resolve, reject) => {
        waiting.push({ matches, resolve });
        check();
        finished.then(({ stderr }) => reject(new Error(`ended without the awaited line: ${stderr}`)), reject);
      }),
  };
}

/** Runs the command line to its end. */
export function run(args: readonly string[], options: { cwd?: string } = {}): Promise<Finished> {
  return start(args, options).finished;
}

/** Makes a file with the ffmpeg that the program itself uses. */
export async function ffmpeg(args: readonly string[]): Promise<void> {
  const { ffmpeg: path } = await findFfmpeg();
  execFileSync(path, ['-v', 'error', '-y', ...args]);
}

/** Every descendant of a process; empty where the system has no /proc. */
export function descendants(root: number): number[] {
  if (!existsSync('/proc/self/stat')) return [];
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(Number(name));
    if (stat !== null) parents.set(Number(name), Number(stat.split(' ')[1]));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

/** Whether a process runs; one that has ended but was not yet collected by its parent does not. */
export function isAlive(pid: number): boolean {
  const stat = statOf(pid);
  return stat !== null && !stat.startsWith('Z');
}

/** The fields of /proc/PID/stat after the command: state, parent and so on. */
function statOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2);
  } catch {
    return null;
  }
}
