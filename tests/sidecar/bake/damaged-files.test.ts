import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasPython, simulator } from './editor.ts';
import { adaProject, bakeTake } from './take-fixture.ts';
import { tempFolder } from './temp-folder.ts';

const CASES = 1200;
const SEED = 7;

describe.skipIf(!hasPython)('needs python3: a damaged job or data file', () => {
  it(`ends in a stated reason in each of ${CASES} random cases`, async () => {
    // a job with every part that there is: spans, sequence, sound, video
    const { job } = await bakeTake();
    const project = join(tempFolder(), 'project.json');
    writeFileSync(project, JSON.stringify(adaProject()));
    const run = spawnSync('python3', [join(simulator, 'fuzz_job.py'), job, `${CASES}`, `${SEED}`], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1', UNREAL_SIM_PROJECT: project },
    });
    expect(run.stderr).toBe('');
    const { outcomes, surprises } = JSON.parse(run.stdout);
    expect(surprises).toEqual([]);
    // the damage reaches every check, and a data file that is not the job's never gets through
    expect(outcomes['job.damaged']).toBeGreaterThan(CASES / 4);
    expect(outcomes['data.damaged']).toBeGreaterThan(CASES / 4);
    expect(outcomes.ok ?? 0).toBeLessThan(CASES / 5);
  });
});
