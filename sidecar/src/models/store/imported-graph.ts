import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CatalogModel, CatalogPack } from '../../protocol/catalog.ts';
import { AppError } from '../../protocol/errors.ts';
import { convertTflite } from '../convert/convert-tflite.ts';
import { IMPORTER_VERSION } from '../convert/importer-version.ts';
import { encodeOnnx } from '../onnx/encode-onnx.ts';
import { type OnnxGraph, pruneGraph } from '../onnx/onnx-graph.ts';
import { readChecked, writeChecked } from './checked-file.ts';
import type { ModelStore } from './open-model-store.ts';
import { readSource } from './read-source.ts';

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

/** The model as ONNX, for every provider: from the store when it is there and whole, else imported now. */
export async function importedGraph(store: ModelStore, key: GraphKey): Promise<Uint8Array> {
  const path = derivedPath(store, key, []);
  const cached = await readChecked(path);
  if (cached !== null) return cached;
  const bytes = await importGraph(store, key);
  await writeChecked(path, bytes);
  return bytes;
}

/**
 * Imports a model from its published file.
 *
 * @param rewrite change for one provider; a model that is published as ONNX is taken as it is
 */
export async function importGraph(
  store: ModelStore,
  { model, pack, outputs }: GraphKey,
  rewrite = (graph: OnnxGraph) => graph,
): Promise<Uint8Array> {
  const source = await readSource(store, { model, pack });
  if (model.file.endsWith('.onnx')) return source;
  const graph = convertTflite(source);
  const names = graph.outputs.map(({ name }) => name);
  const unknown = outputs.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new AppError('model.invalid', `The model ${model.name} has no output "${unknown}", only ${names}.`);
  return encodeOnnx(rewrite(pruneGraph(graph, outputs.length === 0 ? names : outputs)));
}
