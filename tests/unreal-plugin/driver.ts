import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compile, pluginPrivate, repository, SANITIZED, sourcesIn } from './compile.ts';

const folder = join(repository, 'tests/unreal-plugin/driver');

export const hex = (value: string | Uint8Array) => Buffer.from(value as string).toString('hex') || '-';

/** The engine-free part of the plugin as a process: commands in, JSON out, one at a time and in order. */
export class Driver {
  readonly #child: ChildProcess;
  readonly #answers: ((line: string) => void)[] = [];
  #errors = '';
  #ended = false;

  constructor(binary: string) {
    this.#child = spawn(binary, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr!.on('data', (text) => {
      this.#errors += text;
    });
    createInterface({ input: this.#child.stdout! }).on('line', (line) => this.#answers.shift()?.(line));
    this.#child.on('exit', () => {
      this.#ended = true;
      for (const answer of this.#answers.splice(0)) answer('null');
    });
    this.#child.stdin!.on('error', () => {});
  }

  /** @throws what the sanitizers said when the process has died. */
  async ask<T = unknown>(...words: readonly (string | number | boolean)[]): Promise<T> {
    const plain = words.map(inWords);
    const answer = new Promise<string>((resolve) => this.#answers.push(resolve));
    if (!this.#ended) this.#child.stdin!.write(`${plain.join(' ')}\n`);
    const line = this.#ended ? 'null' : await answer;
    if (this.#ended) throw new Error(`The driver has died.\n${this.#errors}`);
    return JSON.parse(line) as T;
  }

  /** Ends the process; it reports leaks now. */
  async close(): Promise<void> {
    const ended = new Promise<number | null>((resolve) => this.#child.on('exit', resolve));
    this.#child.stdin!.end();
    const code = this.#ended ? this.#child.exitCode : await ended;
    if (code !== 0) throw new Error(`The driver ended with ${code}.\n${this.#errors}`);
  }
}

/** One word of a question as the driver reads it; String alone would lose the sign of -0. */
function inWords(word: string | number | boolean): string {
  if (typeof word === 'boolean') return word ? '1' : '0';
  return Object.is(word, -0) ? '-0' : String(word);
}

/** Compiles the driver with one compiler, sanitizers on, and starts it. */
export async function startDriver(compiler: string): Promise<Driver> {
  const binary = await compile({
    compiler,
    name: 'driver',
    sources: [...sourcesIn(folder), ...sourcesIn(join(pluginPrivate, 'Protocol'))],
    includes: [folder, pluginPrivate],
    // as Unreal compiles: without exceptions
    flags: ['-fno-exceptions', ...SANITIZED],
  });
  return new Driver(binary);
}
