import { convertTflite } from '../../../../sidecar/src/models/convert/convert-tflite.ts';
import { encodeOnnx } from '../../../../sidecar/src/models/onnx/encode-onnx.ts';
import type { OnnxGraph } from '../../../../sidecar/src/models/onnx/onnx-graph.ts';
import { pruneGraph } from '../../../../sidecar/src/models/onnx/onnx-graph.ts';
import { createSession } from '../../../../sidecar/src/models/onnx-runtime.ts';
import { buildTflite, type ModelSpec, type OperatorSpec, type TensorSpec } from './build-tflite.ts';

/** Graph with only what its outputs need, as it is written. */
export function importGraph(spec: ModelSpec): OnnxGraph {
  const graph = convertTflite(buildTflite(spec));
  return pruneGraph(
    graph,
    graph.outputs.map(({ name }) => name),
  );
}

/** Imports a small file and runs it on the CPU. */
export async function runSpec(spec: ModelSpec, input: ArrayLike<number>): Promise<Float32Array[]> {
  const session = await createSession(encodeOnnx(importGraph(spec)), { provider: 'cpu', threads: 1 });
  session.input.set(input);
  const results = (await session.run()).map((values) => values.slice());
  await session.release();
  return results;
}

/** A file of one operator: input tensor 0, then constants, then the output. */
export function oneOperator(
  operator: Omit<OperatorSpec, 'inputs' | 'outputs'>,
  shapes: { input: readonly number[]; output: readonly number[] },
  constants: readonly Omit<TensorSpec, 'name'>[] = [],
): ModelSpec {
  const named = constants.map((constant, index) => ({ ...constant, name: `constant${index}` }));
  const output = constants.length + 1;
  return {
    tensors: [{ name: 'in', shape: shapes.input }, ...named, { name: 'out', shape: shapes.output }],
    operators: [{ ...operator, inputs: [0, ...named.map((_, index) => index + 1)], outputs: [output] }],
  };
}

/** Numbers that are all different, positive and negative, and repeat from run to run. */
export function ramp(count: number, scale = 1): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => scale * Math.sin(1.7 * index + 0.3));
}

export function product(shape: readonly number[]): number {
  return shape.reduce((total, size) => total * size, 1);
}
