import { stat } from 'node:fs/promises';
import type { CatalogModel, CatalogPack } from '../../protocol/catalog.ts';
import { type ModelStore, sourcePath } from './open-model-store.ts';

export interface ListedModel {
  readonly name: string;
  readonly pack: string;
  readonly file: string;
  readonly role: string;
  readonly licence: string;
  readonly sha256: string;
  /** Bytes of the published file. */
  readonly size: number;
  /**
   * `stored`: in the model folder. `installed`: comes with the npm package and is imported when it is first used.
   * `missing`: pull its pack or import a file.
   */
  readonly state: 'stored' | 'installed' | 'missing';
}

/** Every model of the catalogue and whether it can be used right now. Contents are not read: see verifyModels. */
export async function listModels(store: ModelStore): Promise<ListedModel[]> {
  const pairs = store.catalog.packs.flatMap((pack) => pack.models.map((model) => ({ pack, model })));
  return Promise.all(
    pairs.map(async ({ pack, model }) => ({
      name: model.name,
      pack: pack.name,
      file: model.file,
      role: model.role,
      licence: model.licence,
      sha256: model.sha256,
      size: model.size,
      state: await stateOf(store, pack, model),
    })),
  );
}

async function stateOf(
  store: ModelStore,
  pack: CatalogPack,
  model: CatalogModel,
): Promise<ListedModel['state']> {
  const size = await stat(sourcePath(store, model)).then(
    (file) => file.size,
    () => -1,
  );
  if (size === model.size) return 'stored';
  return pack.source.kind === 'npm' ? 'installed' : 'missing';
}
