import { describe, expect, test } from 'vitest';
import { expectClose } from '../support/expect-close.ts';
import * as reference from '../support/reference-operators.ts';
import { importGraph, oneOperator, product, ramp, runSpec } from '../support/run-tflite.ts';

const SAME = 0;
const VALID = 1;
const RELU6 = 3;
const picture = (height: number, width: number, channels: number, scale = 1) => ({
  height,
  width,
  channels,
  data: ramp(height * width * channels, scale),
});
const clip6 = (value: number) => Math.min(Math.max(value, 0), 6);

function convSpec(
  op: 'CONV_2D' | 'DEPTHWISE_CONV_2D',
  p: reference.Picture,
  window: reference.Window,
  filters: number,
  activation = 0,
) {
  const [kh, kw] = window.kernel;
  const depthwise = op === 'DEPTHWISE_CONV_2D';
  const shape = depthwise ? [1, kh, kw, filters] : [filters, kh, kw, p.channels];
  const weights = ramp(product(shape), 0.5);
  const bias = ramp(filters, 0.25);
  const [sh, sw] = window.stride;
  const size = (length: number, k: number, s: number) =>
    window.padding === 'SAME' ? Math.ceil(length / s) : Math.floor((length - k) / s) + 1;
  const output = [1, size(p.height, kh, sh), size(p.width, kw, sw), filters];
  const options = [
    [0, 'byte', window.padding === 'SAME' ? SAME : VALID],
    [1, 'int', sw],
    [2, 'int', sh],
    [depthwise ? 4 : 3, 'byte', activation],
  ] as const;
  const spec = oneOperator({ op, options }, { input: [1, p.height, p.width, p.channels], output }, [
    { shape, data: weights },
    { shape: [filters], data: bias },
  ]);
  const run = depthwise ? reference.depthwise : reference.conv2d;
  return { spec, expected: run(p, window, weights, bias) };
}

describe('CONV_2D', () => {
  const windows: [string, reference.Window][] = [
    ['1x1', { kernel: [1, 1], stride: [1, 1], padding: 'SAME' }],
    [
      '3x3 same, stride 2, even size: the extra zero is at the end',
      { kernel: [3, 3], stride: [2, 2], padding: 'SAME' },
    ],
    ['5x5 same, stride 2', { kernel: [5, 5], stride: [2, 2], padding: 'SAME' }],
    ['2x2 valid, stride 2', { kernel: [2, 2], stride: [2, 2], padding: 'VALID' }],
    ['3x1 same, strides 1 and 2', { kernel: [3, 1], stride: [1, 2], padding: 'SAME' }],
    ['3x3 valid, stride 3', { kernel: [3, 3], stride: [3, 3], padding: 'VALID' }],
  ];
  test.each(windows)('%s', async (_, window) => {
    const p = picture(6, 8, 3);
    const { spec, expected } = convSpec('CONV_2D', p, window, 4);
    expectClose((await runSpec(spec, p.data))[0], expected);
  });

  test('fused RELU6 clips at 0 and 6', async () => {
    const p = picture(4, 4, 2, 30);
    const { spec, expected } = convSpec(
      'CONV_2D',
      p,
      { kernel: [1, 1], stride: [1, 1], padding: 'SAME' },
      3,
      RELU6,
    );
    expect(expected.some((value) => value > 6) && expected.some((value) => value < 0)).toBe(true);
    expectClose((await runSpec(spec, p.data))[0], expected.map(clip6));
  });

  test('without a bias', async () => {
    const p = picture(2, 2, 2);
    const weights = ramp(6);
    const spec = oneOperator(
      {
        op: 'CONV_2D',
        options: [
          [1, 'int', 1],
          [2, 'int', 1],
        ],
      },
      { input: [1, 2, 2, 2], output: [1, 2, 2, 3] },
      [{ shape: [3, 1, 1, 2], data: weights }],
    );
    const window = { kernel: [1, 1], stride: [1, 1], padding: 'SAME' } as const;
    expectClose((await runSpec(spec, p.data))[0], reference.conv2d(p, window, weights, [0, 0, 0]));
  });
});

describe('DEPTHWISE_CONV_2D', () => {
  test.each([
    ['3x3 same', 3, { kernel: [3, 3], stride: [1, 1], padding: 'SAME' }],
    ['5x5 same, stride 2', 3, { kernel: [5, 5], stride: [2, 2], padding: 'SAME' }],
    ['two filters a channel', 6, { kernel: [3, 3], stride: [1, 1], padding: 'VALID' }],
  ] as [string, number, reference.Window][])('%s', async (_, filters, window) => {
    const p = picture(6, 6, 3);
    const { spec, expected } = convSpec('DEPTHWISE_CONV_2D', p, window, filters);
    expectClose((await runSpec(spec, p.data))[0], expected);
  });
});

test('MAX_POOL_2D ignores what lies outside, also where all numbers are negative', async () => {
  const p = { ...picture(5, 5, 2), data: ramp(50).map((value) => value - 2) };
  const options = [
    [0, 'byte', SAME],
    [1, 'int', 2],
    [2, 'int', 2],
    [3, 'int', 3],
    [4, 'int', 3],
  ] as const;
  const spec = oneOperator({ op: 'MAX_POOL_2D', options }, { input: [1, 5, 5, 2], output: [1, 3, 3, 2] });
  const expected = reference.maxPool(p, { kernel: [3, 3], stride: [2, 2], padding: 'SAME' });
  expectClose((await runSpec(spec, p.data))[0], expected);
});

test.each([
  [6, 10],
  [5, 7],
])('RESIZE_BILINEAR of 3x5 to %ix%i', async (height, width) => {
  const p = picture(3, 5, 2);
  const options = [[3, 'byte', 1]] as const;
  const spec = oneOperator(
    { op: 'RESIZE_BILINEAR', options },
    { input: [1, 3, 5, 2], output: [1, height, width, 2] },
    [{ shape: [2], data: Int32Array.of(height, width) }],
  );
  expectClose((await runSpec(spec, p.data))[0], reference.resize(p, height, width));
});

test('DEPTH_TO_SPACE', async () => {
  const p = picture(2, 3, 8);
  const spec = oneOperator(
    { op: 'DEPTH_TO_SPACE', options: [[0, 'int', 2]] },
    { input: [1, 2, 3, 8], output: [1, 4, 6, 2] },
  );
  expectClose((await runSpec(spec, p.data))[0], reference.depthToSpace(p, 2));
});

describe('PAD', () => {
  const widths = Int32Array.of(0, 0, 1, 2, 2, 1, 0, 0);
  const tensors = [
    { name: 'in', shape: [1, 4, 4, 2] },
    { name: 'widths', shape: [4, 2], data: widths },
    { name: 'padded', shape: [1, 7, 7, 2] },
    { name: 'weights', shape: [3, 3, 3, 2], data: ramp(54) },
    { name: 'bias', shape: [3], data: ramp(3) },
    { name: 'out', shape: [1, 3, 3, 3] },
  ];
  const pad = { op: 'PAD', inputs: [0, 1], outputs: [2] };
  const options = [
    [0, 'byte', VALID],
    [1, 'int', 2],
    [2, 'int', 2],
  ] as const;
  const conv = { op: 'CONV_2D', inputs: [2, 3, 4], outputs: [5], options };
  const padded = (data: ArrayLike<number>) =>
    Array.from({ length: 98 }, (_, index) => {
      const [y, x, c] = reference.unravel(index, [7, 7, 2]) as [number, number, number];
      const inside = y >= 1 && y < 5 && x >= 2 && x < 6;
      return inside ? (data[((y - 1) * 4 + (x - 2)) * 2 + c] as number) : 0;
    });

  test('goes into the convolution behind it', async () => {
    const input = ramp(32);
    const spec = { tensors, operators: [pad, conv] };
    const p = { height: 7, width: 7, channels: 2, data: padded(input) };
    const expected = reference.conv2d(
      p,
      { kernel: [3, 3], stride: [2, 2], padding: 'VALID' },
      ramp(54),
      ramp(3),
    );
    expectClose((await runSpec(spec, input))[0], expected);
    expect(importGraph(spec).nodes.map(({ op }) => op)).toEqual([
      'Transpose',
      'Conv',
      'Transpose',
      'Identity',
    ]);
  });

  test('is written where something else reads it too', async () => {
    const input = ramp(32);
    const [first, second] = await runSpec({ tensors, operators: [pad, conv], outputs: [2, 5] }, input);
    expectClose(first, padded(input));
    expect(second).toHaveLength(27);
  });

  test('of channels appends zeros', async () => {
    const spec = oneOperator({ op: 'PAD' }, { input: [1, 2, 2, 2], output: [1, 2, 2, 3] }, [
      { shape: [4, 2], data: Int32Array.of(0, 0, 0, 0, 0, 0, 0, 1) },
    ]);
    const [result] = await runSpec(spec, [1, 2, 3, 4, 5, 6, 7, 8]);
    expect(Array.from(result ?? [])).toEqual([1, 2, 0, 3, 4, 0, 5, 6, 0, 7, 8, 0]);
  });
});
