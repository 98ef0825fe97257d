import { readdir, rm } from 'node:fs/promises';
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

/** Checks every model against its digest in the catalogue, and removes imported graphs that are damaged. */
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

async function removeDamaged(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  for (const name of names)
    if (
      name.endsWith('.onnx') &&
      !name.endsWith('.tmp.onnx') &&
      (await readChecked(join(dir, name))) === null
    )
      await rm(join(dir, name), { force: true });
}
