import { expect, test } from 'vitest';
import { encodeOnnx } from '../../../../sidecar/src/models/onnx/encode-onnx.ts';
import { expandPrelu } from '../../../../sidecar/src/models/onnx/expand-prelu.ts';
import { createSession } from '../../../../sidecar/src/models/onnx-runtime.ts';
import { importGraph, oneOperator, ramp } from '../support/run-tflite.ts';

const shape = [1, 3, 3, 4];
const slopes = Float32Array.of(0.1, 0.3, -0.5, 2);

/** A convolution that swaps nothing, then PRELU: the picture is NCHW where the slopes come in. */
const picture = () =>
  importGraph({
    tensors: [
      { name: 'in', shape },
      {
        name: 'weights',
        shape: [4, 1, 1, 4],
        data: Float32Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0)),
      },
      { name: 'bias', shape: [4], data: new Float32Array(4) },
      { name: 'conv', shape },
      { name: 'slopes', shape: [1, 1, 4], data: slopes },
      { name: 'out', shape },
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
      { op: 'PRELU', inputs: [3, 4], outputs: [5] },
    ],
  });

test('gives exactly the numbers of PRelu', async () => {
  const input = ramp(36, 5);
  const run = async (graph: ReturnType<typeof picture>) => {
    const session = await createSession(encodeOnnx(graph), { provider: 'cpu', threads: 1 });
    session.input.set(input);
    const [values] = await session.run();
    await session.release();
    return Array.from(values ?? []);
  };
  const expected = Array.from(input, (x, index) =>
    x < 0 ? Math.fround(x * (slopes[index % 4] as number)) : x,
  );
  expect(await run(picture())).toEqual(expected);
  expect(expandPrelu(picture()).nodes.some(({ op }) => op === 'PRelu')).toBe(false);
  expect(await run(expandPrelu(picture()))).toEqual(expected);
});

test('leaves slopes of another shape', () => {
  const spec = oneOperator({ op: 'PRELU' }, { input: shape, output: shape }, [
    { shape: [1, 3, 4], data: ramp(12) },
  ]);
  const graph = importGraph(spec);
  expect(expandPrelu(graph)).toEqual(graph);
});
