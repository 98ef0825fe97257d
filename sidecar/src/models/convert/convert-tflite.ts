import type { OnnxGraph } from '../onnx/onnx-graph.ts';
import { invalidModel } from '../tflite/byte-table.ts';
import { readTflite, TENSOR_TYPE, type TfliteModel } from '../tflite/read-tflite.ts';
import { createImportContext, type ImportContext, unsupported } from './import-context.ts';
import { plainLayout } from './layout.ts';
import { BUILTIN_OPERATORS, CUSTOM_OPERATORS } from './operator-table.ts';

/**
 * Turns a TFLite file into an ONNX graph, opset 18, fp32. Inputs and outputs keep their names, shapes and NHWC
 * order; inside, pictures are NCHW. Half-precision and sparse weights become dense fp32 constants.
 * Throws `model.invalid` for a damaged file and `model.unsupported-operator` for an operator that is not known.
 *
 * @example
 * const bytes = encodeOnnx(convertTflite(await readFile('pose_detection.tflite')));
 */
export function convertTflite(bytes: Uint8Array): OnnxGraph {
  const model = readTflite(bytes);
  const context = createImportContext(model);
  defineInputs(model, context);
  for (const [place, operator] of model.operators.entries()) {
    const table = operator.custom ? CUSTOM_OPERATORS : BUILTIN_OPERATORS;
    const write = table.get(operator.name);
    if (write === undefined) throw unsupported(operator, place);
    write({ context, operator, place });
  }
  defineOutputs(model, context);
  return context.builder.graph;
}

function defineInputs(model: TfliteModel, context: ImportContext): void {
  for (const index of model.inputs) {
    const shape = context.shape(index);
    const name = publicName(model, index);
    context.define(index, context.builder.input(name, shape), plainLayout(shape.length), shape);
  }
}

function defineOutputs(model: TfliteModel, context: ImportContext): void {
  const names = new Set<string>();
  for (const index of model.outputs) {
    const name = publicName(model, index);
    const shape = context.shape(index);
    names.add(name);
    context.builder.output(context.value(index, plainLayout(shape.length)), name, shape);
  }
  if (names.size !== model.outputs.length) throw invalidModel('two outputs have one name');
}

function publicName(model: TfliteModel, index: number): string {
  const tensor = model.tensors[index];
  if (tensor === undefined || tensor.name === '' || tensor.type !== TENSOR_TYPE.float32)
    throw invalidModel('an input or output has no name or does not hold floats');
  return tensor.name;
}
