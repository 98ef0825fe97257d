import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contract } from '../contract/vectors.ts';
import { COMPILE_MS, canCompile, compile, pluginPrivate, repository, sourcesIn } from './compile.ts';

/** As the acceptance asks for. */
const SECONDS = 60;
const FLAGS = ['-O1', '-fno-exceptions', '-fsanitize=fuzzer,address,undefined', '-fno-sanitize-recover=all'];

const contract = JSON.parse(
  readFileSync(new URL('../contract/messages.data.json', import.meta.url), 'utf8'),
) as Contract;
const there = await canCompile('clang++', FLAGS);

/** Every vector for the decoder, and for the session one after another behind a welcome. */
function seeds(): Buffer[] {
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  const framed = (message: Buffer) =>
    Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);
  const all = contract.messages.map(({ hex }) => bytes(hex));
  const server = contract.messages
    .filter(({ direction }) => direction === 'server')
    .map(({ hex }) => bytes(hex));
  const lines = [
    '{"event":"listening","http":"http://127.0.0.1:1","ws":"ws://127.0.0.1:1/ws","tokenFile":"/t","pid":1}',
    'v20.19.0',
    '/Game/Signs/Day 1',
    'C:\\clips\\Grüße 手話.mp4;"C:\\My Node"',
  ];
  return [
    ...all.map((message) => Buffer.concat([Buffer.from([0]), message])),
    ...server.map((message) => Buffer.concat([Buffer.from([1, 16, 0]), framed(server[0]!), framed(message)])),
    Buffer.concat([Buffer.from([1, 200, 0]), ...server.map(framed)]),
    ...lines.map((line) => Buffer.concat([Buffer.from([2]), Buffer.from(line)])),
  ];
}

describe.skipIf(!there)('hostile bytes (needs clang++ with libFuzzer)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'avatar-tracker-fuzz-'));
  let binary: string;
  beforeAll(async () => {
    binary = await compile({
      compiler: 'clang++',
      name: 'fuzz',
      sources: [
        ...sourcesIn(join(repository, 'tests/unreal-plugin/fuzz')),
        ...sourcesIn(join(pluginPrivate, 'Protocol')),
      ],
      includes: [pluginPrivate],
      flags: FLAGS,
    });
    mkdirSync(join(folder, 'corpus'));
    for (const [i, seed] of seeds().entries()) writeFileSync(join(folder, 'corpus', `seed-${i}`), seed);
  }, COMPILE_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test(`${SECONDS} s without a crash, a leak or an allocation beyond the cap`, async () => {
    const child = spawn(
      binary,
      [
        'corpus',
        `-max_total_time=${SECONDS}`,
        '-max_len=20000',
        '-timeout=10',
        '-rss_limit_mb=1024',
        '-malloc_limit_mb=64',
        '-print_final_stats=1',
      ],
      { cwd: folder },
    );
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code, said.slice(-4000)).toBe(0);
    const runs = Number(/stat::number_of_executed_units:\s+(\d+)/.exec(said)?.[1]);
    // a fuzzer that cannot get past the first check would be of no use
    expect(runs).toBeGreaterThan(20_000);
    expect(Number(/cov: (\d+)/.exec(said.slice(said.lastIndexOf('cov:')))?.[1])).toBeGreaterThan(500);
  }, 180_000);
});
