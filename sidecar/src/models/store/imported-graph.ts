import { readChecked, writeChecked } from './checked-file.ts';
import { derivedPath, type GraphKey } from './graph-key.ts';
import type { ModelStore } from './open-model-store.ts';

/** The model as ONNX, for every provider: from the store when it is there and whole, else imported now. */
export async function importedGraph(store: ModelStore, key: GraphKey): Promise<Uint8Array> {
  const path = derivedPath(store, key, []);
  const cached = await readChecked(path);
  if (cached !== null) return cached;
  // the importer and its libraries are loaded only where they are needed: a second start does without
  const { importGraph } = await import('./import-graph.ts');
  const bytes = await importGraph(store, key);
  await writeChecked(path, bytes);
  return bytes;
}
