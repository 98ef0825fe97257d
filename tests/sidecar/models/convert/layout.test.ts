import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  NCHW,
  permutation,
  permute,
  plainLayout,
  sameMemory,
  storedShape,
} from '../../../../sidecar/src/models/convert/layout.ts';
import { transposed } from '../support/reference-operators.ts';
import { product, ramp } from '../support/run-tflite.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
const shapeAndLayout = shapes.chain((shape) =>
  fc.tuple(
    fc.constant(shape),
    fc.shuffledSubarray([...plainLayout(shape.length)], { minLength: shape.length }),
  ),
);

describe('permute', () => {
  test('orders numbers as index arithmetic does', () => {
    fc.assert(
      fc.property(shapeAndLayout, ([shape, layout]) => {
        const data = ramp(product(shape));
        expect(Array.from(permute(data, shape, layout))).toEqual(transposed(data, shape, layout));
      }),
    );
  });

  test('moves nothing where only axes of size 1 move', () => {
    fc.assert(
      fc.property(shapeAndLayout, ([shape, layout]) => {
        const data = ramp(product(shape));
        const same = Array.from(permute(data, shape, layout)).every((value, index) => value === data[index]);
        expect(!sameMemory(shape, plainLayout(shape.length), layout) || same).toBe(true);
      }),
    );
  });
});

test('permutation leads from one layout to another', () => {
  fc.assert(
    fc.property(shapeAndLayout, ([shape, from]) => {
      const to = plainLayout(shape.length);
      const perm = permutation(from, to);
      expect(perm.map((axis) => storedShape(shape, from)[axis])).toEqual(storedShape(shape, to));
    }),
  );
});

test('NCHW', () => {
  expect(storedShape([1, 4, 5, 3], NCHW)).toEqual([1, 3, 4, 5]);
  expect(Array.from(permute(Float32Array.of(1, 2, 3, 4), [1, 2, 1, 2], NCHW))).toEqual([1, 3, 2, 4]);
});
