import type { OnnxConstant, OnnxGraph, OnnxNode } from './onnx-graph.ts';

/**
 * Writes each PRelu with a slope a channel as `relu(x) - slope relu(-x)` in convolutions of 1x1 and one channel
 * a group, which gives the same numbers. The runtime's CPU provider keeps pictures in blocks of channels from one
 * convolution to the next, but has no PRelu for that order and would turn every picture there and back.
 */
export function expandPrelu(graph: OnnxGraph): OnnxGraph {
  const slopes = new Map(graph.constants.map((constant) => [constant.name, constant]));
  const constants: OnnxConstant[] = [];
  const nodes = graph.nodes.flatMap((node) => {
    const slope = node.op === 'PRelu' ? slopes.get(node.inputs[1] ?? '') : undefined;
    const perChannel = slope?.shape.length === 3 && slope.shape[1] === 1 && slope.shape[2] === 1;
    if (slope === undefined || !perChannel || !(slope.data instanceof Float32Array)) return [node];
    return expand(node, slope.data, constants);
  });
  return { ...graph, nodes, constants: [...graph.constants, ...constants] };
}

function expand(node: OnnxNode, slopes: Float32Array, constants: OnnxConstant[]): OnnxNode[] {
  const [input, output] = [node.inputs[0] as string, node.outputs[0] as string];
  const channels = slopes.length;
  const attributes = { kernel_shape: [1, 1], group: channels };
  const weights = (name: string, data: Float32Array) => {
    constants.push({ name: `${output}_${name}`, shape: [channels, 1, 1, 1], data });
    return `${output}_${name}`;
  };
  const step = (op: string, inputs: string[], name: string): OnnxNode => ({
    op,
    inputs,
    outputs: [name],
    attributes: op === 'Conv' ? attributes : {},
  });
  const keep = weights('keep', new Float32Array(channels).fill(1));
  const mirror = weights('mirror', new Float32Array(channels).fill(-1));
  const slope = weights(
    'slope',
    slopes.map((value) => -value),
  );
  return [
    // a convolution that changes nothing, so that this branch is kept in blocks too wherever its input came from
    step('Conv', [input, keep], `${output}_kept`),
    step('Relu', [`${output}_kept`], `${output}_above`),
    step('Conv', [input, mirror], `${output}_mirrored`),
    step('Relu', [`${output}_mirrored`], `${output}_below`),
    step('Conv', [`${output}_below`, slope], `${output}_sloped`),
    step('Add', [`${output}_sloped`, `${output}_above`], output),
  ];
}
