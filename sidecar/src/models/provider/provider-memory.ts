import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { IMPORTER_VERSION } from '../convert/importer-version.ts';
import { PROVIDERS } from '../onnx-runtime.ts';
import { findModel, type ModelStore } from '../store/open-model-store.ts';
import { writeAtomically } from '../store/write-atomically.ts';
import { machineKey } from './machine-key.ts';
import type { ModelUse } from './probe-messages.ts';

const ChoiceSchema = z.object({
  model: z.string(),
  provider: z.enum(PROVIDERS),
  /** Milliseconds a run, by provider; only those that gave the right numbers. */
  ms: z.partialRecord(z.enum(PROVIDERS), z.number()),
  /** Why other providers were not taken, as far as something was wrong with them. */
  notes: z.array(z.string()).readonly(),
});
export type RememberedChoice = z.infer<typeof ChoiceSchema>;

const MemorySchema = z.record(z.string(), ChoiceSchema);

/** What was found out about the providers of this machine, kept in the model folder. */
export interface ProviderMemory {
  recall(use: ModelUse): RememberedChoice | null;
  remember(uses: ReadonlyMap<ModelUse, RememberedChoice>): Promise<void>;
}

/** A file that cannot be read counts as empty. */
export async function openProviderMemory(store: ModelStore, threads: number): Promise<ProviderMemory> {
  const machine = machineKey();
  const keyOf = ({ model, outputs }: ModelUse) => {
    const { sha256 } = findModel(store, model).model;
    return createHash('sha256')
      .update(JSON.stringify([machine, IMPORTER_VERSION, threads, sha256, outputs]))
      .digest('hex')
      .slice(0, 32);
  };
  const known = await read(store);
  return {
    recall: (use) => known[keyOf(use)] ?? null,
    async remember(uses) {
      const fresh = Object.fromEntries([...uses].map(([use, choice]) => [keyOf(use), choice]));
      const all = { ...(await read(store)), ...fresh };
      await writeAtomically(memoryPath(store), [Buffer.from(`${JSON.stringify(all, null, 2)}\n`)]);
    },
  };
}

/** Forgets every choice, so that the next automatic one measures again: after a device was lost, say. */
export async function forgetProviders(store: ModelStore): Promise<void> {
  await rm(memoryPath(store), { force: true });
}

function memoryPath(store: ModelStore): string {
  return join(store.dir, 'providers.json');
}

async function read(store: ModelStore): Promise<z.infer<typeof MemorySchema>> {
  try {
    return MemorySchema.parse(JSON.parse(await readFile(memoryPath(store), 'utf8')));
  } catch {
    return {};
  }
}
