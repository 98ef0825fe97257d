import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasPython, simulator, templates } from './editor.ts';
import { tempFolder } from './temp-folder.ts';

const require = createRequire(import.meta.url);
const pyright = require.resolve('pyright/index.js');

/** Strict, but for what the published types cannot say: that an object may be missing. */
const CONFIG = {
  include: ['templates'],
  stubPath: 'stubs',
  pythonVersion: '3.9',
  typeCheckingMode: 'strict',
  reportMissingModuleSource: false,
  reportUnnecessaryComparison: false,
  reportUnnecessaryIsInstance: false,
};

interface Diagnostic {
  file: string;
  message: string;
  rule?: string;
}

/** Checks the templates, and more files beside them, against stubs of an engine version. */
function check(version: string, extra: Record<string, string> = {}): Diagnostic[] {
  const folder = tempFolder();
  const made = spawnSync('python3', [join(simulator, 'generate_stubs.py'), version, join(folder, 'stubs')], {
    encoding: 'utf8',
  });
  expect(made.stderr).toBe('');
  cpSync(templates, join(folder, 'templates'), { recursive: true });
  for (const [name, text] of Object.entries(extra)) writeFileSync(join(folder, 'templates', name), text);
  writeFileSync(join(folder, 'pyrightconfig.json'), JSON.stringify(CONFIG));
  const run = spawnSync(process.execPath, [pyright, '-p', folder, '--outputjson'], { encoding: 'utf8' });
  const report = JSON.parse(run.stdout) as {
    generalDiagnostics: Diagnostic[];
    summary: { filesAnalyzed: number };
  };
  expect(report.summary.filesAnalyzed).toBeGreaterThan(20);
  return report.generalDiagnostics.map((found) => ({ ...found, file: found.file.split('/').at(-1)! }));
}

/** Names that the data give to some versions only; the scripts ask for them with `hasattr`, which pyright does not follow. */
function versionedNames(): Set<string> {
  const { classes } = JSON.parse(readFileSync(join(simulator, 'unreal-api.data.json'), 'utf8')) as {
    classes: Record<string, { methods?: Record<string, { since?: string; until?: string }> }>;
  };
  const names = Object.values(classes).flatMap(({ methods = {} }) =>
    Object.entries(methods).flatMap(([name, { since, until }]) => (since || until ? [name] : [])),
  );
  return new Set(names);
}

const nameIn = ({ message }: Diagnostic) => /"(\w+)"/.exec(message)?.[1] ?? '';

const MISTAKES = `import unreal
from bake_job import Job


def f(clip: unreal.AnimSequence, job: Job) -> int:
    clip.controller.add_bone_curve(3, False)
    clip.controller.set_frame_rate(unreal.FrameNumber(value=1), False)
    unreal.RichCurveKey(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
    clip.skeletons
    job.keys = 3
    return clip.get_name()
`;

describe.skipIf(!hasPython)('needs python3: the templates under pyright', () => {
  const versioned = versionedNames();

  it.each([
    [
      '5.4',
      ['finish_all_asset_compilation', 'set_retarget_source_asset', 'update_retarget_source_asset_data'],
    ],
    ['5.5', ['finish_all_asset_compilation']],
  ])(
    'are typed for Unreal %s without an error but for the names that only others have, and mistakes are found',
    (version, absent) => {
      const all = check(version, { 'mistakes.py': MISTAKES });
      const found = all.filter(({ file }) => file !== 'mistakes.py');
      const unknown = found.filter((diagnostic) => versioned.has(nameIn(diagnostic)));
      expect(found.filter((diagnostic) => !unknown.includes(diagnostic))).toEqual([]);
      expect([...new Set(unknown.map(nameIn))].sort()).toEqual(absent);
      const mistakes = all.filter(
        ({ file, rule }) => file === 'mistakes.py' && rule !== 'reportUnknownMemberType',
      );
      expect(mistakes.map(({ rule }) => rule)).toEqual([
        'reportArgumentType',
        'reportArgumentType',
        'reportCallIssue',
        'reportAttributeAccessIssue',
        'reportAttributeAccessIssue',
        'reportReturnType',
      ]);
    },
    180_000,
  );
});
