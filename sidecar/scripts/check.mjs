// Everything that CI runs: format and lint, types, import levels, dead code, file budgets, build, tests.
// usage: node sidecar/scripts/check.mjs   (as `npm test`, which installs and builds first)
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTests } from './check/summarise-tests.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const testReport = `${root}.bench/tests.json`;

/** Path of a package's own command, found without a shell so that it runs the same on every system. */
function tool(name, bin = name) {
  const folder = join(root, 'node_modules', name);
  const bins = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin;
  return join(folder, typeof bins === 'string' ? bins : bins[bin]);
}

const steps = [
  ['format and lint', tool('@biomejs/biome', 'biome'), ['check', '--error-on-warnings', '.']],
  ['types', tool('typescript', 'tsc'), ['--noEmit']],
  ['types of the page', tool('typescript', 'tsc'), ['--noEmit', '-p', 'sidecar/web']],
  [
    'import levels',
    tool('dependency-cruiser', 'depcruise'),
    ['--config', '.dependency-cruiser.mjs', 'sidecar/src', 'sidecar/web', 'tests'],
  ],
  ['dead code', tool('knip'), []],
  ['file budgets', fileURLToPath(new URL('./check/line-budget.mjs', import.meta.url)), []],
  [
    'tests',
    tool('vitest'),
    [
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${testReport}`,
    ],
  ],
];

rmSync(testReport, { force: true });
const failedSteps = [];
for (const [name, script, args] of steps) {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) failedSteps.push(name);
  console.log(
    `== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  );
}

const { passed, failed, skipped, skippedNames } = readTests(testReport);
console.log('');
if (skippedNames.length > 0)
  console.log(`Skipped here:\n${skippedNames.map((name) => `  ${name}`).join('\n')}`);
if (failedSteps.length > 0) console.log(`Failed: ${failedSteps.join(', ')}`);
const otherFailures = failedSteps.filter((name) => name !== 'tests').length;
console.log(`${passed} passed, ${failed + otherFailures} failed, ${skipped} skipped`);
process.exitCode = failedSteps.length > 0 ? 1 : 0;
