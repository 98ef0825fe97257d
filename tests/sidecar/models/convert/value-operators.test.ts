import { describe, expect, test } from 'vitest';
import type { ModelSpec, OptionSpec } from '../support/build-tflite.ts';
import { expectClose } from '../support/expect-close.ts';
import * as reference from '../support/reference-operators.ts';
import { importGraph, oneOperator, product, ramp, runSpec } from '../support/run-tflite.ts';

const BINARY: Record<string, (a: number, b: number) => number> = {
  ADD: (a, b) => a + b,
  SUB: (a, b) => a - b,
  MUL: (a, b) => a * b,
  DIV: (a, b) => a / b,
  SQUARED_DIFFERENCE: (a, b) => (a - b) ** 2,
};

describe.each(Object.entries(BINARY))('%s', (op, formula) => {
  test.each([
    ['equal shapes', [1, 2, 3, 4], [1, 2, 3, 4]],
    ['a number a channel', [1, 2, 3, 4], [4]],
    ['one number', [1, 2, 3, 4], []],
    ['a column', [1, 2, 3, 4], [1, 2, 3, 1]],
    ['three axes', [1, 5, 2], [1, 1, 2]],
  ])('%s', async (_, shape, other) => {
    const data = ramp(product(shape), 2);
    const constant = ramp(product(other), 3).map((value) => value + 4);
    const spec = oneOperator({ op }, { input: shape, output: shape }, [{ shape: other, data: constant }]);
    const expected = reference.broadcast({ data, shape }, { data: constant, shape: other }, formula);
    expectClose((await runSpec(spec, data))[0], expected);
  });
});

test('a result that is wider than the input', async () => {
  const spec = oneOperator({ op: 'ADD' }, { input: [1, 2, 1, 3], output: [1, 2, 2, 3] }, [
    { shape: [1, 1, 2, 3], data: ramp(6) },
  ]);
  const a = { data: ramp(6, 5), shape: [1, 2, 1, 3] };
  const expected = reference.broadcast(a, { data: ramp(6), shape: [1, 1, 2, 3] }, (x, y) => x + y);
  expectClose((await runSpec(spec, a.data))[0], expected);
});

const UNARY: Record<string, (x: number) => number> = {
  NEG: (x) => -x,
  SQRT: Math.sqrt,
  RSQRT: (x) => 1 / Math.sqrt(x),
  LOGISTIC: (x) => 1 / (1 + Math.exp(-x)),
  RELU: (x) => Math.max(x, 0),
  RELU6: (x) => Math.min(Math.max(x, 0), 6),
};

test.each(Object.entries(UNARY))('%s', async (op, formula) => {
  const positive = op.endsWith('SQRT');
  const data = ramp(24, 9).map((value) => (positive ? Math.abs(value) + 0.1 : value));
  const spec = oneOperator({ op }, { input: [1, 2, 3, 4], output: [1, 2, 3, 4] });
  expectClose((await runSpec(spec, data))[0], Array.from(data, formula));
});

test('PRELU has a slope a channel, shared over the picture', async () => {
  const data = ramp(2 * 3 * 4, 3);
  const slopes = Float32Array.of(0.1, 0.2, -0.5, 2);
  const spec = oneOperator({ op: 'PRELU' }, { input: [1, 2, 3, 4], output: [1, 2, 3, 4] }, [
    { shape: [1, 1, 4], data: slopes },
  ]);
  const expected = Array.from(data, (x, index) => (x < 0 ? x * (slopes[index % 4] as number) : x));
  expectClose((await runSpec(spec, data))[0], expected);
});

describe.each([
  ['MEAN', (sum: number, count: number) => sum / count],
  ['SUM', (sum: number) => sum],
] as [string, (sum: number, count: number) => number][])('%s', (op, finish) => {
  test.each([
    ['of a picture', [1, 2], 0, [1, 4]],
    ['of a picture, keeping the axes', [1, 2], 1, [1, 1, 1, 4]],
    ['of the channels', [-1], 1, [1, 2, 3, 1]],
    ['of the rows alone', [1], 0, [1, 3, 4]],
  ])('%s', async (_, axes, keep, output) => {
    const shape = [1, 2, 3, 4];
    const data = ramp(24, 2);
    const sums = new Map<string, number[]>();
    for (let index = 0; index < 24; index++) {
      const place = reference.unravel(index, shape);
      const key = place.map((p, axis) => (axes.includes(axis) || axes.includes(axis - 4) ? 0 : p)).join();
      sums.set(key, [...(sums.get(key) ?? []), data[index] as number]);
    }
    const expected = [...sums.values()].map((list) =>
      finish(
        list.reduce((a, b) => a + b, 0),
        list.length,
      ),
    );
    const options: OptionSpec[] = [[0, 'byte', keep]];
    const spec = oneOperator({ op, options }, { input: shape, output }, [
      { shape: [axes.length], data: Int32Array.from(axes) },
    ]);
    expectClose((await runSpec(spec, data))[0], expected);
  });
});

test.each([
  ['a picture', [1, 1, 1, 6], [1, 3], 0],
  ['a list that keeps its axes', [1, 2, 6], [1, 2, 3], 1],
])('FULLY_CONNECTED of %s', async (_, shape, output, keep) => {
  const data = ramp(product(shape));
  const weights = ramp(18, 2);
  const bias = ramp(3, 4);
  const spec = oneOperator(
    { op: 'FULLY_CONNECTED', options: [[2, 'byte', keep]] },
    { input: shape, output },
    [
      { shape: [3, 6], data: weights },
      { shape: [3], data: bias },
    ],
  );
  const expected = Array.from({ length: product(output) }, (_, index) => {
    const [row, unit] = [Math.floor(index / 3), index % 3];
    let sum = bias[unit] as number;
    for (let k = 0; k < 6; k++) sum += (data[row * 6 + k] as number) * (weights[unit * 6 + k] as number);
    return sum;
  });
  expectClose((await runSpec(spec, data))[0], expected);
});

describe('axes', () => {
  test('TRANSPOSE alone', async () => {
    const data = ramp(24);
    const spec = oneOperator({ op: 'TRANSPOSE' }, { input: [1, 2, 3, 4], output: [1, 4, 2, 3] }, [
      { shape: [4], data: Int32Array.of(0, 3, 1, 2) },
    ]);
    expectClose((await runSpec(spec, data))[0], reference.transposed(data, [1, 2, 3, 4], [0, 3, 1, 2]));
  });

  test('two TRANSPOSEs that undo each other leave nothing in the graph', () => {
    const order = { name: 'order', shape: [4], data: Int32Array.of(0, 1, 3, 2) };
    const spec: ModelSpec = {
      tensors: [
        { name: 'in', shape: [1, 2, 3, 4] },
        order,
        { name: 'mid', shape: [1, 2, 4, 3] },
        { name: 'out', shape: [1, 2, 3, 4] },
      ],
      operators: [
        { op: 'TRANSPOSE', inputs: [0, 1], outputs: [2] },
        { op: 'TRANSPOSE', inputs: [2, 1], outputs: [3] },
      ],
    };
    expect(importGraph(spec).nodes.map(({ op }) => op)).toEqual(['Identity']);
  });

  test('RESHAPE behind a convolution sees NHWC order', async () => {
    const data = ramp(12);
    const weights = ramp(6);
    const spec: ModelSpec = {
      tensors: [
        { name: 'in', shape: [1, 2, 3, 2] },
        { name: 'weights', shape: [3, 1, 1, 2], data: weights },
        { name: 'bias', shape: [3], data: new Float32Array(3) },
        { name: 'conv', shape: [1, 2, 3, 3] },
        { name: 'out', shape: [1, 6, 3] },
      ],
      operators: [
        {
          op: 'CONV_2D',
          inputs: [0, 1, 2],
          outputs: [3],
          options: [
            [1, 'int', 1],
            [2, 'int', 1],
          ],
        },
        { op: 'RESHAPE', inputs: [3], outputs: [4] },
      ],
    };
    const p = { height: 2, width: 3, channels: 2, data };
    const window = { kernel: [1, 1], stride: [1, 1], padding: 'SAME' } as const;
    expectClose((await runSpec(spec, data))[0], reference.conv2d(p, window, weights, [0, 0, 0]));
  });

  test.each([
    ['along the points', 1, [1, 4, 2], [1, 2, 3, 4, 1, 2, 3, 4]],
    ['along the last axis', -1, [1, 2, 4], [1, 2, 1, 2, 3, 4, 3, 4]],
  ])('CONCATENATION %s', async (_, axis, shape, expected) => {
    const spec: ModelSpec = {
      tensors: [
        { name: 'in', shape: [1, 2, 2] },
        { name: 'out', shape },
      ],
      operators: [{ op: 'CONCATENATION', inputs: [0, 0], outputs: [1], options: [[0, 'int', axis]] }],
    };
    expect(Array.from((await runSpec(spec, [1, 2, 3, 4]))[0] ?? [])).toEqual(expected);
  });

  test.each([
    ['of channels', [0, 0, 0, 1], [1, 2, 2, 3], [1, 1, 1, 1], [], [1, 2, 2, 2], [1, 2, 4, 5, 7, 8, 10, 11]],
    [
      'with masks',
      [0, 1, 0, 0],
      [0, 0, 0, 1],
      [1, 1, 1, 1],
      [
        [0, 'int', 13],
        [1, 'int', 7],
      ],
      [1, 1, 2, 1],
      [6, 9],
    ],
    ['with a step', [0, 0, 0, 0], [1, 2, 2, 3], [1, 1, 1, 2], [], [1, 2, 2, 2], [0, 2, 3, 5, 6, 8, 9, 11]],
    [
      'that drops an axis',
      [0, 1, 0, 0],
      [1, 2, 2, 3],
      [1, 1, 1, 1],
      [[4, 'int', 2]],
      [1, 2, 3],
      [6, 7, 8, 9, 10, 11],
    ],
    ['from the end', [0, -1, 0, 0], [1, 2, 2, 3], [1, 1, 1, 1], [], [1, 1, 2, 3], [6, 7, 8, 9, 10, 11]],
  ] as [string, number[], number[], number[], OptionSpec[], number[], number[]][])(
    'STRIDED_SLICE %s',
    async (_, begin, end, steps, options, output, expected) => {
      const lists = [begin, end, steps].map((list) => ({ shape: [4], data: Int32Array.from(list) }));
      const spec = oneOperator({ op: 'STRIDED_SLICE', options }, { input: [1, 2, 2, 3], output }, lists);
      const [result] = await runSpec(
        spec,
        Array.from({ length: 12 }, (__, index) => index),
      );
      expect(Array.from(result ?? [])).toEqual(expected);
    },
  );
});
