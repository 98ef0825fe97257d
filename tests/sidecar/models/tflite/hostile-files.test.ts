import { describe, expect, test } from 'vitest';
import { convertTflite } from '../../../../sidecar/src/models/convert/convert-tflite.ts';
import { encodeOnnx } from '../../../../sidecar/src/models/onnx/encode-onnx.ts';
import { createSession } from '../../../../sidecar/src/models/onnx-runtime.ts';
import { readTflite } from '../../../../sidecar/src/models/tflite/read-tflite.ts';
import { AppError } from '../../../../sidecar/src/protocol/errors.ts';
import { buildTflite } from '../support/build-tflite.ts';
import { readInstalled } from '../support/installed-models.ts';
import { ramp } from '../support/run-tflite.ts';

/** Longest time that one damaged file may take, ms: a hang, not a slow machine. */
const PATIENCE = 5_000;

/** A small file that uses every kind of table: options, sparse and half-precision weights, a custom operator. */
function smallFile(): Uint8Array {
  return buildTflite({
    tensors: [
      { name: 'in', shape: [1, 4, 4, 2] },
      { name: 'widths', shape: [4, 2], data: Int32Array.of(0, 0, 1, 1, 1, 1, 0, 0) },
      { name: 'padded', shape: [1, 6, 6, 2] },
      {
        name: 'sparse',
        shape: [3, 1, 1, 2],
        data: Uint16Array.of(1, 2, 3),
        sparsity: { segments: [0, 1, 2, 3], indices: [0, 1, 0] },
      },
      { name: 'dense', shape: [3, 1, 1, 2] },
      { name: 'weights', shape: [3, 1, 1, 2] },
      { name: 'bias', shape: [3], data: ramp(3) },
      { name: 'conv', shape: [1, 6, 6, 3] },
      { name: 'points', shape: [1, 36, 3] },
      { name: 'matrix', shape: [1, 4, 4] },
    ],
    operators: [
      { op: 'PAD', inputs: [0, 1], outputs: [2] },
      { op: 'DENSIFY', inputs: [3], outputs: [4] },
      { op: 'DEQUANTIZE', inputs: [4], outputs: [5] },
      {
        op: 'CONV_2D',
        inputs: [2, 5, 6],
        outputs: [7],
        options: [
          [0, 'byte', 1],
          [1, 'int', 1],
          [2, 'int', 1],
          [3, 'byte', 3],
        ],
      },
      { op: 'RESHAPE', inputs: [7], outputs: [8] },
      {
        op: 'Landmarks2TransformMatrix',
        version: 2,
        inputs: [8],
        outputs: [9],
        custom: {
          left_rotation_idx: 0,
          right_rotation_idx: 1,
          subset_idxs: [0, 1, 2, 3],
          target_rotation_radians: 0.0,
          scale_x: 1.5,
          scale_y: 1.5,
          output_width: 16,
          output_height: 16,
        },
      },
    ],
  });
}

/** Imports the bytes; anything thrown but an AppError, and any delay, fails the test. */
function importOrRefuse(bytes: Uint8Array): Uint8Array | null {
  const start = performance.now();
  try {
    return encodeOnnx(convertTflite(bytes));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(['model.invalid', 'model.unsupported-operator']).toContain(error.code);
    return null;
  } finally {
    expect(performance.now() - start).toBeLessThan(PATIENCE);
  }
}

/** Park and Miller's generator: the same damage in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

const EXTREMES = [0, 1, 127, 128, 255];

function damage(bytes: Uint8Array, random: (below: number) => number, places: number): Uint8Array {
  const copy = bytes.slice();
  for (let count = 0; count < places; count++)
    copy[random(copy.length)] = random(2) === 0 ? random(256) : (EXTREMES[random(EXTREMES.length)] as number);
  return copy;
}

test('the small file itself is imported', () => {
  expect(importOrRefuse(smallFile())).not.toBeNull();
});

test('a file cut off anywhere is refused', () => {
  const bytes = smallFile();
  for (let length = 0; length < bytes.length; length += 3) importOrRefuse(bytes.slice(0, length));
  expect(importOrRefuse(bytes.slice(0, bytes.length >> 1))).toBeNull();
});

test('no damage to the small file does worse than a named error, in the importer and in the runtime', async () => {
  const random = createRandom(1);
  let imported = 0;
  for (let round = 0; round < 3000; round++) {
    const graph = importOrRefuse(damage(smallFile(), random, 1 + random(4)));
    if (graph === null) continue;
    imported += 1;
    if (imported % 20 > 0) continue;
    const session = await createSession(graph, { provider: 'cpu', threads: 1 }).catch((error: unknown) => {
      expect(error).toBeInstanceOf(AppError);
      return null;
    });
    await session?.run();
    await session?.release();
  }
  expect(imported).toBeGreaterThan(100);
  expect(imported).toBeLessThan(2900);
});

test.each(['hand_recrop', 'face_detection_short_range'])(
  'no damage to %s does worse than a named error',
  async (name) => {
    const bytes = await readInstalled(name);
    const random = createRandom(7);
    for (let round = 0; round < 40; round++) importOrRefuse(damage(bytes, random, 200));
    for (let round = 0; round < 10; round++) importOrRefuse(bytes.slice(0, random(bytes.length)));
  },
);

describe('files that are not TFLite', () => {
  test.each([
    ['empty', new Uint8Array()],
    ['too short', Uint8Array.of(1, 2, 3)],
    ['text', Buffer.from('this is no model at all, only words')],
    [
      'zeros with the identifier',
      Uint8Array.from([0, 0, 0, 0, 0x54, 0x46, 0x4c, 0x33, ...new Array<number>(64).fill(0)]),
    ],
    [
      'an offset far outside',
      Uint8Array.from([255, 255, 255, 255, 0x54, 0x46, 0x4c, 0x33, ...new Array<number>(64).fill(255)]),
    ],
  ])('%s', (_, bytes) => {
    expect(() => readTflite(bytes)).toThrowError(expect.objectContaining({ code: 'model.invalid' }));
  });
});

describe('sizes that would fill the memory', () => {
  test.each([
    ['a shape of many axes', [1, 1, 1, 1, 1, 1, 1]],
    ['a shape of no size', [1, 0, 4]],
    ['a negative shape', [1, -4, 4]],
    ['a shape of 2^28 numbers', [2 ** 14, 2 ** 14]],
  ])('%s', (_, shape) => {
    const spec = {
      tensors: [
        { name: 'in', shape },
        { name: 'out', shape },
      ],
      operators: [{ op: 'RELU', inputs: [0], outputs: [1] }],
    };
    expect(() => readTflite(buildTflite(spec))).toThrowError(
      expect.objectContaining({ code: 'model.invalid' }),
    );
  });

  test('sparse constants that expand beyond any model', () => {
    const shape = [4096, 1, 1, 8192];
    const sparsity = { segments: [...new Array<number>(4096).fill(0), 1], indices: [0] };
    const constant = (name: string) => ({ name, shape, data: Uint16Array.of(1), sparsity });
    const names = ['a', 'b', 'c', 'd', 'e'];
    const spec = {
      tensors: [
        { name: 'in', shape: [1, 2] },
        ...names.map(constant),
        ...names.map((name) => ({ name: `${name} dense`, shape })),
        { name: 'out', shape: [1, 2] },
      ],
      operators: [
        ...names.map((_, index) => ({ op: 'DENSIFY', inputs: [index + 1], outputs: [index + 6] })),
        { op: 'RELU', inputs: [0], outputs: [11] },
      ],
    };
    expect(() => convertTflite(buildTflite(spec))).toThrowError(
      expect.objectContaining({ code: 'model.invalid' }),
    );
  });
});
