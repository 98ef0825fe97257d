import { readFile } from 'node:fs/promises';
import type { CatalogModel, CatalogPack } from '../../protocol/catalog.ts';
import { AppError } from '../../protocol/errors.ts';
import { sha256Hex } from './checked-file.ts';
import { type ModelStore, sourcePath } from './open-model-store.ts';
import { openNpmPack } from './read-npm-pack.ts';

/**
 * The bytes of a model as published, checked against the catalogue: from the store, else from the installed npm
 * package. A damaged copy in the store counts as none. Throws `model.missing` when there is no copy.
 */
export async function readSource(
  store: ModelStore,
  { model, pack }: { model: CatalogModel; pack: CatalogPack },
): Promise<Uint8Array> {
  const stored = await readFile(sourcePath(store, model)).catch(() => null);
  if (stored !== null && sha256Hex(stored) === model.sha256) return stored;
  if (pack.source.kind !== 'npm') {
    const sentence = `The model ${model.name} of the pack ${pack.name} is ${stored ? 'damaged' : 'not here'}.`;
    throw new AppError(stored ? 'model.hash-mismatch' : 'model.missing', sentence);
  }
  const bytes = await (await openNpmPack(pack.source.package)).read(model.file);
  checkDigest(bytes, model);
  return bytes;
}

export function checkDigest(bytes: Uint8Array, expected: { file: string; sha256: string }): void {
  if (sha256Hex(bytes) === expected.sha256) return;
  throw new AppError('model.hash-mismatch', `${expected.file} is not the file that the catalogue describes.`);
}
