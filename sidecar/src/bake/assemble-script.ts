import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PROGRAM_ROOT } from '../protocol/program.ts';

/** The Python modules in the order in which they build on each other; the last one runs. */
const MODULES = [
  'bake_errors',
  'bake_job',
  'bake_fields',
  'bake_read',
  'bake_data',
  'bake_engine',
  'bake_target',
  'bake_disk',
  'bake_assets',
  'bake_clip',
  'bake_tracks',
  'bake_verify',
  'bake_report',
  'bake_settings',
  'bake_notifies',
  'bake_reference',
  'bake_binding',
  'bake_sections',
  'bake_sequence',
  'bake_parts',
  'bake_run',
  'build_animation',
] as const;

const TEMPLATES = new URL('python-templates/', PROGRAM_ROOT);

const DOCSTRING = /^"""([\s\S]*?)"""\n+/;
const FUTURE = 'from __future__ import annotations';
/** Imports of neighbours, on one line or in parentheses, and of what the first importer gives to all. */
const NEIGHBOUR_IMPORT = /^from bake_\w+ import (?:\([^)]*\)|.+)\n/gm;
const ENGINE_IMPORT = /^import unreal\n/gm;
/** `import os`, `from typing import List, Set`: module in 1 or 2, names in 3. */
const STANDARD_IMPORT = /^(?:import ([\w.]+)|from ([\w.]+) import ([^(\n]+))\n/gm;

/**
 * Joins the modules of `python-templates` into the one self-contained script that lands beside a clip:
 * imports first, then each module's own lines. The text depends on the templates alone.
 */
export async function assembleScript(): Promise<string> {
  const modules = new Set<string>();
  const names = new Map<string, Set<string>>();
  const parts: string[] = [];
  let headline = '';
  for (const name of MODULES) {
    const source = await readFile(fileURLToPath(new URL(`${name}.py`, TEMPLATES)), 'utf8');
    const docstring = DOCSTRING.exec(source)?.[1] ?? '';
    if (name === 'build_animation') headline = docstring;
    const body = source
      .replace(DOCSTRING, '')
      .replace(`${FUTURE}\n`, '')
      .replace(NEIGHBOUR_IMPORT, '')
      .replace(ENGINE_IMPORT, '')
      .replace(STANDARD_IMPORT, (_line, module?: string, from?: string, imported?: string) => {
        if (module !== undefined) modules.add(module);
        else names.set(from!, new Set([...(names.get(from!) ?? []), ...imported!.split(', ')]));
        return '';
      });
    parts.push(`# ${name}: ${firstSentence(docstring)}\n\n${body.trim()}\n`);
  }
  const imports = [
    ...[...modules].sort().map((module) => `import ${module}`),
    ...[...names].sort().map(([from, set]) => `from ${from} import ${[...set].sort().join(', ')}`),
  ];
  const head = [`"""${headline}"""`, '', FUTURE, '', ...imports, ''].join('\n');
  return `${head}\n\n${parts.join('\n\n')}`;
}

function firstSentence(docstring: string): string {
  return docstring.split('\n', 1)[0]!.trim();
}
