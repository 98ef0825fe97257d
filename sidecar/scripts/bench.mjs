// Measures the program from outside: speed, parity with the official tracker, solve and face against truth, hands of
// real clips, bake, the service, memory.
// usage: npm run bench [-- speed parity solve real face bake stream seam memory rerun share] [--official DIR] [--raw DIR] [--repeats N] [--threads N]
//   without names: all but the last three, which take a quarter of an hour and more
//   --official DIR  a folder with the official tracker's runner (run.mjs CLIP OUT.json), timed in the same run
//   --raw DIR  a folder with the official tracker's results (CLIP.json), which the solve is compared with
// Prints tables and writes .bench/bench.json; parts that were not run keep their last result there.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, tracker } from './bench/clips.mjs';
import { table } from './bench/table.mjs';

const PARTS = [
  'speed',
  'parity',
  'solve',
  'real',
  'face',
  'bake',
  'stream',
  'seam',
  'memory',
  'rerun',
  'share',
];
const SHORT_PARTS = PARTS.slice(0, 8);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    official: { type: 'string' },
    raw: { type: 'string' },
    repeats: { type: 'string', default: '5' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const unknown = positionals.filter((name) => !PARTS.includes(name));
if (unknown.length > 0) {
  console.error(`No part is called ${unknown.join(', ')}; there are ${PARTS.join(', ')}.`);
  process.exit(64);
}

const [load] = loadavg();
if (load > availableParallelism() / 4)
  console.error(`The machine is busy (load ${load.toFixed(1)}): times will be worse than they are.`);
const work = mkdtempSync(join(tmpdir(), 'avatar-bench-'));
const context = {
  work,
  official: values.official ?? null,
  raw: values.raw ?? null,
  repeats: Number(values.repeats),
  threads: Number(values.threads),
  track: tracker(work, Number(values.threads)),
};
const results = {};
try {
  for (const part of positionals.length > 0 ? positionals : SHORT_PARTS) {
    const { measure } = await import(`./bench/${part}.mjs`);
    const result = await measure(context);
    results[part] = result.data;
    for (const { title, columns, rows } of result.tables) console.log(`\n${title}\n${table(columns, rows)}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

const file = join(root, '.bench', 'bench.json');
const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const machine = {
  cpu: cpus()[0]?.model,
  cores: availableParallelism(),
  node: process.version,
  platform: platform(),
  load,
};
mkdirSync(join(root, '.bench'), { recursive: true });
writeFileSync(file, `${JSON.stringify({ ...before, machine, ...results }, null, 1)}\n`);
console.log(`\nWritten to ${file}`);
