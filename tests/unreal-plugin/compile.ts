import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const repository = fileURLToPath(new URL('../..', import.meta.url));
/** Include path of the plugin's own headers. */
export const pluginPrivate = join(repository, 'unreal-plugin/AvatarTracker/Source/AvatarTracker/Private');

/** What every file is compiled with: warnings are errors, memory errors and undefined behaviour end the program. */
const STRICT = ['-std=c++20', '-g1', '-Wall', '-Wextra', '-Wshadow', '-Werror'];
export const SANITIZED = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

/** Time that compiling may take, on a machine that does much else; ten seconds on an idle one. */
export const COMPILE_MS = 600_000;

export interface Program {
  readonly compiler: string;
  readonly name: string;
  readonly sources: readonly string[];
  readonly includes: readonly string[];
  readonly flags: readonly string[];
}

/** Whether a compiler runs here and can link with these flags, its sanitizer runtimes included. */
export async function canCompile(compiler: string, flags: readonly string[] = SANITIZED): Promise<boolean> {
  const folder = workFolder();
  const source = 'int main() { return 0; }\n';
  const fuzzer = flags.some((flag) => flag.includes('fuzzer'));
  const text = fuzzer ? 'extern "C" int LLVMFuzzerTestOneInput(const char*, long) { return 0; }\n' : source;
  const output = join(folder, `probe-${process.pid}-${key([compiler, ...flags])}`);
  const child = run(compiler, ['-x', 'c++', ...flags, '-', '-o', output]);
  child.child.stdin?.on('error', () => {});
  child.child.stdin?.end(text);
  return child.then(
    () => true,
    () => false,
  );
}

/** Sources of a folder, not of the folders in it. */
export function sourcesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.cpp'))
    .sort()
    .map((file) => join(folder, file));
}

/** One file that includes all of them, as Unreal's build tool joins the files of a module. */
export function joinSources(sources: readonly string[]): string {
  const text = sources.map((source) => `#include "${source}"\n`).join('');
  // its key has to change with what it includes
  const contents = sources.map((source) => readFileSync(source, 'utf8'));
  const file = join(workFolder(), `joined-${key([text, ...contents])}.cpp`);
  writeFileSync(file, text);
  return file;
}

/**
 * Builds a program and returns its path. Objects are kept by what they are made of, so that a second run compiles
 * nothing. Two compilers run at a time.
 * @throws the compiler's own words.
 */
export async function compile(program: Program): Promise<string> {
  const folder = workFolder();
  const headers = program.includes.flatMap(headersIn).map((file) => readFileSync(file, 'utf8'));
  const base = key([program.compiler, ...STRICT, ...program.flags, ...headers]);
  const objects: string[] = [];
  const queue = program.sources.map((source) => {
    const object = join(folder, `${basename(source)}-${key([base, source, readFileSync(source, 'utf8')])}.o`);
    objects.push(object);
    return { source, object };
  });
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      await build(next.object, program, ['-c', next.source]);
  };
  await Promise.all([work(), work()]);
  const binary = join(folder, `${program.name}-${key([base, ...objects])}`);
  await build(binary, program, objects);
  return binary;
}

/** Compiles each file without making anything of it, once for what is in it. @throws the compiler's own words. */
export async function checkSyntax(program: Omit<Program, 'name'>): Promise<void> {
  const folder = workFolder();
  const headers = program.includes.flatMap(headersIn).map((file) => readFileSync(file, 'utf8'));
  const base = key([program.compiler, ...STRICT, ...program.flags, ...headers]);
  const queue = [...program.sources];
  const work = async () => {
    for (let source = queue.shift(); source !== undefined; source = queue.shift()) {
      const stamp = join(
        folder,
        `${basename(source)}-${key([base, source, readFileSync(source, 'utf8')])}.checked`,
      );
      if (existsSync(stamp)) continue;
      await invoke(program, ['-fsyntax-only', source]);
      writeFileSync(stamp, '');
    }
  };
  await Promise.all([work(), work()]);
}

async function build(output: string, program: Omit<Program, 'name'>, inputs: readonly string[]) {
  if (existsSync(output)) return;
  const draft = `${output}.${process.pid}`;
  await invoke(program, [...inputs, '-o', draft]);
  renameSync(draft, output);
}

async function invoke({ compiler, flags, includes }: Omit<Program, 'name'>, inputs: readonly string[]) {
  const paths = includes.flatMap((folder) => ['-I', folder]);
  await run(compiler, [...STRICT, ...flags, ...paths, ...inputs], { maxBuffer: 1 << 24 }).catch(
    (error: { stderr?: string }) => {
      throw new Error(`${compiler} ${inputs.join(' ')}\n${error.stderr}`);
    },
  );
}

function headersIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.h'))
    .sort()
    .map((file) => join(folder, file));
}

function workFolder(): string {
  const folder = join(tmpdir(), `avatar-tracker-cpp-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function key(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex').slice(0, 20);
}
