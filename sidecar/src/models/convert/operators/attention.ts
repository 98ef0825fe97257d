import { invalidModel } from '../../tflite/byte-table.ts';
import { type FlexOptions, openFlexOptions } from '../../tflite/flex-options.ts';
import { unsupported } from '../import-context.ts';
import { NCHW } from '../layout.ts';
import { input, type OperatorCall, output } from '../operator-call.ts';

/*
 * The three custom operators of MediaPipe's attention mesh, version 2, out of standard ONNX operators. They cut
 * a turned square around lips or an eye out of a feature map and bring the points found there back into the face.
 */

/** Options of an operator; every version but the second means something else. */
function options(call: OperatorCall): FlexOptions {
  if (call.operator.version !== 2) throw unsupported(call.operator, call.place);
  return openFlexOptions(call.operator.customOptions);
}

/**
 * Landmarks2TransformMatrix: [1, N, 3] landmarks to the 4x4 matrix that maps a crop's pixels onto the map.
 * With u = (right - left) / |right - left|, R = [[u.x, -u.y], [u.y, u.x]] turns the crop's axes into the map's.
 * The subset's extents in those axes give the size: M = T(centre) R S T(-crop / 2).
 */
export function landmarksToTransformMatrix(call: OperatorCall): void {
  const { context } = call;
  const { builder } = context;
  const map = options(call);
  const source = input(call, 0);
  const shape = context.shape(source);
  const count = shape[1] ?? 0;
  const subset = map.numbers('subset_idxs');
  const [left, right] = [map.number('left_rotation_idx'), map.number('right_rotation_idx')];
  if (shape.length !== 3 || shape[2] !== 3 || subset.length === 0)
    throw invalidModel('Landmarks2TransformMatrix has no points');
  if ([...subset, left, right].some((index) => !(Number.isInteger(index) && index >= 0 && index < count)))
    throw invalidModel('Landmarks2TransformMatrix names a point that is not there');
  if (map.number('target_rotation_radians') !== 0)
    throw unsupported(call.operator, call.place, 'with a target rotation');
  const scales = [map.number('scale_x'), map.number('scale_y')];
  const sizes = [map.number('output_width'), map.number('output_height')];

  const ends = new Float32Array(count);
  ends[left] = -1;
  ends[right] = right === left ? 0 : 1;
  const plane = builder.node('Slice', [
    context.value(source, [0, 1, 2]),
    builder.ints([0]),
    builder.ints([2]),
    builder.ints([2]),
  ]);
  const along = builder.node('MatMul', [builder.floats(ends, [1, 1, count]), plane]);
  const length = builder.node('ReduceL2', [along, builder.ints([2])], { keepdims: 1 });
  const unit = builder.node('Div', [along, length]);
  // rows of R: (x, -y) and (y, x)
  const turn = builder.floats([1, 0, 0, 1, 0, -1, 1, 0], [2, 4]);
  const rotation = builder.node('Reshape', [builder.node('MatMul', [unit, turn]), builder.ints([1, 2, 2])]);
  const points = builder.node('Gather', [plane, builder.ints(subset)], { axis: 1 });
  const upright = builder.node('MatMul', [points, rotation]);
  const high = builder.node('ReduceMax', [upright, builder.ints([1])], { keepdims: 1 });
  const low = builder.node('ReduceMin', [upright, builder.ints([1])], { keepdims: 1 });
  const extent = builder.node('Mul', [builder.node('Sub', [high, low]), builder.floats(scales, [1, 1, 2])]);
  const step = builder.node('Mul', [
    extent,
    builder.floats(
      sizes.map((size) => 1 / size),
      [1, 1, 2],
    ),
  ]);
  const linear = builder.node('Mul', [rotation, step]);
  const half = builder.floats([0.5], [1]);
  const middle = builder.node('Mul', [builder.node('Add', [high, low]), half]);
  const corner = builder.node('Sub', [middle, builder.node('Mul', [extent, half])]);
  const column = builder.node('Reshape', [corner, builder.ints([1, 2, 1])]);
  const shift = builder.node('MatMul', [rotation, column]);
  const zeros = builder.floats([0, 0], [1, 2, 1]);
  const top = builder.node('Concat', [linear, zeros, shift], { axis: 2 });
  const bottom = builder.floats([0, 0, 1, 0, 0, 0, 0, 1], [1, 2, 4]);
  const matrix = builder.node('Concat', [top, bottom], { axis: 1 });
  context.define(output(call), matrix, [0, 1, 2], [1, 4, 4]);
}

/** TransformTensorBilinear: samples the map at M (x + 1/2, y + 1/2) - 1/2; what lies outside the map is 0. */
export function transformTensorBilinear(call: OperatorCall): void {
  const { context } = call;
  const { builder } = context;
  const map = options(call);
  const [columns, rows] = [map.number('output_width'), map.number('output_height')];
  const [batch, height, width, channels] = context.shape(input(call, 0)) as [number, number, number, number];
  const small = [columns, rows].every((size) => Number.isInteger(size) && size > 0 && size <= 256);
  if (context.shape(input(call, 0)).length !== 4 || !small || Math.min(height, width) < 2)
    throw invalidModel('TransformTensorBilinear has no picture or no size');
  const affine = affineOf(call);
  const centres = Float32Array.from({ length: rows * columns * 2 }, (_, index) => {
    const pixel = index >> 1;
    return (index % 2 === 0 ? pixel % columns : Math.floor(pixel / columns)) + 0.5;
  });
  const moved = builder.node('MatMul', [builder.floats(centres, [1, rows * columns, 2]), affine.linearT]);
  const at = builder.node('Add', [moved, affine.shift]);
  // GridSample's corners: -1 is the centre of the first pixel, 1 of the last
  const scaled = builder.node('Mul', [at, builder.floats([2 / (width - 1), 2 / (height - 1)], [1, 1, 2])]);
  const offsets = builder.floats([1 / (width - 1) + 1, 1 / (height - 1) + 1], [1, 1, 2]);
  const centred = builder.node('Sub', [scaled, offsets]);
  const grid = builder.node('Reshape', [centred, builder.ints([1, rows, columns, 2])]);
  const sampled = builder.node('GridSample', [context.value(input(call, 0), NCHW), grid], {
    mode: 'bilinear',
    padding_mode: 'zeros',
    align_corners: 1,
  });
  const reach = builder.node('ReduceMax', [builder.node('Abs', [centred]), builder.ints([2])], {
    keepdims: 1,
  });
  const inside = builder.node('LessOrEqual', [reach, builder.scalar(1)]);
  const mask = builder.node('Cast', [inside], { to: 1 });
  const shaped = builder.node('Reshape', [mask, builder.ints([1, 1, rows, columns])]);
  const name = builder.node('Mul', [sampled, shaped]);
  context.define(output(call), name, NCHW, [batch, rows, columns, channels]);
}

/** TransformLandmarks: [1, n, 2] points through the matrix. */
export function transformLandmarks(call: OperatorCall): void {
  const { context, operator, place } = call;
  if (operator.version !== 2) throw unsupported(operator, place);
  const shape = context.shape(input(call, 0));
  if (shape.length !== 3 || shape[2] !== 2)
    throw unsupported(operator, place, `with points of shape [${shape}]`);
  const affine = affineOf(call);
  const turned = context.builder.node('MatMul', [context.value(input(call, 0), [0, 1, 2]), affine.linearT]);
  context.define(output(call), context.builder.node('Add', [turned, affine.shift]), [0, 1, 2], shape);
}

/** The parts of the 4x4 matrix that move x and y: the 2x2 part transposed, and the shift as a row. */
function affineOf(call: OperatorCall): { linearT: string; shift: string } {
  const { context } = call;
  const { builder } = context;
  const matrix = input(call, 1);
  if (context.shape(matrix).join() !== '1,4,4') throw invalidModel(`${call.operator.name} has no 4x4 matrix`);
  const across = builder.node('Transpose', [context.value(matrix, [0, 1, 2])], { perm: [0, 2, 1] });
  const part = (start: number, stop: number) =>
    builder.node('Slice', [across, builder.ints([start, 0]), builder.ints([stop, 2]), builder.ints([1, 2])]);
  return { linearT: part(0, 2), shift: part(3, 4) };
}
