import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkContent } from '../../sidecar/scripts/package/check-content.mjs';
import { repository } from './compile.ts';

const run = promisify(execFile);
const built = existsSync(join(repository, 'sidecar/dist/cli/commands/serve.js'));
const check = checkContent as (content: Map<string, Buffer>) => string[];

describe.skipIf(!built)('the zip of the plugin (needs the built sidecar)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'avatar-tracker-package-'));
  const zip = join(folder, 'plugin.zip');
  let content: Map<string, Buffer>;
  const pack = (out: string) =>
    run(process.execPath, ['sidecar/scripts/package-plugin.mjs', '--built', '--out', out], {
      cwd: repository,
    });
  beforeAll(async () => {
    await pack(zip);
    content = new Map(
      Object.entries(unzipSync(readFileSync(zip))).map(([path, data]) => [path, Buffer.from(data)]),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds what it must and nothing that it must not', () => {
    expect(check(content)).toEqual([]);
    expect(content.size).toBeGreaterThan(100);
    expect(
      [...content.keys()].filter((path) => /\.(map|test\.ts)$|node_modules|\/tests\//.test(path)),
    ).toEqual([]);
  });

  test('is the same whenever it is made', async () => {
    const again = join(folder, 'again.zip');
    await pack(again);
    expect(readFileSync(again).equals(readFileSync(zip))).toBe(true);
  });

  test('its sidecar runs from where it lies', async () => {
    const root = join(folder, 'unpacked');
    for (const [path, data] of content) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), data);
    }
    const sidecar = join(root, 'AvatarTracker/Sidecar');
    // what npm ci installs there
    symlinkSync(join(repository, 'node_modules'), join(sidecar, 'node_modules'));
    const { stdout } = await run(process.execPath, ['sidecar/bin/avatar-tracker.mjs', 'serve', '--help'], {
      cwd: sidecar,
    });
    expect(stdout).toContain('--parent-pid');
    // npm refuses a lock file that does not fit its package
    rmSync(join(sidecar, 'node_modules'));
    const fresh = join(folder, 'fresh');
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(sidecar, file), join(fresh, file));
    await run(
      'npm',
      ['ci', '--dry-run', '--omit=dev', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'],
      { cwd: fresh },
    );
  });
});

describe('the content check', () => {
  const small = new Map<string, Buffer>();
  const faultsWith = (path: string, text: string | Buffer) =>
    check(new Map([...small, [`AvatarTracker/${path}`, Buffer.from(text as string)]])).filter(
      (fault) => !/is missing/.test(fault),
    );

  test.each([
    ['a missing file', 'x.txt', 'x', null],
    ['a long path', `${'d/'.repeat(80)}x.txt`, 'x', /has 179 characters/],
    ['a path that Windows refuses', 'a:b.txt', 'x', /no path that every system takes/],
    ['a program by its name', 'Sidecar/node.exe', 'x', /is a binary/],
    ['Node itself', 'Sidecar/bin/node', 'x', /is a binary/],
    ['a program by its bytes', 'Sidecar/tool', '\x7fELF', /is a binary/],
    ['a model', 'Sidecar/models/a.onnx', 'x', /is a binary/],
    ['an installed package', 'Sidecar/node_modules/a/index.js', 'x', /is a binary/],
    [
      'a source without a copyright line',
      'Source/AvatarTracker/a.cpp',
      '#include "a.h"',
      /no copyright line/,
    ],
    ['a package of development', 'Sidecar/package.json', '{"devDependencies":{}}', /packages of development/],
    [
      'a package that is not pinned',
      'Sidecar/package.json',
      '{"dependencies":{"ws":"8"}}',
      /ws is not pinned/,
    ],
    [
      'a descriptor without Live Link',
      'AvatarTracker.uplugin',
      '{"FileVersion":3,"VersionName":"1.0.0","Modules":[]}',
      /does not enable LiveLink/,
    ],
  ])('finds %s', (_, path, text, fault) => {
    const faults = faultsWith(path, text);
    if (fault === null) expect(check(small)).toContain('AvatarTracker/README.md is missing.');
    else expect(faults.join('\n')).toMatch(fault);
  });
});
