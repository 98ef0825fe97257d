import { describe, expect, test } from 'vitest';
import tables from '../reference-vectors.data.json' with { type: 'json' };
import type { ModelSpec } from '../support/build-tflite.ts';
import { expectClose } from '../support/expect-close.ts';
import { at, type Picture } from '../support/reference-operators.ts';
import { ramp, runSpec } from '../support/run-tflite.ts';

const MATRIX = [1.2, -0.5, 0, 3.1, 0.4, 0.9, 0, -0.7, 0, 0, 1, 0, 0, 0, 0, 1];

describe('Landmarks2TransformMatrix', () => {
  const options = {
    left_rotation_idx: 0,
    right_rotation_idx: 1,
    subset_idxs: [0, 1, 2, 3, 4, 5],
    target_rotation_radians: 0.0,
    scale_x: 1.5,
    scale_y: 1.5,
    output_width: 16,
    output_height: 16,
  };
  const specOf = (points: number, custom: object, version = 2): ModelSpec => ({
    tensors: [
      { name: 'in', shape: [1, points, 3] },
      { name: 'out', shape: [1, 4, 4] },
    ],
    operators: [{ op: 'Landmarks2TransformMatrix', version, custom, inputs: [0], outputs: [1] }],
  });

  test('gives the published matrix', async () => {
    const { landmarks_xy, matrix } = tables.landmarks2transform_matrix;
    const input = landmarks_xy.flatMap((point) => [...point, 7]);
    const [result] = await runSpec(specOf(6, options), input);
    expectClose(result, matrix.flat());
  });

  test('follows the formula of its definition with a turned face, other scales and a subset', async () => {
    const points = Array.from({ length: 8 }, (_, i) => [
      40 + 9 * Math.sin(2 * i),
      30 + 7 * Math.cos(3 * i),
      i,
    ]);
    const custom = {
      ...options,
      left_rotation_idx: 6,
      right_rotation_idx: 2,
      subset_idxs: [1, 3, 5, 7],
      scale_y: 2,
      output_width: 8,
    };
    const [result] = await runSpec(specOf(8, custom), points.flat());
    expectClose(result, transformMatrix(points, custom));
  });

  test('refuses version 1, which means something else', async () => {
    await expect(runSpec(specOf(6, options, 1), ramp(18))).rejects.toMatchObject({
      code: 'model.unsupported-operator',
    });
  });

  test('refuses points that are not there and options that are missing', async () => {
    const beyond = { ...options, subset_idxs: [0, 6] };
    await expect(runSpec(specOf(6, beyond), ramp(18))).rejects.toMatchObject({ code: 'model.invalid' });
    await expect(runSpec(specOf(6, { scale_x: 1 }), ramp(18))).rejects.toMatchObject({
      code: 'model.invalid',
    });
  });
});

/** r = -atan2(d.y, d.x); M = T(centre) R(-r) S(scale extent / size) T(-size / 2), as the operator is defined. */
function transformMatrix(
  points: number[][],
  o: {
    left_rotation_idx: number;
    right_rotation_idx: number;
    subset_idxs: number[];
    scale_x: number;
    scale_y: number;
    output_width: number;
    output_height: number;
  },
): number[] {
  const [left, right] = [points[o.left_rotation_idx], points[o.right_rotation_idx]] as [number[], number[]];
  const r = -Math.atan2((right[1] ?? 0) - (left[1] ?? 0), (right[0] ?? 0) - (left[0] ?? 0));
  const turn = (a: number, [x, y]: readonly number[]) => [
    (x ?? 0) * Math.cos(a) - (y ?? 0) * Math.sin(a),
    (x ?? 0) * Math.sin(a) + (y ?? 0) * Math.cos(a),
  ];
  const turned = o.subset_idxs.map((index) => turn(r, points[index] ?? []));
  const range = (axis: number) => {
    const list = turned.map((point) => point[axis] as number);
    return { low: Math.min(...list), high: Math.max(...list) };
  };
  const [x, y] = [range(0), range(1)];
  const centre = turn(-r, [(x.low + x.high) / 2, (y.low + y.high) / 2]);
  const sx = (o.scale_x * (x.high - x.low)) / o.output_width;
  const sy = (o.scale_y * (y.high - y.low)) / o.output_height;
  const [a, b, c, d] = [Math.cos(-r) * sx, -Math.sin(-r) * sy, Math.sin(-r) * sx, Math.cos(-r) * sy];
  const tx = (centre[0] ?? 0) - (a * o.output_width) / 2 - (b * o.output_height) / 2;
  const ty = (centre[1] ?? 0) - (c * o.output_width) / 2 - (d * o.output_height) / 2;
  return [a, b, 0, tx, c, d, 0, ty, 0, 0, 1, 0, 0, 0, 0, 1];
}

test('TransformTensorBilinear samples inside, and gives zero outside without a soft edge', async () => {
  const picture: Picture = { height: 9, width: 7, channels: 3, data: ramp(9 * 7 * 3) };
  const [columns, rows] = [8, 6];
  const spec: ModelSpec = {
    tensors: [
      { name: 'in', shape: [1, 9, 7, 3] },
      { name: 'matrix', shape: [1, 4, 4], data: Float32Array.from(MATRIX) },
      { name: 'out', shape: [1, rows, columns, 3] },
    ],
    operators: [
      {
        op: 'TransformTensorBilinear',
        version: 2,
        custom: { output_width: columns, output_height: rows },
        inputs: [0, 1],
        outputs: [2],
      },
    ],
  };
  const expected: number[] = [];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const tx = 1.2 * (x + 0.5) - 0.5 * (y + 0.5) + 3.1 - 0.5;
      const ty = 0.4 * (x + 0.5) + 0.9 * (y + 0.5) - 0.7 - 0.5;
      for (let c = 0; c < 3; c++) expected.push(sampleOrZero(picture, tx, ty, c));
    }
  expect(expected.filter((value) => value === 0).length).toBeGreaterThan(10);
  expectClose((await runSpec(spec, picture.data))[0], expected);
});

function sampleOrZero(picture: Picture, x: number, y: number, c: number): number {
  if (x < 0 || y < 0 || x > picture.width - 1 || y > picture.height - 1) return 0;
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - x0, y - y0];
  const value = (yy: number, xx: number) =>
    at(picture, Math.min(yy, picture.height - 1), Math.min(xx, picture.width - 1), c);
  const top = value(y0, x0) * (1 - fx) + value(y0, x0 + 1) * fx;
  return top * (1 - fy) + (value(y0 + 1, x0) * (1 - fx) + value(y0 + 1, x0 + 1) * fx) * fy;
}

test('TransformLandmarks moves points by the matrix', async () => {
  const spec: ModelSpec = {
    tensors: [
      { name: 'in', shape: [1, 3, 2] },
      { name: 'matrix', shape: [1, 4, 4], data: Float32Array.from(MATRIX) },
      { name: 'out', shape: [1, 3, 2] },
    ],
    operators: [{ op: 'TransformLandmarks', version: 2, custom: {}, inputs: [0, 1], outputs: [2] }],
  };
  const points = [1, 2, -3, 4, 0, 0];
  const expected = [0, 2, 4].flatMap((k) => {
    const [x, y] = [points[k] as number, points[k + 1] as number];
    return [1.2 * x - 0.5 * y + 3.1, 0.4 * x + 0.9 * y - 0.7];
  });
  expectClose((await runSpec(spec, points))[0], expected);
});
