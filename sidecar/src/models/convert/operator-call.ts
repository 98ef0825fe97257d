import type { ByteTable } from '../tflite/byte-table.ts';
import { invalidModel } from '../tflite/byte-table.ts';
import type { TfliteOperator } from '../tflite/read-tflite.ts';
import { type ImportContext, unsupported } from './import-context.ts';

/** One operator of the file, as its handler sees it. */
export interface OperatorCall {
  readonly context: ImportContext;
  readonly operator: TfliteOperator;
  /** Number of the operator in the file, for error messages. */
  readonly place: number;
}

/** Writes the ONNX nodes of one operator and records its result. */
export type OperatorHandler = (call: OperatorCall) => void;

/** Index of an input tensor that must be there. */
export function input({ operator }: OperatorCall, position: number): number {
  const index = operator.inputs[position];
  if (index === undefined || index < 0) throw invalidModel(`${operator.name} lacks input ${position}`);
  return index;
}

/** Index of an input tensor, or null where the file leaves it out. */
export function optionalInput({ operator }: OperatorCall, position: number): number | null {
  const index = operator.inputs[position];
  return index === undefined || index < 0 ? null : index;
}

export function output({ operator }: OperatorCall): number {
  const [index, ...more] = operator.outputs;
  if (index === undefined || more.length > 0) throw invalidModel(`${operator.name} must have one output`);
  return index;
}

/** An integer option; the schema's default where the file does not state it. */
export function option({ operator }: OperatorCall, field: number, fallback = 0): number {
  return (operator.options as ByteTable | null)?.int32(field, fallback) ?? fallback;
}

/** An option of one byte: an enumeration or a flag. */
export function byteOption({ operator }: OperatorCall, field: number): number {
  return operator.options?.int8(field) ?? 0;
}

/** Whole numbers of a constant input, such as axes or a shape. */
export function integers(call: OperatorCall, position: number): readonly number[] {
  const numbers = call.context.constant(input(call, position));
  if (!(numbers?.values instanceof Int32Array))
    throw unsupported(call.operator, call.place, `input ${position} is not a constant list of integers`);
  return Array.from(numbers.values);
}

/** Numbers of a constant input, such as weights. */
export function weights(
  call: OperatorCall,
  position: number,
): { shape: readonly number[]; values: Float32Array } {
  const numbers = call.context.constant(input(call, position));
  if (!(numbers?.values instanceof Float32Array))
    throw unsupported(call.operator, call.place, `input ${position} is not a constant`);
  return { shape: numbers.shape, values: numbers.values };
}

/** `ActivationFunctionType` of the schema applied to a value. */
export function activate(call: OperatorCall, name: string, activation: number): string {
  const { builder } = call.context;
  const clip = (low: number, high: number) =>
    builder.node('Clip', [name, builder.scalar(low), builder.scalar(high)]);
  switch (activation) {
    case 0:
      return name;
    case 1:
      return builder.node('Relu', [name]);
    case 2:
      return clip(-1, 1);
    case 3:
      return clip(0, 6);
    case 4:
      return builder.node('Tanh', [name]);
    default:
      throw unsupported(call.operator, call.place, `fused activation ${activation}`);
  }
}
