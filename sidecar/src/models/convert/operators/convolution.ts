import { invalidModel } from '../../tflite/byte-table.ts';
import { unsupported } from '../import-context.ts';
import { NCHW, permute } from '../layout.ts';
import {
  activate,
  byteOption,
  input,
  type OperatorCall,
  option,
  optionalInput,
  output,
  weights,
} from '../operator-call.ts';

const SAME = 0;

/** One spatial axis of a window that slides over a picture. */
interface Window {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** Zeros that the file adds in an operator of its own. */
  readonly extra: readonly [number, number];
}

/**
 * Padding of one axis, [before, after], and the size that comes out. SAME: `ceil(size / stride)` outputs, the
 * odd zero at the end.
 */
function slide(window: Window, padding: number): { pads: [number, number]; out: number } {
  const size = window.size + window.extra[0] + window.extra[1];
  const reach = (window.kernel - 1) * window.dilation + 1;
  const same = Math.ceil(size / window.stride);
  const total = padding === SAME ? Math.max((same - 1) * window.stride + reach - size, 0) : 0;
  const before = Math.floor(total / 2);
  const out = Math.floor((size + total - reach) / window.stride) + 1;
  return { pads: [window.extra[0] + before, window.extra[1] + total - before], out };
}

function checkWindow(call: OperatorCall, numbers: readonly number[]): void {
  if (numbers.some((number) => number < 1 || number > 1024))
    throw invalidModel(`${call.operator.name} has a window of [${numbers}]`);
}

/** Picture shape [1, H, W, C] of the first input. */
function pictureShape(call: OperatorCall, tensor: number): [number, number, number, number] {
  const shape = call.context.shape(tensor);
  if (shape.length !== 4) throw unsupported(call.operator, call.place, `input of shape [${shape}]`);
  return shape as [number, number, number, number];
}

function convolve(
  call: OperatorCall,
  fields: Record<'strideW' | 'strideH' | 'activation' | 'dilationW' | 'dilationH', number>,
  kernel: { shape: number[]; values: Float32Array },
  groups: number,
): void {
  const { context } = call;
  const given = input(call, 0);
  const pending = context.pads.get(given);
  const source = pending?.source ?? given;
  const [batch, height, width, channels] = pictureShape(call, source);
  const [filters, perGroup, kernelH, kernelW] = kernel.shape as [number, number, number, number];
  if (channels !== perGroup * groups)
    throw invalidModel(
      `${call.operator.name} has weights for ${perGroup * groups} channels, not ${channels}`,
    );
  const strides = [option(call, fields.strideH), option(call, fields.strideW)] as const;
  const dilations = [option(call, fields.dilationH, 1), option(call, fields.dilationW, 1)] as const;
  checkWindow(call, [...strides, ...dilations, kernelH, kernelW]);
  const padding = byteOption(call, 0);
  const extra = (axis: number) => pending?.pads[axis] ?? ([0, 0] as const);
  const rows = slide(
    { size: height, kernel: kernelH, stride: strides[0], dilation: dilations[0], extra: extra(1) },
    padding,
  );
  const columns = slide(
    { size: width, kernel: kernelW, stride: strides[1], dilation: dilations[1], extra: extra(2) },
    padding,
  );
  const operands = [
    context.value(source, NCHW),
    context.builder.floats(kernel.values, kernel.shape),
    context.builder.floats(bias(call, filters), [filters]),
  ];
  const result = context.builder.node('Conv', operands, {
    kernel_shape: [kernelH, kernelW],
    strides,
    dilations,
    group: groups,
    pads: [rows.pads[0], columns.pads[0], rows.pads[1], columns.pads[1]],
  });
  const name = activate(call, result, byteOption(call, fields.activation));
  context.define(output(call), name, NCHW, [batch, rows.out, columns.out, filters]);
}

function bias(call: OperatorCall, filters: number): Float32Array {
  if (optionalInput(call, 2) === null) return new Float32Array(filters);
  const { values } = weights(call, 2);
  if (values.length !== filters)
    throw invalidModel(`${call.operator.name} has ${values.length} biases, not ${filters}`);
  return values;
}

/** CONV_2D: weights [out, H, W, in] become [out, in, H, W]; a PAD before it becomes its padding. */
export function conv2d(call: OperatorCall): void {
  const { shape, values } = weights(call, 1);
  if (shape.length !== 4) throw invalidModel(`CONV_2D has weights of shape [${shape}]`);
  const [filters, height, width, channels] = shape as [number, number, number, number];
  const given = pictureShape(call, input(call, 0))[3];
  if (given % channels !== 0)
    throw invalidModel(`CONV_2D has weights for ${channels} channels, not ${given}`);
  const kernel = { shape: [filters, channels, height, width], values: permute(values, shape, NCHW) };
  const fields = { strideW: 1, strideH: 2, activation: 3, dilationW: 4, dilationH: 5 };
  convolve(call, fields, kernel, given / channels);
}

/** DEPTHWISE_CONV_2D: weights [1, H, W, channels] become one group a channel. */
export function depthwiseConv2d(call: OperatorCall): void {
  const { shape, values } = weights(call, 1);
  if (shape.length !== 4 || shape[0] !== 1)
    throw invalidModel(`DEPTHWISE_CONV_2D has weights of shape [${shape}]`);
  const [, height, width, filters] = shape as [number, number, number, number];
  const groups = pictureShape(call, input(call, 0))[3];
  if (filters % groups !== 0)
    throw invalidModel(`DEPTHWISE_CONV_2D has weights for ${filters} channels, not ${groups}`);
  const kernel = { shape: [filters, 1, height, width], values: permute(values, shape, [3, 0, 1, 2]) };
  const fields = { strideW: 1, strideH: 2, activation: 4, dilationW: 5, dilationH: 6 };
  convolve(call, fields, kernel, groups);
}

/** MAX_POOL_2D: zeros of SAME padding never win, as in TFLite. */
export function maxPool2d(call: OperatorCall): void {
  const { context } = call;
  const source = input(call, 0);
  const [batch, height, width, channels] = pictureShape(call, source);
  const [strideW, strideH, kernelW, kernelH] = [1, 2, 3, 4].map((field) => option(call, field)) as [
    number,
    number,
    number,
    number,
  ];
  checkWindow(call, [strideW, strideH, kernelW, kernelH]);
  const padding = byteOption(call, 0);
  const rows = slide({ size: height, kernel: kernelH, stride: strideH, dilation: 1, extra: [0, 0] }, padding);
  const columns = slide(
    { size: width, kernel: kernelW, stride: strideW, dilation: 1, extra: [0, 0] },
    padding,
  );
  const result = context.builder.node('MaxPool', [context.value(source, NCHW)], {
    kernel_shape: [kernelH, kernelW],
    strides: [strideH, strideW],
    pads: [rows.pads[0], columns.pads[0], rows.pads[1], columns.pads[1]],
  });
  const name = activate(call, result, byteOption(call, 5));
  context.define(output(call), name, NCHW, [batch, rows.out, columns.out, channels]);
}
