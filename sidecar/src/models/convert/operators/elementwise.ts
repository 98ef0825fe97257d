import { invalidModel } from '../../tflite/byte-table.ts';
import { elementCount } from '../../tflite/read-tflite.ts';
import {
  type Layout,
  NCHW,
  permutation,
  permute,
  plainLayout,
  sameLayout,
  sameMemory,
  storedShape,
} from '../layout.ts';
import {
  activate,
  byteOption,
  input,
  type OperatorCall,
  type OperatorHandler,
  output,
  weights,
} from '../operator-call.ts';

/** A one-input operator that keeps the shape: written as a chain of ONNX operators. */
export function unary(...chain: readonly string[]): OperatorHandler {
  return (call) => {
    const { context } = call;
    const source = input(call, 0);
    const layout = context.layout(source) ?? plainLayout(context.shape(source).length);
    const name = chain.reduce(
      (value, op) => context.builder.node(op, [value]),
      context.value(source, layout),
    );
    context.define(output(call), name, layout, context.shape(source));
  };
}

/** RELU6 as an operator of its own. */
export function relu6(call: OperatorCall): void {
  const { context } = call;
  const source = input(call, 0);
  const layout = context.layout(source) ?? plainLayout(context.shape(source).length);
  context.define(
    output(call),
    activate(call, context.value(source, layout), 3),
    layout,
    context.shape(source),
  );
}

/** ADD, SUB, MUL, DIV with NumPy broadcasting and a fused activation. */
export function binary(op: string): OperatorHandler {
  return (call) => {
    const { name, layout, shape } = combine(call, op);
    call.context.define(output(call), activate(call, name, byteOption(call, 0)), layout, shape);
  };
}

/** SQUARED_DIFFERENCE: (a - b)^2. */
export function squaredDifference(call: OperatorCall): void {
  const { name, layout, shape } = combine(call, 'Sub');
  call.context.define(output(call), call.context.builder.node('Mul', [name, name]), layout, shape);
}

/** PRELU: a slope a channel, shared over the picture, becomes [C, 1, 1]. */
export function prelu(call: OperatorCall): void {
  const { context } = call;
  const source = input(call, 0);
  const shape = context.shape(source);
  const layout = context.layout(source) ?? plainLayout(shape.length);
  const slope = weights(call, 1);
  if (!sameLayout(broadcast(call, shape, slope.shape), shape))
    throw invalidModel(`PRELU has slopes of shape [${slope.shape}] for [${shape}]`);
  const padded = padShape(slope.shape, shape.length);
  const stored = storedShape(padded, layout);
  const slopes = context.builder.floats(permute(slope.values, padded, layout), dropLeadingOnes(stored));
  const name = context.builder.node('PRelu', [context.value(source, layout), slopes]);
  context.define(output(call), name, layout, shape);
}

function combine(call: OperatorCall, op: string): { name: string; layout: Layout; shape: readonly number[] } {
  const { context } = call;
  const pair = [input(call, 0), input(call, 1)] as const;
  const shape = broadcast(call, context.shape(pair[0]), context.shape(pair[1]));
  const layouts = pair
    .map((tensor) => (context.shape(tensor).length === shape.length ? context.layout(tensor) : null))
    .filter((layout) => layout !== null);
  const layout = layouts.find((each) => sameLayout(each, NCHW)) ?? layouts[0] ?? plainLayout(shape.length);
  const names = pair.map((tensor) => operand(call, tensor, layout));
  return { name: context.builder.node(op, names), layout, shape };
}

/** A value in a layout of at least its own rank: missing leading axes have size 1. */
function operand({ context }: OperatorCall, tensor: number, layout: Layout): string {
  const shape = context.shape(tensor);
  if (shape.length === layout.length) return context.value(tensor, layout);
  const padded = padShape(shape, layout.length);
  const { builder } = context;
  const numbers = context.constant(tensor);
  if (numbers?.values instanceof Float32Array)
    return builder.floats(permute(numbers.values, padded, layout), storedShape(padded, layout));
  const plain = plainLayout(layout.length);
  const flat = context.flat(tensor);
  if (sameMemory(padded, plain, layout))
    return builder.node('Reshape', [flat, builder.ints(storedShape(padded, layout))]);
  const wide = builder.node('Reshape', [flat, builder.ints(padded)]);
  return builder.node('Transpose', [wide], { perm: permutation(plain, layout) });
}

function broadcast(call: OperatorCall, a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const [wideA, wideB] = [padShape(a, rank), padShape(b, rank)];
  return wideA.map((size, axis) => {
    const other = wideB[axis] as number;
    if (size !== other && size !== 1 && other !== 1)
      throw invalidModel(`${call.operator.name} joins [${a}] and [${b}]`);
    return Math.max(size, other);
  });
}

function padShape(shape: readonly number[], rank: number): number[] {
  return [...new Array<number>(rank - shape.length).fill(1), ...shape];
}

function dropLeadingOnes(shape: readonly number[]): number[] {
  const first = shape.findIndex((size) => size !== 1);
  return first === -1 || elementCount(shape) === 1 ? [1] : shape.slice(first);
}
