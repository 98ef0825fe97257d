import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError } from '../../protocol/errors.ts';
import { readChecked } from './checked-file.ts';
import type { ModelStore } from './open-model-store.ts';
import { readSource } from './read-source.ts';

export interface Verification {
  readonly model: string;
  readonly pack: string;
  /** `absent` is no fault for a pack that is pulled on demand. */
  readonly state: 'whole' | 'absent' | 'damaged';
  /** A sentence about what is wrong; null when nothing is. */
  readonly problem: string | null;
}

/** Checks every model against its digest in the catalogue, and removes imported graphs that are damaged or half-written. */
export async function verifyModels(store: ModelStore): Promise<Verification[]> {
  await removeDamaged(join(store.dir, 'imported'));
  const results: Verification[] = [];
  for (const pack of store.catalog.packs)
    for (const model of pack.models) {
      const problem = await readSource(store, { model, pack }).then(() => null, toAppError);
      const state = problem === null ? 'whole' : problem.code === 'model.missing' ? 'absent' : 'damaged';
      results.push({ model: model.name, pack: pack.name, state, problem: problem?.message ?? null });
    }
  return results;
}

/** A file that is written takes seconds; one that is older than this was left by a process that is gone, ms. */
const STALE = 3_600_000;

async function removeDamaged(dir: string): Promise<void> {
  for (const name of await readdir(dir).catch(() => [])) {
    const path = join(dir, name);
    const written = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
    if (written === null) continue;
    const temporary = name.endsWith('.tmp') || name.endsWith('.tmp.onnx');
    const worthless = temporary ? Date.now() - written > STALE : (await readChecked(path)) === null;
    if (worthless) await rm(path, { force: true });
  }
}
