import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runSoak } from '../../../sidecar/scripts/soak/run-soak.mjs';

test('every job ends once, with whole artifacts, while the service and its workers are killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  try {
    const { jobs, faults, kills, starts } = await runSoak({
      folder,
      jobs: 40,
      serverKills: 4,
      workerKills: 4,
    });
    expect(faults).toEqual([]);
    expect(jobs).toBe(40);
    expect(kills.server).toBe(4);
    expect(starts).toBe(5);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
