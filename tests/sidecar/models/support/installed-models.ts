import catalogJson from '../../../../models/catalog.json' with { type: 'json' };
import { openNpmPack } from '../../../../sidecar/src/models/store/read-npm-pack.ts';
import { CatalogSchema } from '../../../../sidecar/src/protocol/catalog.ts';

export const catalog = CatalogSchema.parse(catalogJson);

/** The models that come with the installation. */
export const holisticModels = catalog.packs.find(({ name }) => name === 'mediapipe-holistic')?.models ?? [];

/** Bytes of one of them, by its name in the catalogue. */
export async function readInstalled(name: string): Promise<Uint8Array> {
  const model = holisticModels.find((each) => each.name === name);
  return (await openNpmPack('@mediapipe/holistic')).read(model?.file ?? '');
}
