import { expect, test } from 'vitest';
import { ribbon } from '../../../sidecar/web/src/motion/ribbon.ts';

test('a line gets two edges, half the width to each side', () => {
  expect(
    ribbon(
      [
        [0, 0],
        [1, 0],
        [2, 0],
      ],
      0.5,
    ),
  ).toEqual([
    [0, 0.25],
    [0, -0.25],
    [1, 0.25],
    [1, -0.25],
    [2, 0.25],
    [2, -0.25],
  ]);
});

test('a closed line ends where it starts, and a point is no line', () => {
  const square = ribbon(
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ],
    0.2,
  );
  expect(square.slice(0, 2)).toEqual(square.slice(-2));
  expect(ribbon([[3, 4]], 1)).toEqual([
    [3, 4],
    [3, 4],
  ]);
});
