import { invalidModel } from './byte-table.ts';
import { elementCount, TENSOR_TYPE, type TfliteTensor } from './read-tflite.ts';

/** A constant of a model as plain numbers. TFLite files are little-endian, as every supported machine is. */
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
  // the file's bytes may lie at any address, a typed array may not
  const bytes = Uint8Array.from(data).buffer;
  if (type === TENSOR_TYPE.int32) return new Int32Array(bytes, 0, count);
  if (type === TENSOR_TYPE.float32) return new Float32Array(bytes, 0, count);
  return halvesToFloats(new Uint16Array(bytes, 0, count));
}

const EXPONENT_BIAS_DIFFERENCE = 127 - 15;

/** IEEE 754 binary16 numbers, given as bits, to binary32. */
export function halvesToFloats(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length);
  const bits = new Uint32Array(values.buffer);
  for (let index = 0; index < halves.length; index++) {
    const half = halves[index] as number;
    const exponent = (half >> 10) & 31;
    const sign = (half & 0x8000) << 16;
    if (exponent === 0) values[index] = (sign === 0 ? 1 : -1) * (half & 1023) * 2 ** -24;
    else {
      const wide = exponent === 31 ? 255 : exponent + EXPONENT_BIAS_DIFFERENCE;
      bits[index] = sign | (wide << 23) | ((half & 1023) << 13);
    }
  }
  return values;
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
