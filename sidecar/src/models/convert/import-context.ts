import { AppError } from '../../protocol/errors.ts';
import { createGraphBuilder, type GraphBuilder } from '../onnx/onnx-graph.ts';
import { invalidModel } from '../tflite/byte-table.ts';
import { type Constant, decodeConstant } from '../tflite/decode-constant.ts';
import { elementCount, type TfliteModel, type TfliteOperator } from '../tflite/read-tflite.ts';
import {
  type Layout,
  permutation,
  permute,
  plainLayout,
  sameLayout,
  sameMemory,
  storedShape,
} from './layout.ts';

/** Numbers that one import may expand to, so that a small hostile file cannot fill the memory. */
const MAX_CONSTANT_ELEMENTS = 2 ** 27;

interface Stored {
  readonly name: string;
  readonly layout: Layout;
}

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
  defineLazy(tensor: number, shape: readonly number[], write: () => Stored): void;
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
  const stored = new Map<number, Stored[]>();
  const lazy = new Map<number, () => Stored>();
  const constants = new Map<number, Constant>();
  let budget = MAX_CONSTANT_ELEMENTS;

  const tensorOf = (index: number) => {
    const tensor = model.tensors[index];
    if (tensor === undefined) throw invalidModel('an operator lacks an input or output');
    return tensor;
  };
  const shape = (index: number) => tensorOf(index).shape;

  const spend = (elements: number) => {
    budget -= elements;
    if (budget < 0) throw invalidModel('its constants expand to too much memory');
  };

  const constant = (index: number): Constant | null => {
    const known = constants.get(index);
    if (known !== undefined) return known;
    const tensor = tensorOf(index);
    if (tensor.data === null) return null;
    spend(elementCount(tensor.shape));
    const decoded = decodeConstant(tensor);
    constants.set(index, decoded);
    return decoded;
  };

  const claim = (index: number, result: readonly number[]) => {
    const tensor = tensorOf(index);
    if (stored.has(index) || lazy.has(index) || constants.has(index) || tensor.data !== null)
      throw invalidModel(`tensor "${tensor.name}" is written twice`);
    if (!sameLayout(result, tensor.shape))
      throw invalidModel(`tensor "${tensor.name}" is [${tensor.shape}] where [${result}] comes out`);
  };

  const versions = (index: number): Stored[] => {
    const known = stored.get(index);
    if (known !== undefined) return known;
    const write = lazy.get(index);
    if (write === undefined)
      throw invalidModel(`tensor "${tensorOf(index).name}" is used before it is written`);
    const list = [write()];
    stored.set(index, list);
    return list;
  };

  const move = (index: number, from: Stored, layout: Layout): string => {
    const size = shape(index);
    return sameMemory(size, from.layout, layout)
      ? builder.node('Reshape', [from.name, builder.ints(storedShape(size, layout))])
      : builder.node('Transpose', [from.name], { perm: permutation(from.layout, layout) });
  };

  const constantValue = (index: number, numbers: Constant, layout: Layout): string => {
    const list = stored.get(index) ?? [];
    const known = list.find((version) => sameLayout(version.layout, layout));
    if (known !== undefined) return known.name;
    const { values } = numbers;
    if (values instanceof Int32Array) throw invalidModel('a list of integers is used as a picture');
    spend(values.length);
    const name = builder.floats(permute(values, numbers.shape, layout), storedShape(numbers.shape, layout));
    stored.set(index, [...list, { name, layout }]);
    return name;
  };

  return {
    builder,
    shape,
    constant,
    pads: new Map(),
    defineConstant(index, numbers) {
      claim(index, numbers.shape);
      constants.set(index, numbers);
    },
    define(index, name, layout, result) {
      claim(index, result);
      stored.set(index, [{ name, layout }]);
    },
    defineLazy(index, result, write) {
      claim(index, result);
      lazy.set(index, write);
    },
    layout: (index) => (constant(index) === null ? (versions(index)[0] as Stored).layout : null),
    value(index, layout) {
      const numbers = constant(index);
      if (numbers !== null) return constantValue(index, numbers, layout);
      const list = versions(index);
      const exact = list.find((version) => sameLayout(version.layout, layout));
      if (exact !== undefined) return exact.name;
      const name = move(index, list[0] as Stored, layout);
      list.push({ name, layout });
      return name;
    },
    flat(index) {
      const plain = plainLayout(shape(index).length);
      const list = constant(index) === null ? versions(index) : [];
      const version = list.find((each) => sameMemory(shape(index), each.layout, plain));
      return version?.name ?? this.value(index, plain);
    },
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
