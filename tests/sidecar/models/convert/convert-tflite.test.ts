import { describe, expect, test } from 'vitest';
import { convertTflite } from '../../../../sidecar/src/models/convert/convert-tflite.ts';
import { buildTflite, type ModelSpec } from '../support/build-tflite.ts';
import { importGraph, oneOperator } from '../support/run-tflite.ts';

const shape = [1, 2, 2, 3];
const unary = (op: string | number, custom?: object) =>
  oneOperator({ op, custom }, { input: shape, output: shape });

describe('an operator that is not known', () => {
  test.each([
    ['a builtin', unary('SOFTMAX'), 'SOFTMAX version 1 (number 0'],
    ['a builtin that has no name here', unary(200), 'BUILTIN_200'],
    ['a custom one', unary('MaxUnpooling2D', {}), 'MaxUnpooling2D'],
    ['a custom one with the name of a builtin', unary('ADD', {}), 'ADD'],
  ])('%s is named with its place', (_, spec, part) => {
    expect(() => convertTflite(buildTflite(spec))).toThrowError(
      expect.objectContaining({ code: 'model.unsupported-operator', message: expect.stringContaining(part) }),
    );
  });

  test('its place counts from the first operator of the file', () => {
    const spec: ModelSpec = {
      tensors: [
        { name: 'in', shape },
        { name: 'mid', shape },
        { name: 'out', shape },
      ],
      operators: [
        { op: 'RELU', inputs: [0], outputs: [1] },
        { op: 'EXP', inputs: [1], outputs: [2] },
      ],
    };
    expect(() => convertTflite(buildTflite(spec))).toThrowError(/EXP version 1 \(number 1/);
  });
});

describe('a graph that does not hold together', () => {
  const two = (first: object, second: object): ModelSpec => ({
    tensors: [
      { name: 'in', shape },
      { name: 'mid', shape },
      { name: 'out', shape },
    ],
    operators: [
      { op: 'RELU', inputs: [0], outputs: [1], ...first },
      { op: 'NEG', inputs: [1], outputs: [2], ...second },
    ],
  });

  test.each([
    ['a value read before it is written', two({ inputs: [1], outputs: [2] }, { inputs: [0], outputs: [1] })],
    ['a value written twice', two({}, { outputs: [1] })],
    ['an input written over', two({ outputs: [0] }, {})],
    ['another shape than declared', oneOperator({ op: 'RELU' }, { input: shape, output: [1, 2, 3, 2] })],
    ['an operator without inputs', two({ inputs: [] }, {})],
    ['an operator with two outputs', two({ outputs: [1, 2] }, { inputs: [0], outputs: [0] })],
    ['an output that nobody writes', { ...two({}, {}), operators: [] }],
    ['two outputs of one name', { ...two({}, {}), outputs: [2, 2] }],
    [
      'integers as an input',
      {
        ...unary('RELU'),
        tensors: [
          { name: 'in', shape, type: 2 },
          { name: 'out', shape },
        ],
      },
    ],
  ] as [string, ModelSpec][])('%s is model.invalid', (_, spec) => {
    expect(() => convertTflite(buildTflite(spec))).toThrowError(
      expect.objectContaining({ code: 'model.invalid' }),
    );
  });
});

describe('what is written', () => {
  const conv = (input: number, output: number) => ({
    op: 'CONV_2D',
    inputs: [input, 1, 2],
    outputs: [output],
    options: [
      [1, 'int', 1],
      [2, 'int', 1],
      [3, 'byte', 3],
    ] as const,
  });
  const chain: ModelSpec = {
    tensors: [
      { name: 'in', shape },
      { name: 'weights', shape: [3, 1, 1, 3], data: new Float32Array(9) },
      { name: 'bias', shape: [3], data: new Float32Array(3) },
      { name: 'first', shape },
      { name: 'sum', shape },
      { name: 'second', shape },
    ],
    operators: [conv(0, 3), { op: 'ADD', inputs: [3, 0], outputs: [4] }, conv(4, 5)],
  };

  test('pictures are turned at the edges only', () => {
    const ops = importGraph(chain).nodes.map(({ op }) => op);
    expect(ops).toEqual(['Transpose', 'Conv', 'Clip', 'Add', 'Conv', 'Clip', 'Transpose', 'Identity']);
  });

  test('an output that nobody asks for costs nothing', async () => {
    const { pruneGraph } = await import('../../../../sidecar/src/models/onnx/onnx-graph.ts');
    const graph = convertTflite(buildTflite({ ...chain, outputs: [3, 5] }));
    const pruned = pruneGraph(graph, ['first']);
    expect(pruned.outputs.map(({ name }) => name)).toEqual(['first']);
    expect(pruned.nodes.map(({ op }) => op)).toEqual(['Transpose', 'Conv', 'Clip', 'Transpose', 'Identity']);
    expect(pruned.constants.length).toBeLessThan(graph.constants.length);
  });

  test('inputs and outputs keep their names and shapes', () => {
    const graph = importGraph(chain);
    expect(graph.inputs).toEqual([{ name: 'in', shape }]);
    expect(graph.outputs).toEqual([{ name: 'second', shape }]);
  });
});
