import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CatalogModel, CatalogPack } from '../../protocol/catalog.ts';
import { IMPORTER_VERSION } from '../convert/importer-version.ts';
import type { ModelStore } from './open-model-store.ts';

/** Which graph of which model: an empty list means every output, in the order of the file. */
export interface GraphKey {
  readonly model: CatalogModel;
  readonly pack: CatalogPack;
  readonly outputs: readonly string[];
}

/** Path of a file that was made from a model, told apart by its source, the importer, the outputs and `extra`. */
export function derivedPath(
  store: ModelStore,
  { model, outputs }: GraphKey,
  extra: readonly string[],
): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([model.sha256, IMPORTER_VERSION, outputs, extra]));
  return join(store.dir, 'imported', `${model.name}-${hash.digest('hex').slice(0, 16)}.onnx`);
}
