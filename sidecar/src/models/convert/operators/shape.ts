import { invalidModel } from '../../tflite/byte-table.ts';
import { elementCount } from '../../tflite/read-tflite.ts';
import { unsupported } from '../import-context.ts';
import { type Layout, NCHW, plainLayout, storedShape } from '../layout.ts';
import {
  activate,
  byteOption,
  input,
  integers,
  type OperatorCall,
  option,
  output,
} from '../operator-call.ts';

/** RESHAPE: the numbers go back to TFLite's order first, unless they lie in it already. */
export function reshape(call: OperatorCall): void {
  const { context } = call;
  const source = input(call, 0);
  const target = context.shape(output(call));
  if (elementCount(target) !== elementCount(context.shape(source)))
    throw invalidModel(`RESHAPE turns [${context.shape(source)}] into [${target}]`);
  const name = context.builder.node('Reshape', [context.flat(source), context.builder.ints(target)]);
  context.define(output(call), name, plainLayout(target.length), target);
}

/** TRANSPOSE: nothing moves here; the value gets other axis names, and moves when somebody needs it to. */
export function transpose(call: OperatorCall): void {
  const { context } = call;
  const source = input(call, 0);
  const shape = context.shape(source);
  const order = integers(call, 1);
  if (order.toSorted((a, b) => a - b).some((axis, place) => axis !== place) || order.length !== shape.length)
    throw invalidModel(`TRANSPOSE has the order [${order}] for [${shape}]`);
  const layout = context.layout(source) ?? plainLayout(shape.length);
  const renamed = layout.map((axis) => order.indexOf(axis));
  context.define(
    output(call),
    context.value(source, layout),
    renamed,
    order.map((axis) => shape[axis] as number),
  );
}

/** CONCATENATION along any axis. */
export function concatenation(call: OperatorCall): void {
  const { context, operator } = call;
  const parts = operator.inputs.map((_, position) => input(call, position));
  const first = context.shape(input(call, 0));
  const axis = wrap(call, option(call, 0), first.length);
  for (const part of parts) {
    const shape = context.shape(part);
    const fits =
      shape.length === first.length && shape.every((size, each) => each === axis || size === first[each]);
    if (!fits) throw invalidModel(`CONCATENATION joins [${first}] and [${shape}]`);
  }
  const layout =
    parts.map((part) => context.layout(part)).find((each) => each !== null) ?? plainLayout(first.length);
  const names = parts.map((part) => context.value(part, layout));
  const joined = context.builder.node('Concat', names, { axis: layout.indexOf(axis) });
  const total = parts.reduce((sum, part) => sum + (context.shape(part)[axis] as number), 0);
  const name = activate(call, joined, byteOption(call, 1));
  context.define(output(call), name, layout, first.with(axis, total));
}

/** PAD with zeros: spatial ones wait for a convolution to take them in; others are written when needed. */
export function pad(call: OperatorCall): void {
  const { context } = call;
  const source = input(call, 0);
  const shape = context.shape(source);
  const numbers = integers(call, 1);
  if (numbers.length !== 2 * shape.length || numbers.some((number) => number < 0 || number > 4096))
    throw invalidModel(`PAD has the widths [${numbers}] for [${shape}]`);
  const pads = shape.map(
    (_, axis) => [numbers[2 * axis] as number, numbers[2 * axis + 1] as number] as const,
  );
  const padded = shape.map((size, axis) => size + (pads[axis]?.[0] ?? 0) + (pads[axis]?.[1] ?? 0));
  const spatial = [0, 3].every((axis) => (pads[axis]?.[0] ?? 0) + (pads[axis]?.[1] ?? 0) === 0);
  if (spatial && shape.length === 4) context.pads.set(output(call), { source, pads });
  context.defineLazy(output(call), padded, () => {
    const layout = context.layout(source) ?? plainLayout(shape.length);
    const widths = [0, 1].flatMap((side) => layout.map((axis) => pads[axis]?.[side] ?? 0));
    const { builder } = context;
    return { name: builder.node('Pad', [context.value(source, layout), builder.ints(widths)]), layout };
  });
}

const FIELD = { beginMask: 0, endMask: 1, ellipsisMask: 2, newAxisMask: 3, shrinkAxisMask: 4 } as const;

/** STRIDED_SLICE with begin, end and shrink masks; a slice of everything costs nothing. */
export function stridedSlice(call: OperatorCall): void {
  const { context, operator, place } = call;
  const source = input(call, 0);
  const shape = context.shape(source);
  if (option(call, FIELD.ellipsisMask) !== 0 || option(call, FIELD.newAxisMask) !== 0)
    throw unsupported(operator, place, 'with an ellipsis or a new axis');
  const ranges = sliceRanges(call, shape);
  const layout = context.layout(source) ?? plainLayout(shape.length);
  const cut = ranges.filter(
    ({ start, stop, step, axis }) => start !== 0 || stop !== shape[axis] || step !== 1,
  );
  let name = context.value(source, layout);
  const { builder } = context;
  if (cut.length > 0)
    name = builder.node('Slice', [
      name,
      builder.ints(cut.map(({ start }) => start)),
      builder.ints(cut.map(({ stop }) => stop)),
      builder.ints(cut.map(({ axis }) => layout.indexOf(axis))),
      builder.ints(cut.map(({ step }) => step)),
    ]);
  const sizes = ranges.map(({ start, stop, step }) => Math.ceil((stop - start) / step));
  const kept = ranges.filter(({ shrink }) => !shrink).map(({ axis }) => axis);
  if (kept.length === shape.length) {
    context.define(output(call), name, layout, sizes);
    return;
  }
  const rest: Layout = layout.filter((axis) => kept.includes(axis));
  name = builder.node('Reshape', [name, builder.ints(storedShape(sizes, rest))]);
  context.define(
    output(call),
    name,
    rest.map((axis) => kept.indexOf(axis)),
    kept.map((axis) => sizes[axis] as number),
  );
}

interface Range {
  axis: number;
  start: number;
  stop: number;
  step: number;
  shrink: boolean;
}

function sliceRanges(call: OperatorCall, shape: readonly number[]): Range[] {
  const [begins, ends, steps] = [integers(call, 1), integers(call, 2), integers(call, 3)];
  const has = (field: number, axis: number) => ((option(call, field) >> axis) & 1) === 1;
  return shape.map((size, axis) => {
    const [begin, end, step] = [begins[axis] ?? 0, ends[axis] ?? size, steps[axis] ?? 1];
    if (step < 1) throw unsupported(call.operator, call.place, `with the step ${step}`);
    const shrink = has(FIELD.shrinkAxisMask, axis);
    const clamp = (value: number) => Math.min(Math.max(value < 0 ? value + size : value, 0), size);
    const start = has(FIELD.beginMask, axis) && !shrink ? 0 : clamp(begin);
    const stop = shrink ? start + 1 : has(FIELD.endMask, axis) ? size : clamp(end);
    if (stop <= start || stop > size) throw invalidModel(`STRIDED_SLICE takes nothing of [${shape}]`);
    return { axis, start, stop, step, shrink };
  });
}

/** DEPTH_TO_SPACE: depth, then column, then row, as ONNX calls DCR. */
export function depthToSpace(call: OperatorCall): void {
  const { context } = call;
  const source = input(call, 0);
  const block = option(call, 0);
  const [batch, height, width, channels] = context.shape(source) as [number, number, number, number];
  if (context.shape(source).length !== 4 || block < 1 || channels % block ** 2 !== 0)
    throw invalidModel(`DEPTH_TO_SPACE of block ${block} on [${context.shape(source)}]`);
  const name = context.builder.node('DepthToSpace', [context.value(source, NCHW)], {
    blocksize: block,
    mode: 'DCR',
  });
  context.define(output(call), name, NCHW, [batch, height * block, width * block, channels / block ** 2]);
}

/** RESIZE_BILINEAR to a constant size. */
export function resizeBilinear(call: OperatorCall): void {
  const { context } = call;
  const source = input(call, 0);
  const [batch, height, width, channels] = context.shape(source) as [number, number, number, number];
  const [rows, columns] = integers(call, 1);
  if (
    context.shape(source).length !== 4 ||
    rows === undefined ||
    columns === undefined ||
    rows < 1 ||
    columns < 1
  )
    throw invalidModel(`RESIZE_BILINEAR of [${context.shape(source)}]`);
  const corners = byteOption(call, 2) !== 0;
  const mode = corners ? 'align_corners' : byteOption(call, 3) !== 0 ? 'half_pixel' : 'asymmetric';
  const { builder } = context;
  const operands =
    rows % height === 0 && columns % width === 0
      ? ['', builder.floats([1, 1, rows / height, columns / width], [4])]
      : ['', '', builder.ints([batch, channels, rows, columns])];
  const name = builder.node('Resize', [context.value(source, NCHW), ...operands], {
    mode: 'linear',
    coordinate_transformation_mode: mode,
  });
  context.define(output(call), name, NCHW, [batch, rows, columns, channels]);
}

/** An axis counted from either end. */
export function wrap(call: OperatorCall, axis: number, rank: number): number {
  const wrapped = axis < 0 ? axis + rank : axis;
  if (wrapped < 0 || wrapped >= rank)
    throw invalidModel(`${call.operator.name} has the axis ${axis} of ${rank}`);
  return wrapped;
}
