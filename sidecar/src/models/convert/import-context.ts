import { AppError } from '../../protocol/errors.ts';
import { createGraphBuilder, type GraphBuilder } from '../onnx/onnx-graph.ts';
import { invalidModel } from '../tflite/byte-table.ts';
import type { Constant } from '../tflite/decode-constant.ts';
import type { TfliteModel, TfliteOperator } from '../tflite/read-tflite.ts';
import { createConstantTable } from './constant-table.ts';
import { type Layout, permute, plainLayout, sameLayout, storedShape } from './layout.ts';
import { createVersionTable, type StoredValue } from './version-table.ts';

/** Zeros around a picture that are not written yet: a convolution takes them into its own padding. */
export interface PendingPad {
  readonly source: number;
  /** [before, after] for each axis of the TFLite tensor. */
  readonly pads: readonly (readonly [number, number])[];
}

/** State of one import: what is known of each TFLite tensor, and the ONNX graph so far. */
export interface ImportContext {
  readonly builder: GraphBuilder;
  shape(tensor: number): readonly number[];
  /** The numbers of a constant, or null for a value that is computed. */
  constant(tensor: number): Constant | null;
  defineConstant(tensor: number, constant: Constant): void;
  /** Records the result of an operator; its shape must be the one that the file declares. */
  define(tensor: number, name: string, layout: Layout, shape: readonly number[]): void;
  /** Records a result that is written only when somebody needs it. */
  defineLazy(tensor: number, shape: readonly number[], write: () => StoredValue): void;
  /** The layout in which a value is stored at first, or null for a constant. */
  layout(tensor: number): Layout | null;
  /** Name of a value in the given layout; transposes it when it is not stored so yet. */
  value(tensor: number, layout: Layout): string;
  /** Name of a value whose memory is in plain order, whatever its stored shape. */
  flat(tensor: number): string;
  readonly pads: Map<number, PendingPad>;
}

export function createImportContext(model: TfliteModel): ImportContext {
  const builder = createGraphBuilder();
  const constants = createConstantTable(model);
  const tensorOf = (index: number) => {
    const tensor = model.tensors[index];
    if (tensor === undefined) throw invalidModel('an operator lacks an input or output');
    return tensor;
  };
  const versions = createVersionTable(builder, (index) => tensorOf(index).shape);
  const claim = (index: number, result: readonly number[]) => {
    const tensor = tensorOf(index);
    if (versions.has(index) || constants.has(index))
      throw invalidModel(`tensor "${tensor.name}" is written twice`);
    if (!sameLayout(result, tensor.shape))
      throw invalidModel(`tensor "${tensor.name}" is [${tensor.shape}] where [${result}] comes out`);
  };
  const constantValue = (index: number, { shape, values }: Constant, layout: Layout) => {
    if (values instanceof Int32Array) throw invalidModel('a list of integers is used as a picture');
    return versions.constant(index, layout, () => {
      constants.spend(values.length);
      return builder.floats(permute(values, shape, layout), storedShape(shape, layout));
    });
  };
  const value = (index: number, layout: Layout) => {
    const constant = constants.get(index);
    return constant === null ? versions.get(index, layout) : constantValue(index, constant, layout);
  };
  return {
    builder,
    pads: new Map(),
    value,
    shape: (index) => tensorOf(index).shape,
    constant: constants.get,
    defineConstant(index, constant) {
      claim(index, constant.shape);
      constants.define(index, constant);
    },
    define(index, name, layout, result) {
      claim(index, result);
      versions.define(index, () => ({ name, layout }));
    },
    defineLazy(index, result, write) {
      claim(index, result);
      versions.define(index, write);
    },
    layout: (index) => (constants.get(index) === null ? versions.first(index).layout : null),
    flat: (index) =>
      constants.get(index) === null
        ? versions.flat(index)
        : value(index, plainLayout(tensorOf(index).shape.length)),
  };
}

/** An operator, or a form of one, that the importer does not know. */
export function unsupported(operator: TfliteOperator, place: number, what = ''): AppError {
  const detail = what === '' ? '' : `: ${what}`;
  return new AppError(
    'model.unsupported-operator',
    `The importer does not know operator ${operator.name} version ${operator.version} (number ${place} in the file)${detail}.`,
  );
}
