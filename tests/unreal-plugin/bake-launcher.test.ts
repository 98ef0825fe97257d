import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { repository } from './compile.ts';

const run = promisify(execFile);
const launcher = join(repository, 'unreal-plugin/AvatarTracker/Content/Python/avatar_tracker_bake.py');
const there = await run('python3', ['--version']).then(
  () => true,
  () => false,
);

describe.skipIf(!there)('bake launcher (needs python3)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'avatar-tracker-launcher-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'a folder "with" 手'));
  const script = join(folder, 'a folder "with" 手/build.py');
  const settings = join(folder, 'settings.json');
  const out = join(folder, 'out.json');

  test('runs the script as the main one, with its own path and the settings as environment', async () => {
    writeFileSync(
      script,
      `import json, os\nassert __name__ == "__main__"\njson.dump([__file__, os.environ["AVATAR_TRACKER_BODY"], os.environ["KEPT"]], open(${JSON.stringify(out)}, "w"))\n`,
    );
    const body = '/Game/M/Body.Body \'"; import os';
    writeFileSync(settings, JSON.stringify({ script, environment: { AVATAR_TRACKER_BODY: body } }));
    // as the engine hands it over, with and without its quotes
    for (const argument of [settings, `"${settings}"`]) {
      await run('python3', [launcher, argument], { env: { ...process.env, KEPT: 'yes' } });
      expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual([script, body, 'yes']);
    }
  });

  test('puts the environment back, also when the script fails', async () => {
    writeFileSync(script, 'raise SystemExit(3)\n');
    writeFileSync(settings, JSON.stringify({ script, environment: { KEPT: 'new', FRESH: 'x' } }));
    const probe = `
import os, sys
sys.path.insert(0, ${JSON.stringify(join(launcher, '..'))})
from avatar_tracker_bake import run_bake
try:
    run_bake(${JSON.stringify(settings)})
except SystemExit as stop:
    assert stop.code == 3
assert os.environ["KEPT"] == "old" and "FRESH" not in os.environ
`;
    await run('python3', ['-B', '-c', probe], { env: { ...process.env, KEPT: 'old' } });
  });
});
