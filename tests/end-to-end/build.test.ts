import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUILD } from '../../sidecar/src/protocol/program.ts';

const STATIC_IMPORT = /^(?:import|export)\s(?:[^;'"]*?\sfrom\s)?["']([^"']+)["']/gm;

/** Files and packages that node reads before the first line of a module runs. */
function readAtStart(entry: URL): { files: number; packages: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: URL) => {
    if (files.has(file.href)) return;
    files.add(file.href);
    for (const [, name] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT))
      if (name!.startsWith('.')) visit(new URL(name!, file));
      else if (!name!.startsWith('node:')) packages.add(name!);
  };
  visit(entry);
  return { files: files.size, packages: [...packages].sort() };
}

describe('the build', () => {
  it.each([
    ['cli/main.js', []],
    ['pipeline/worker-main.js', []],
    ['pipeline/lanes/lane-thread.js', ['onnxruntime-node']],
  ])('starts %s from few files, and with no package that it can do without', (entry, packages) => {
    const read = readAtStart(new URL(entry, BUILD));
    expect(read.files).toBeLessThanOrEqual(12);
    expect(read.packages).toEqual(packages);
  });
});
