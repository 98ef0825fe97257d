import { describe, expect, test } from 'vitest';
import type { ModelSpec, TensorSpec } from '../support/build-tflite.ts';
import { expectClose } from '../support/expect-close.ts';
import { runSpec } from '../support/run-tflite.ts';

/** Binary16 bits of 1, 2, 0.5, -3, 0.25, -1. */
const HALVES = {
  one: 0x3c00,
  two: 0x4000,
  half: 0x3800,
  minusThree: 0xc200,
  quarter: 0x3400,
  minusOne: 0xbc00,
};

/** ADD of a constant that comes through the given operators. */
function addSpec(constant: TensorSpec, chain: readonly string[], shape: readonly number[]): ModelSpec {
  const steps = chain.map((op, index) => ({ op, inputs: [index + 1], outputs: [index + 2] }));
  const values = chain.map((op) => ({ name: op, shape: constant.shape }));
  const last = chain.length + 1;
  return {
    tensors: [{ name: 'in', shape }, constant, ...values, { name: 'out', shape }],
    operators: [...steps, { op: 'ADD', inputs: [0, last], outputs: [last + 1] }],
  };
}

test('DEQUANTIZE of half-precision weights', async () => {
  const data = Uint16Array.of(HALVES.one, HALVES.two, HALVES.half, HALVES.minusThree);
  const spec = addSpec({ name: 'weights', shape: [4], data }, ['DEQUANTIZE'], [1, 4]);
  expectClose((await runSpec(spec, [0, 0, 0, 10]))[0], [1, 2, 0.5, 7]);
});

describe('DENSIFY, then DEQUANTIZE', () => {
  const data = Uint16Array.of(HALVES.one, HALVES.two, HALVES.minusOne);
  const shape = [3, 1, 1, 4];

  test.each([1, 2, 4] as const)('with index lists of %i bytes', async (width) => {
    const sparsity = { segments: [0, 2, 2, 3], indices: [1, 3, 0], width };
    const spec = addSpec({ name: 'weights', shape, data, sparsity }, ['DENSIFY', 'DEQUANTIZE'], shape);
    expectClose((await runSpec(spec, new Float32Array(12)))[0], [0, 1, 0, 2, 0, 0, 0, 0, -1, 0, 0, 0]);
  });

  test.each([
    ['rows that overlap', [0, 2, 1, 3], [1, 3, 0]],
    ['too few rows', [0, 2, 3], [1, 3, 0]],
    ['a column outside', [0, 2, 2, 3], [1, 4, 0]],
    ['more values than there are', [0, 2, 2, 4], [1, 3, 0, 1]],
  ])('refuses %s', async (_, segments, indices) => {
    const constant = { name: 'weights', shape, data, sparsity: { segments, indices } };
    const run = runSpec(addSpec(constant, ['DENSIFY', 'DEQUANTIZE'], shape), new Float32Array(12));
    await expect(run).rejects.toMatchObject({ code: 'model.invalid' });
  });
});

test('DEQUANTIZE of a value that is computed is refused by name', async () => {
  const spec: ModelSpec = {
    tensors: [
      { name: 'in', shape: [1, 4] },
      { name: 'out', shape: [1, 4] },
    ],
    operators: [{ op: 'DEQUANTIZE', inputs: [0], outputs: [1] }],
  };
  await expect(runSpec(spec, [0, 0, 0, 0])).rejects.toMatchObject({
    code: 'model.unsupported-operator',
    message: expect.stringContaining('DEQUANTIZE'),
  });
});
