import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogModel, CatalogPack } from '../../protocol/catalog.ts';
import { sha256Hex } from './checked-file.ts';
import { type DownloadOptions, downloadFile } from './download-file.ts';
import { importModelBytes } from './import-model-file.ts';
import { findPack, type ModelStore, sourcePath } from './open-model-store.ts';
import { openNpmPack } from './read-npm-pack.ts';
import { checkDigest } from './read-source.ts';
import { writeAtomically } from './write-atomically.ts';

/** How a pack came to be here. */
export type PackOrigin = 'present' | 'unpacked' | 'downloaded';

/**
 * Makes sure that every model of a pack lies in the store, whole: unpacked from the installed npm package, or
 * fetched from its official address. Says what it took.
 */
export async function ensurePack(
  store: ModelStore,
  name: string,
  options: DownloadOptions = {},
): Promise<PackOrigin> {
  const pack = findPack(store, name);
  const missing: CatalogModel[] = [];
  for (const model of pack.models) if (!(await isStored(store, model))) missing.push(model);
  if (missing.length === 0) return 'present';
  if (pack.source.kind === 'npm') return unpack(store, pack.source.package, missing, options.signal);
  return pull(store, pack, options);
}

/** True when the store's copy of a model is there and whole. */
export async function isStored(store: ModelStore, model: CatalogModel): Promise<boolean> {
  const bytes = await readFile(sourcePath(store, model)).catch(() => null);
  return bytes !== null && sha256Hex(bytes) === model.sha256;
}

async function unpack(
  store: ModelStore,
  packageName: string,
  models: readonly CatalogModel[],
  signal: AbortSignal | undefined,
): Promise<PackOrigin> {
  const npm = await openNpmPack(packageName);
  for (const model of models) {
    signal?.throwIfAborted();
    const bytes = await npm.read(model.file);
    checkDigest(bytes, model);
    await writeAtomically(sourcePath(store, model), [bytes]);
  }
  return 'unpacked';
}

async function pull(store: ModelStore, pack: CatalogPack, options: DownloadOptions): Promise<PackOrigin> {
  if (pack.source.kind !== 'url') throw new TypeError(`${pack.name} is not fetched`);
  const path = await downloadFile(join(store.dir, 'downloads'), pack.source, options);
  try {
    await importModelBytes(store, pack.source.file, await readFile(path));
  } finally {
    await rm(path, { force: true });
  }
  return 'downloaded';
}
