// Kills the service and its workers at random while it does many jobs, and looks for anything lost, doubled or damaged.
// usage: node sidecar/scripts/soak.mjs [--jobs 1000] [--server-kills 20] [--worker-kills 20] [--workers 2]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '1000' },
    'server-kills': { type: 'string', default: '20' },
    'worker-kills': { type: 'string', default: '20' },
    workers: { type: 'string', default: '2' },
  },
});
await build();
const { runSoak } = await import('./soak/run-soak.mjs');
const folder = mkdtempSync(join(tmpdir(), 'soak-'));
const started = performance.now();
const result = await runSoak({
  folder,
  jobs: Number(values.jobs),
  serverKills: Number(values['server-kills']),
  workerKills: Number(values['worker-kills']),
  workers: Number(values.workers),
});
const seconds = ((performance.now() - started) / 1000).toFixed(0);
const { jobs, attempts, kills, starts, faults } = result;
console.log(`${jobs} jobs in ${attempts} attempts, ${seconds} s; the service was started ${starts} times`);
console.log(`killed: the service ${kills.server} times, workers ${kills.workers} times`);
for (const fault of faults.slice(0, 50)) console.error(`FAULT ${fault}`);
console.log(
  faults.length === 0 ? 'every job ended once, every artifact is whole' : `${faults.length} faults`,
);
if (faults.length === 0) rmSync(folder, { recursive: true, force: true });
else console.error(`left for a look: ${folder}`);
process.exitCode = faults.length === 0 ? 0 : 1;
