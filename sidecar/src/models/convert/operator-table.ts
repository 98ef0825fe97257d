import type { OperatorHandler } from './operator-call.ts';
import {
  landmarksToTransformMatrix,
  transformLandmarks,
  transformTensorBilinear,
} from './operators/attention.ts';
import { densify, dequantize } from './operators/constants.ts';
import { conv2d, depthwiseConv2d, maxPool2d } from './operators/convolution.ts';
import { binary, prelu, relu6, squaredDifference, unary } from './operators/elementwise.ts';
import { fullyConnected, reduce } from './operators/reduce.ts';
import {
  concatenation,
  depthToSpace,
  pad,
  reshape,
  resizeBilinear,
  stridedSlice,
  transpose,
} from './operators/shape.ts';

/** Every builtin operator that can be imported. */
export const BUILTIN_OPERATORS: ReadonlyMap<string, OperatorHandler> = new Map(
  Object.entries({
    ADD: binary('Add'),
    CONCATENATION: concatenation,
    CONV_2D: conv2d,
    DENSIFY: densify,
    DEPTH_TO_SPACE: depthToSpace,
    DEPTHWISE_CONV_2D: depthwiseConv2d,
    DEQUANTIZE: dequantize,
    DIV: binary('Div'),
    FULLY_CONNECTED: fullyConnected,
    LOGISTIC: unary('Sigmoid'),
    MAX_POOL_2D: maxPool2d,
    MEAN: reduce('ReduceMean'),
    MUL: binary('Mul'),
    NEG: unary('Neg'),
    PAD: pad,
    PRELU: prelu,
    RELU: unary('Relu'),
    RELU6: relu6,
    RESHAPE: reshape,
    RESIZE_BILINEAR: resizeBilinear,
    RSQRT: unary('Sqrt', 'Reciprocal'),
    SQRT: unary('Sqrt'),
    SQUARED_DIFFERENCE: squaredDifference,
    STRIDED_SLICE: stridedSlice,
    SUB: binary('Sub'),
    SUM: reduce('ReduceSum'),
    TRANSPOSE: transpose,
  }),
);

/** Every custom operator that can be imported. */
export const CUSTOM_OPERATORS: ReadonlyMap<string, OperatorHandler> = new Map(
  Object.entries({
    Landmarks2TransformMatrix: landmarksToTransformMatrix,
    TransformLandmarks: transformLandmarks,
    TransformTensorBilinear: transformTensorBilinear,
  }),
);
