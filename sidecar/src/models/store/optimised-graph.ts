import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { optimise, runtimeVersion } from '../onnx-runtime.ts';
import { readChecked, writeChecked } from './checked-file.ts';
import { derivedPath, type GraphKey } from './graph-key.ts';
import type { ModelStore } from './open-model-store.ts';

/** The graph as the runtime's CPU provider optimises it for this processor; made once, then read from the store. */
export async function optimisedGraph(store: ModelStore, key: GraphKey): Promise<Uint8Array> {
  const path = derivedPath(store, key, ['cpu', runtimeVersion(), processorKey()]);
  const cached = await readChecked(path);
  if (cached !== null) return cached;
  // as in importedGraph: not loaded at a second start
  const [{ importGraph }, { expandPrelu }] = await Promise.all([
    import('./import-graph.ts'),
    import('../onnx/expand-prelu.ts'),
  ]);
  const bytes = await optimiseBytes(await importGraph(store, key, expandPrelu), path);
  await writeChecked(path, bytes);
  return bytes;
}

async function optimiseBytes(bytes: Uint8Array, path: string): Promise<Uint8Array> {
  const temporary = `${path}.${process.pid}-${randomUUID().slice(0, 8)}.tmp.onnx`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await optimise(bytes, temporary);
    return await readFile(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * What the optimised graph depends on: weights are laid out for the width of the vector instructions. The model
 * name alone does not tell it on virtual machines, so that the feature flags are used where the system lists them.
 */
export function processorKey(): string {
  const flags = process.platform === 'linux' ? cpuFlags() : '';
  const model = cpus()[0]?.model ?? '';
  return createHash('sha256')
    .update(`${process.platform} ${process.arch} ${model} ${flags}`)
    .digest('hex')
    .slice(0, 16);
}

function cpuFlags(): string {
  try {
    return /^(?:flags|Features)\s*:.*$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[0] ?? '';
  } catch {
    return '';
  }
}
