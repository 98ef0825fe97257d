import { ByteTable, invalidModel } from './byte-table.ts';
import { CUSTOM_OPERATOR, operatorName } from './operator-names.ts';
import { readSparsity, type Sparsity } from './sparsity.ts';

/** Numbers of the fields, by table, in the TFLite schema (tensorflow/lite/schema/schema.fbs). */
const FIELD = {
  model: { operatorCodes: 1, subgraphs: 2, buffers: 4 },
  operatorCode: { deprecatedBuiltinCode: 0, customCode: 1, version: 2, builtinCode: 3 },
  subgraph: { tensors: 0, inputs: 1, outputs: 2, operators: 3 },
  tensor: { shape: 0, type: 1, buffer: 2, name: 3, sparsity: 6 },
  operator: { opcodeIndex: 0, inputs: 1, outputs: 2, builtinOptions: 4, customOptions: 5 },
  buffer: { data: 0 },
} as const;

/** Element types that the importer reads; others are an error where they are used. */
export const TENSOR_TYPE = { float32: 0, float16: 1, int32: 2 } as const;

const MAX_RANK = 6;
const MAX_ELEMENTS = 2 ** 26;
const MAX_OPERANDS = 256;

export interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  /** Raw little-endian bytes of a constant; null for a value that an operator computes. */
  readonly data: Uint8Array | null;
  readonly sparsity: Sparsity | null;
}

export interface TfliteOperator {
  /** Schema name of a builtin, or the custom operator's own name. */
  readonly name: string;
  readonly custom: boolean;
  readonly version: number;
  /** Tensor indices; -1 is an optional input that is left out. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Options of a builtin, null where all have their default. */
  readonly options: ByteTable | null;
  /** FlexBuffer options of a custom operator. */
  readonly customOptions: Uint8Array | null;
}

export interface TfliteModel {
  readonly tensors: readonly TfliteTensor[];
  readonly operators: readonly TfliteOperator[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/**
 * Reads a TFLite flatbuffer of one subgraph. Constants are views of `bytes`, not copies.
 * Throws `model.invalid` for anything that is cut off, out of range or not consistent.
 */
export function readTflite(bytes: Uint8Array): TfliteModel {
  const root = ByteTable.root(bytes, 'TFL3');
  const subgraphs = root.tables(FIELD.model.subgraphs);
  const subgraph = subgraphs[0];
  if (subgraph === undefined || subgraphs.length !== 1)
    throw invalidModel(`it has ${subgraphs.length} subgraphs instead of one`);
  const buffers = root.tables(FIELD.model.buffers);
  const tensors = subgraph.tables(FIELD.subgraph.tensors).map((table) => readTensor(table, buffers));
  const codes = root.tables(FIELD.model.operatorCodes).map(readOperatorCode);
  const operators = subgraph
    .tables(FIELD.subgraph.operators)
    .map((table) => readOperator(table, codes, tensors.length));
  const model = {
    tensors,
    operators,
    inputs: subgraph.int32s(FIELD.subgraph.inputs, MAX_OPERANDS),
    outputs: subgraph.int32s(FIELD.subgraph.outputs, MAX_OPERANDS),
  };
  checkIndices([...model.inputs, ...model.outputs], 0, tensors.length);
  return model;
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function readTensor(table: ByteTable, buffers: readonly ByteTable[]): TfliteTensor {
  const shape = table.int32s(FIELD.tensor.shape, MAX_RANK);
  const name = table.string(FIELD.tensor.name);
  if (shape.some((size) => size < 1) || elementCount(shape) > MAX_ELEMENTS)
    throw invalidModel(`tensor "${name}" has the shape [${shape}]`);
  const buffer = buffers[table.int32(FIELD.tensor.buffer)];
  if (buffer === undefined) throw invalidModel(`tensor "${name}" names a buffer that is not there`);
  const data = buffer.bytes(FIELD.buffer.data);
  const sparsity = table.table(FIELD.tensor.sparsity);
  return {
    name,
    shape,
    type: table.int8(FIELD.tensor.type),
    data: data === null || data.length === 0 ? null : data,
    sparsity: sparsity === null ? null : readSparsity(sparsity),
  };
}

interface Code {
  name: string;
  custom: boolean;
  version: number;
}

function readOperatorCode(table: ByteTable): Code {
  // files older than the 32-bit field hold the number in the deprecated 8-bit one
  const code = Math.max(
    table.int8(FIELD.operatorCode.deprecatedBuiltinCode),
    table.int32(FIELD.operatorCode.builtinCode),
  );
  const custom = code === CUSTOM_OPERATOR;
  return {
    name: custom ? table.string(FIELD.operatorCode.customCode) : operatorName(code),
    custom,
    version: table.int32(FIELD.operatorCode.version, 1),
  };
}

function readOperator(table: ByteTable, codes: readonly Code[], tensorCount: number): TfliteOperator {
  const code = codes[table.int32(FIELD.operator.opcodeIndex)];
  if (code === undefined) throw invalidModel('an operator names a code that is not there');
  const inputs = table.int32s(FIELD.operator.inputs, MAX_OPERANDS);
  const outputs = table.int32s(FIELD.operator.outputs, MAX_OPERANDS);
  checkIndices(inputs, -1, tensorCount);
  checkIndices(outputs, 0, tensorCount);
  return {
    ...code,
    inputs,
    outputs,
    options: table.table(FIELD.operator.builtinOptions),
    customOptions: table.bytes(FIELD.operator.customOptions),
  };
}

function checkIndices(indices: readonly number[], lowest: number, count: number): void {
  for (const index of indices)
    if (index < lowest || index >= count) throw invalidModel(`tensor ${index} of ${count} is used`);
}
