import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assembleScript } from '../../../sidecar/src/bake/assemble-script.ts';
import { hasPython, templates } from './editor.ts';

const INSPECT = `
import ast, json, sys
tree = ast.parse(sys.stdin.read(), feature_version=(3, 9))
names = [n.name for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
names += [n.targets[0].id for n in tree.body if isinstance(n, ast.Assign)]
modules = [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
modules += [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
std = [m for m in modules if m in sys.stdlib_module_names]
json.dump({"names": names, "foreign": sorted(set(modules) - set(std)), "doc": ast.get_docstring(tree)}, sys.stdout)
`;

describe('assembleScript', () => {
  it('joins every template and no import of a neighbour is left', async () => {
    const script = await assembleScript();
    for (const file of readdirSync(templates).filter((name) => name.endsWith('.py'))) {
      expect(script).toContain(`# ${file.replace('.py', '')}: `);
    }
    expect(script).not.toMatch(/^(from|import) bake_/m);
    expect(await assembleScript()).toBe(script);
  });

  it.skipIf(!hasPython)(
    'needs python3: is Python 3.9 of the standard library alone, with no name defined twice',
    async () => {
      const run = spawnSync('python3', ['-c', INSPECT], { input: await assembleScript(), encoding: 'utf8' });
      const { names, foreign, doc } = JSON.parse(run.stdout);
      expect(foreign).toEqual(['unreal']);
      expect(doc).toContain('Builds the body and face AnimSequences');
      expect(names.length).toBeGreaterThan(50);
      expect(new Set(names).size).toBe(names.length);
    },
  );
});
