import { Builder } from 'flatbuffers';
import { encode } from 'flatbuffers/js/flexbuffers.js';
import { operatorCode } from '../../../../sidecar/src/models/tflite/operator-names.ts';

export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** Constants only; halves are given as bits in a Uint16Array. */
  readonly data?: Float32Array | Int32Array | Uint16Array;
  readonly sparsity?: {
    readonly segments: readonly number[];
    readonly indices: readonly number[];
    readonly width?: 1 | 2 | 4;
  };
  /** Overrides the type that `data` implies. */
  readonly type?: number;
}

/** [field number of the options table, 'byte' or 'int', value] */
export type OptionSpec = readonly [field: number, kind: 'byte' | 'int', value: number];

export interface OperatorSpec {
  /** Schema name of a builtin; a number for one without a name; ignored with `custom`. */
  readonly op: string | number;
  readonly version?: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly options?: readonly OptionSpec[];
  /** Custom operators: options as a FlexBuffer map. */
  readonly custom?: object;
}

export interface ModelSpec {
  readonly tensors: readonly TensorSpec[];
  readonly operators: readonly OperatorSpec[];
  readonly inputs?: readonly number[];
  readonly outputs?: readonly number[];
}

const FLOAT32 = 0;
const FLOAT16 = 1;
const INT32 = 2;
const CUSTOM = 32;

/** Writes a small TFLite file: the first tensor is the input and the last one the output unless stated. */
export function buildTflite(spec: ModelSpec): Uint8Array {
  const builder = new Builder(1024);
  const buffers = [emptyBuffer(builder), ...spec.tensors.map((tensor) => dataBuffer(builder, tensor))];
  const tensors = spec.tensors.map((tensor, index) => writeTensor(builder, tensor, index + 1));
  const codes = spec.operators.map((operator) => writeCode(builder, operator));
  const operators = spec.operators.map((operator, index) => writeOperator(builder, operator, index));
  const subgraph = table(builder, 5, {
    0: offsets(builder, tensors),
    1: ints(builder, spec.inputs ?? [0]),
    2: ints(builder, spec.outputs ?? [spec.tensors.length - 1]),
    3: offsets(builder, operators),
  });
  const subgraphs = offsets(builder, [subgraph]);
  const codeList = offsets(builder, codes);
  const bufferList = offsets(builder, buffers);
  const model = table(builder, 5, { 1: codeList, 2: subgraphs, 4: bufferList });
  builder.finish(model, 'TFL3');
  return builder.asUint8Array().slice();
}

function table(builder: Builder, fields: number, values: Record<number, number>): number {
  builder.startObject(fields);
  for (const [field, offset] of Object.entries(values)) builder.addFieldOffset(Number(field), offset, 0);
  return builder.endObject();
}

function offsets(builder: Builder, list: readonly number[]): number {
  builder.startVector(4, list.length, 4);
  for (const offset of list.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}

function ints(builder: Builder, list: readonly number[]): number {
  builder.startVector(4, list.length, 4);
  for (const value of list.toReversed()) builder.addInt32(value);
  return builder.endVector();
}

function bytes(builder: Builder, data: Uint8Array): number {
  builder.startVector(1, data.length, 16);
  for (const value of data.toReversed()) builder.addInt8(value);
  return builder.endVector();
}

function emptyBuffer(builder: Builder): number {
  return table(builder, 1, {});
}

function dataBuffer(builder: Builder, { data }: TensorSpec): number {
  if (data === undefined) return emptyBuffer(builder);
  return table(builder, 1, {
    0: bytes(builder, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  });
}

function writeTensor(builder: Builder, tensor: TensorSpec, buffer: number): number {
  const name = builder.createString(tensor.name);
  const shape = ints(builder, tensor.shape);
  const sparsity = tensor.sparsity === undefined ? 0 : writeSparsity(builder, tensor, tensor.sparsity);
  const implied =
    tensor.data instanceof Int32Array ? INT32 : tensor.data instanceof Uint16Array ? FLOAT16 : FLOAT32;
  builder.startObject(7);
  builder.addFieldOffset(0, shape, 0);
  builder.addFieldInt8(1, tensor.type ?? implied, 0);
  builder.addFieldInt32(2, buffer, 0);
  builder.addFieldOffset(3, name, 0);
  builder.addFieldOffset(6, sparsity, 0);
  return builder.endObject();
}

function writeSparsity(
  builder: Builder,
  { shape }: TensorSpec,
  sparsity: NonNullable<TensorSpec['sparsity']>,
): number {
  const last = shape.length - 1;
  const width = sparsity.width ?? 2;
  const tag = { 1: 3, 2: 2, 4: 1 }[width];
  const dimensions = shape.map((size, axis) => {
    const segments = axis === last ? indexVector(builder, sparsity.segments, width) : 0;
    const indices = axis === last ? indexVector(builder, sparsity.indices, width) : 0;
    builder.startObject(6);
    builder.addFieldInt8(0, axis === last ? 1 : 0, 0);
    builder.addFieldInt32(1, size, 0);
    if (axis === last) {
      builder.addFieldInt8(2, tag, 0);
      builder.addFieldOffset(3, segments, 0);
      builder.addFieldInt8(4, tag, 0);
      builder.addFieldOffset(5, indices, 0);
    }
    return builder.endObject();
  });
  const order = ints(
    builder,
    shape.map((_, axis) => axis),
  );
  return table(builder, 3, { 0: order, 2: offsets(builder, dimensions) });
}

function indexVector(builder: Builder, list: readonly number[], width: 1 | 2 | 4): number {
  builder.startVector(width, list.length, width);
  for (const value of list.toReversed()) {
    if (width === 1) builder.addInt8(value);
    else if (width === 2) builder.addInt16(value);
    else builder.addInt32(value);
  }
  return table(builder, 1, { 0: builder.endVector() });
}

function writeCode(builder: Builder, operator: OperatorSpec): number {
  const custom = operator.custom === undefined ? 0 : builder.createString(String(operator.op));
  const code =
    custom !== 0 ? CUSTOM : typeof operator.op === 'number' ? operator.op : operatorCode(operator.op);
  builder.startObject(4);
  builder.addFieldInt8(0, Math.min(code, 127), 0);
  builder.addFieldOffset(1, custom, 0);
  builder.addFieldInt32(2, operator.version ?? 1, 1);
  builder.addFieldInt32(3, code, 0);
  return builder.endObject();
}

function writeOperator(builder: Builder, operator: OperatorSpec, code: number): number {
  const inputs = ints(builder, operator.inputs);
  const outputs = ints(builder, operator.outputs);
  const custom = operator.custom === undefined ? 0 : bytes(builder, encode(operator.custom));
  let options = 0;
  if (operator.options !== undefined) {
    builder.startObject(8);
    for (const [field, kind, value] of operator.options) {
      if (kind === 'byte') builder.addFieldInt8(field, value, 0);
      else builder.addFieldInt32(field, value, 0);
    }
    options = builder.endObject();
  }
  builder.startObject(6);
  builder.addFieldInt32(0, code, 0);
  builder.addFieldOffset(1, inputs, 0);
  builder.addFieldOffset(2, outputs, 0);
  if (options !== 0) builder.addFieldInt8(3, 1, 0);
  builder.addFieldOffset(4, options, 0);
  builder.addFieldOffset(5, custom, 0);
  return builder.endObject();
}
