import { AppError } from '../../protocol/errors.ts';
import { convertTflite } from '../convert/convert-tflite.ts';
import { encodeOnnx } from '../onnx/encode-onnx.ts';
import { type OnnxGraph, pruneGraph } from '../onnx/onnx-graph.ts';
import type { GraphKey } from './graph-key.ts';
import type { ModelStore } from './open-model-store.ts';
import { readSource } from './read-source.ts';

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
