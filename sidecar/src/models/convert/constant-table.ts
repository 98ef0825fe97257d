import { invalidModel } from '../tflite/byte-table.ts';
import { type Constant, decodeConstant } from '../tflite/decode-constant.ts';
import { elementCount, type TfliteModel } from '../tflite/read-tflite.ts';

/** Numbers that one import may expand to, so that a small hostile file cannot fill the memory. */
const MAX_ELEMENTS = 2 ** 27;

/** The constants of one import: those of the file, read when they are first used, and those made of them. */
export interface ConstantTable {
  /** The numbers of a constant tensor, or null for a value that is computed. */
  get(tensor: number): Constant | null;
  has(tensor: number): boolean;
  define(tensor: number, constant: Constant): void;
  /** Counts numbers that are about to be copied. */
  spend(elements: number): void;
}

export function createConstantTable(model: TfliteModel): ConstantTable {
  const known = new Map<number, Constant>();
  let left = MAX_ELEMENTS;
  const spend = (elements: number) => {
    left -= elements;
    if (left < 0) throw invalidModel('its constants expand to too much memory');
  };
  return {
    spend,
    has: (index) => known.has(index) || (model.tensors[index]?.data ?? null) !== null,
    define: (index, constant) => known.set(index, constant),
    get(index) {
      const constant = known.get(index);
      if (constant !== undefined) return constant;
      const tensor = model.tensors[index];
      if (tensor === undefined || tensor.data === null) return null;
      spend(elementCount(tensor.shape));
      const decoded = decodeConstant(tensor);
      known.set(index, decoded);
      return decoded;
    },
  };
}
