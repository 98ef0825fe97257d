import { unsupported } from '../import-context.ts';
import { input, type OperatorCall, output } from '../operator-call.ts';

/** DENSIFY: the constant is read dense at once. */
export function densify(call: OperatorCall): void {
  pass(call);
}

/** DEQUANTIZE of half-precision weights: the constant is read as fp32 at once. */
export function dequantize(call: OperatorCall): void {
  pass(call);
}

function pass(call: OperatorCall): void {
  const numbers = call.context.constant(input(call, 0));
  if (numbers === null) throw unsupported(call.operator, call.place, 'of a value that is not constant');
  call.context.defineConstant(output(call), numbers);
}
