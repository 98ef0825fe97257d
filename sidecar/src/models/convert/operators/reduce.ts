import { invalidModel } from '../../tflite/byte-table.ts';
import { elementCount } from '../../tflite/read-tflite.ts';
import { unsupported } from '../import-context.ts';
import { plainLayout, storedShape } from '../layout.ts';
import {
  activate,
  byteOption,
  input,
  integers,
  type OperatorCall,
  type OperatorHandler,
  optionalInput,
  output,
  weights,
} from '../operator-call.ts';
import { wrap } from './shape.ts';

/** SUM and MEAN over constant axes. */
export function reduce(op: 'ReduceSum' | 'ReduceMean'): OperatorHandler {
  return (call) => {
    const { context } = call;
    const source = input(call, 0);
    const shape = context.shape(source);
    const axes = [...new Set(integers(call, 1).map((axis) => wrap(call, axis, shape.length)))];
    const layout = context.layout(source) ?? plainLayout(shape.length);
    const stored = axes.map((axis) => layout.indexOf(axis)).toSorted((a, b) => a - b);
    const { builder } = context;
    const sizes = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    const name = builder.node(op, [context.value(source, layout), builder.ints(stored)], { keepdims: 1 });
    if (byteOption(call, 0) !== 0) {
      context.define(output(call), name, layout, sizes);
      return;
    }
    const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
    const rest = layout.filter((axis) => kept.includes(axis));
    const narrow = builder.node('Reshape', [name, builder.ints(storedShape(shape, rest))]);
    context.define(
      output(call),
      narrow,
      rest.map((axis) => kept.indexOf(axis)),
      storedShape(shape, kept),
    );
  };
}

/** FULLY_CONNECTED: y = x W^T + b, with the weights [out, in] of the file. */
export function fullyConnected(call: OperatorCall): void {
  const { context, operator, place } = call;
  const source = input(call, 0);
  const shape = context.shape(source);
  const kernel = weights(call, 1);
  const [units, width] = kernel.shape as [number, number];
  if (byteOption(call, 1) !== 0) throw unsupported(operator, place, 'with shuffled weights');
  if (kernel.shape.length !== 2 || elementCount(shape) % width !== 0)
    throw invalidModel(`FULLY_CONNECTED has weights of shape [${kernel.shape}] for [${shape}]`);
  const rows = elementCount(shape) / width;
  const { builder } = context;
  const bias = optionalInput(call, 2) === null ? new Float32Array(units) : weights(call, 2).values;
  if (bias.length !== units) throw invalidModel(`FULLY_CONNECTED has ${bias.length} biases, not ${units}`);
  const flat = builder.node('Reshape', [context.flat(source), builder.ints([rows, width])]);
  const operands = [flat, builder.floats(kernel.values, kernel.shape), builder.floats(bias, [units])];
  const name = activate(call, builder.node('Gemm', operands, { transB: 1 }), byteOption(call, 0));
  const keep = byteOption(call, 2) !== 0 && shape.length > 2;
  if (!keep) {
    context.define(output(call), name, [0, 1], [rows, units]);
    return;
  }
  const wide = shape.with(-1, units);
  const reshaped = builder.node('Reshape', [name, builder.ints(wide)]);
  context.define(output(call), reshaped, plainLayout(wide.length), wide);
}
