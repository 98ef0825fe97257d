import { toReference } from 'flatbuffers/js/flexbuffers.js';
import { invalidModel } from './byte-table.ts';

const MAX_LIST = 4096;

/** What is used of the library's reference; its own type leaves out that a map is read by name. */
interface FlexValue {
  isFloat(): boolean;
  isNumber(): boolean;
  isVector(): boolean;
  length(): number;
  floatValue(): number | null;
  intValue(): number | bigint | null;
  get(key: number | string): FlexValue;
}

/** Options of a custom operator: numbers and lists of numbers under names. */
export interface FlexOptions {
  number(name: string): number;
  numbers(name: string): number[];
}

/**
 * Opens the FlexBuffer map of a custom operator. Reading a name that is not there, or is of another kind, throws
 * `model.invalid`; nested values are never followed, so that a hostile buffer costs no time.
 */
export function openFlexOptions(bytes: Uint8Array | null): FlexOptions {
  const buffer = Uint8Array.from(bytes ?? []).buffer;
  const read = <T>(name: string, take: (value: FlexValue) => T): T => {
    try {
      return take((toReference(buffer) as unknown as FlexValue).get(name));
    } catch (error) {
      throw invalidModel(`the option ${name} of a custom operator cannot be read (${String(error)})`);
    }
  };
  return {
    number: (name) => read(name, toNumber),
    numbers: (name) =>
      read(name, (value) => {
        const length = value.length();
        if (!value.isVector() || length > MAX_LIST) throw new Error('not a list of numbers');
        return Array.from({ length }, (_, index) => toNumber(value.get(index)));
      }),
  };
}

function toNumber(value: FlexValue): number {
  const number = value.isFloat() ? value.floatValue() : Number(value.intValue());
  if (!value.isNumber() || number === null || !Number.isFinite(number)) throw new Error('not a number');
  return number;
}
