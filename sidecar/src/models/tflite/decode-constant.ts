import { invalidModel } from './byte-table.ts';
import { elementCount, TENSOR_TYPE, type TfliteTensor } from './read-tflite.ts';

/** A constant of a model as plain numbers: int32 stays exact in a Float32Array-free list of its own. */
export interface Constant {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

const ELEMENT_BYTES: Readonly<Record<number, number>> = {
  [TENSOR_TYPE.float32]: 4,
  [TENSOR_TYPE.float16]: 2,
  [TENSOR_TYPE.int32]: 4,
};

/** Reads the numbers of a constant tensor: fp16 and sparse ones are expanded to dense fp32. */
export function decodeConstant(tensor: TfliteTensor): Constant {
  const { data, shape, name, sparsity } = tensor;
  const width = ELEMENT_BYTES[tensor.type];
  if (data === null || width === undefined)
    throw invalidModel(`constant "${name}" is of an element type that is not supported`);
  const count = elementCount(shape);
  const stored = sparsity === null ? count : sparsity.indices.length;
  if (data.length !== stored * width)
    throw invalidModel(`constant "${name}" has ${data.length} bytes instead of ${stored * width}`);
  const values = readNumbers(data, tensor.type, stored);
  if (sparsity === null) return { shape, values };
  return { shape, values: densify(tensor, sparsity, values) };
}

function readNumbers(data: Uint8Array, type: number, count: number): Float32Array | Int32Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (type === TENSOR_TYPE.int32) {
    return Int32Array.from({ length: count }, (_, index) => view.getInt32(4 * index, true));
  }
  const values = new Float32Array(count);
  for (let index = 0; index < count; index++)
    values[index] =
      type === TENSOR_TYPE.float32
        ? view.getFloat32(4 * index, true)
        : halfToFloat(view.getUint16(2 * index, true));
  return values;
}

/** IEEE 754 binary16 bits to a number. */
export function halfToFloat(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function densify(
  { name, shape }: TfliteTensor,
  { segments, indices }: NonNullable<TfliteTensor['sparsity']>,
  kept: Float32Array | Int32Array,
): Float32Array {
  const columns = shape.at(-1) ?? 1;
  const rows = elementCount(shape) / columns;
  const ordered = segments.every((start, row) => row === 0 || start >= (segments[row - 1] as number));
  if (segments.length !== rows + 1 || segments[0] !== 0 || segments[rows] !== kept.length || !ordered)
    throw invalidModel(`sparse constant "${name}" has a damaged row table`);
  const dense = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let place = segments[row] as number; place < (segments[row + 1] as number); place++) {
      const column = indices[place] as number;
      if (column >= columns) throw invalidModel(`sparse constant "${name}" has a column out of range`);
      dense[row * columns + column] = kept[place] as number;
    }
  return dense;
}
