import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  COMPILE_MS,
  canCompile,
  checkSyntax,
  compile,
  joinSources,
  repository,
  SANITIZED,
  sourcesIn,
} from './compile.ts';

const run = promisify(execFile);
const source = join(repository, 'unreal-plugin/AvatarTracker/Source/AvatarTracker');
const stubs = join(repository, 'tests/unreal-stubs');
const scenarios = join(repository, 'tests/unreal-plugin/engine');
const built = join(repository, 'sidecar/dist/cli/commands/serve.js');

const folders = ['', 'Protocol', 'Sidecar', 'Skeleton', 'LiveLink', 'Bake', 'UI', 'Tests'];
const plugin = folders.flatMap((folder) => sourcesIn(join(source, 'Private', folder)));
const names = sourcesIn(scenarios)
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^SCENARIO\((\w+)\)/gm)])
  .map((match) => match[1]!);

/**
 * Both ends of the range of engines, one for each compiler. The plugin's files are joined into one, as Unreal's build
 * tool does, which finds names that two files share.
 */
const builds = [
  { engine: '5.4', minor: 4, compiler: 'g++', flags: [] as string[] },
  { engine: '5.7', minor: 7, compiler: 'clang++', flags: SANITIZED },
];
const includes = [join(stubs, 'include'), join(source, 'Public'), join(source, 'Private'), scenarios];
const there = await Promise.all(builds.map(({ compiler, flags }) => canCompile(compiler, flags)));

describe.each(builds.map((build, i) => ({ ...build, there: there[i]! })))(
  'plugin against the stand-in of Unreal $engine (needs $compiler)',
  ({ engine, minor, compiler, flags, there }) => {
    describe.skipIf(!there)('built', () => {
      let binary: string;
      beforeAll(async () => {
        binary = await compile({
          compiler,
          name: `engine-${engine}`,
          sources: [plugin, sourcesIn(join(stubs, 'engine')), sourcesIn(scenarios)].map(joinSources),
          includes,
          flags: [`-DSTUB_ENGINE_MINOR=${minor}`, '-pthread', ...flags],
        });
      }, COMPILE_MS);

      test.each(names.filter((name) => name !== 'RealSidecarListens'))('%s', async (name) => {
        // it says what failed on stderr, and sanitizers do
        await expect(run(binary, [name], { timeout: 60_000 })).resolves.toMatchObject({ stderr: '' });
      });

      test.skipIf(!existsSync(built))('RealSidecarListens', async () => {
        const env = {
          ...process.env,
          SCENARIO_NODE: process.execPath,
          SCENARIO_PLUGIN: join(repository, 'unreal-plugin/AvatarTracker'),
        };
        await expect(run(binary, ['RealSidecarListens'], { env })).resolves.toMatchObject({ stderr: '' });
      });
    });
  },
);

describe.skipIf(!there[0])('each file of the plugin by itself (needs g++)', () => {
  test(
    'includes what it uses',
    async () => {
      await checkSyntax({ compiler: 'g++', sources: plugin, includes, flags: ['-DSTUB_ENGINE_MINOR=4'] });
    },
    COMPILE_MS,
  );
});
