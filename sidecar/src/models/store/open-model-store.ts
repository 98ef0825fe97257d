import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import type { Catalog, CatalogModel, CatalogPack } from '../../protocol/catalog.ts';
import { AppError } from '../../protocol/errors.ts';
import { PROGRAM_ROOT } from '../../protocol/program.ts';

const CATALOG_FILE = fileURLToPath(new URL('models/catalog.json', PROGRAM_ROOT));

/** Where models are kept, and what is known of them. */
export interface ModelStore {
  readonly dir: string;
  readonly catalog: Catalog;
}

export interface ModelStoreOptions {
  /** Default: `$AVATAR_TRACKER_HOME/models`, else `models` in the user's cache folder of avatar-tracker. */
  readonly dir?: string;
  /** Default: `models/catalog.json` of this program. */
  readonly catalog?: Catalog;
}

/**
 * Opens the folder that holds imported models and what was made from them. All of it can be made again, which
 * is why it is a cache folder; it is created when it is not there.
 */
export function openModelStore(options: ModelStoreOptions = {}): ModelStore {
  const dir = options.dir ?? join(homeDir(), 'models');
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw new AppError('output.not-writable', `The model folder ${dir} cannot be made.`, { cause: error });
  }
  return { dir, catalog: options.catalog ?? readCatalog() };
}

function homeDir(): string {
  const home = process.env.AVATAR_TRACKER_HOME;
  return home !== undefined && home !== '' ? home : envPaths('avatar-tracker', { suffix: '' }).cache;
}

/** A part of this program, held to its schema by a test: checked again here it would slow every thread's start. */
function readCatalog(): Catalog {
  return JSON.parse(readFileSync(CATALOG_FILE, 'utf8')) as Catalog;
}

export function findPack(store: ModelStore, name: string): CatalogPack {
  const pack = store.catalog.packs.find((each) => each.name === name);
  if (pack !== undefined) return pack;
  const known = store.catalog.packs.map((each) => each.name).join(', ');
  throw new AppError('model.missing', `There is no model pack "${name}"; the catalogue has ${known}.`);
}

export function findModel(store: ModelStore, name: string): { model: CatalogModel; pack: CatalogPack } {
  for (const pack of store.catalog.packs) {
    const model = pack.models.find((each) => each.name === name);
    if (model !== undefined) return { model, pack };
  }
  throw new AppError('model.missing', `There is no model "${name}" in the catalogue.`);
}

export function findModelByDigest(store: ModelStore, sha256: string): CatalogModel | null {
  const models = store.catalog.packs.flatMap((pack) => pack.models);
  return models.find((model) => model.sha256 === sha256) ?? null;
}

/** The file of a model as its publisher made it, once it is in the store. */
export function sourcePath(store: ModelStore, model: CatalogModel): string {
  return join(store.dir, 'sources', `${model.sha256.slice(0, 16)}-${fileName(model)}`);
}

export function fileName(model: CatalogModel): string {
  return model.file.slice(model.file.lastIndexOf('/') + 1);
}
