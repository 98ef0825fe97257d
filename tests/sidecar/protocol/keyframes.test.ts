import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyframeLayout, packKeyframes, unpackKeyframes } from '../../../sidecar/src/protocol/keyframes.ts';
import type { MotionTables } from '../../../sidecar/src/protocol/motion-chunk.ts';
import { bytesOf, float32Of, float64Of, uint32Of } from '../../../sidecar/src/protocol/typed-bytes.ts';

describe('typed bytes', () => {
  test('are little-endian', () => {
    expect([...bytesOf(Float32Array.of(1))]).toEqual([0, 0, 0x80, 0x3f]);
    expect([...bytesOf(Uint32Array.of(258))]).toEqual([2, 1, 0, 0]);
    expect([...bytesOf(Float64Array.of(-2))]).toEqual([0, 0, 0, 0, 0, 0, 0, 0xc0]);
  });

  test('of a part of an array are that part', () => {
    expect([...bytesOf(Uint32Array.of(1, 2, 3).subarray(1, 2))]).toEqual([2, 0, 0, 0]);
  });

  test('come back from any place in memory', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), fc.nat(15), (numbers, offset) => {
        const there = Float64Array.from(numbers);
        const memory = new Uint8Array(offset + there.byteLength);
        memory.set(bytesOf(there), offset);
        expect(float64Of(memory.subarray(offset))).toEqual(there);
        const single = Float32Array.from(numbers);
        memory.set(bytesOf(single), offset);
        expect(float32Of(memory.subarray(offset, offset + single.byteLength))).toEqual(single);
      }),
    );
  });

  test('that are no whole number of values are none', () => {
    expect([
      float32Of(new Uint8Array(5)),
      float64Of(new Uint8Array(12)),
      uint32Of(new Uint8Array(3)),
    ]).toEqual([null, null, null]);
  });
});

describe('keyframes', () => {
  const tables: MotionTables = {
    fps: 30,
    bones: ['root', 'pelvis'],
    parents: [-1, 0],
    rest: new Float32Array(14),
    curves: ['a', 'b', 'c'],
    arkit: ['d', 'e'],
    flags: ['f'],
  };
  // 3 pelvis, 8 rotations, 3 curves, 2 shapes, 4 confidence
  const width = 20;
  const chunk = {
    firstFrame: 7,
    count: 2,
    times: Float64Array.of(0.5, 0.75),
    values: Float32Array.from({ length: 2 * width }, (_, i) => i),
    flags: Uint32Array.of(1, 0x80000000),
  };
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

  test('have the face that was asked for, and nothing of the other', () => {
    const row = (from: number, face: [number, number]) => [
      ...range(from, from + 11),
      ...range(from + face[0], from + face[1]),
      ...range(from + 16, from + 20),
    ];
    const ctrl = unpackKeyframes({ ...packKeyframes(chunk, tables, 'ctrl'), count: 2 }, keyframeLayout(2, 3));
    expect([...ctrl.values]).toEqual([...row(0, [11, 14]), ...row(width, [11, 14])]);
    const arkit = unpackKeyframes(
      { ...packKeyframes(chunk, tables, 'arkit'), count: 2 },
      keyframeLayout(2, 2),
    );
    expect([...arkit.values]).toEqual([...row(0, [14, 16]), ...row(width, [14, 16])]);
    expect([...arkit.times, ...arkit.flags]).toEqual([0.5, 0.75, 1, 0x80000000]);
  });

  test('of a full body take at most 1.5 kB a frame with either face', () => {
    const bytes = (faces: number) => keyframeLayout(64, faces).size * 4 + 8 + 4;
    expect([bytes(52), bytes(81)]).toEqual([1272, 1388]);
  });

  test.each([
    ['another count', { count: 3 }, keyframeLayout(2, 3)],
    ['another face', { count: 2 }, keyframeLayout(2, 2)],
    ['a value cut short', { count: 2, values: new Uint8Array(7) }, keyframeLayout(2, 3)],
    ['times that are missing', { count: 2, times: new Uint8Array(8) }, keyframeLayout(2, 3)],
    ['flags that are missing', { count: 2, flags: new Uint8Array(4) }, keyframeLayout(2, 3)],
  ])('with %s are refused', (_name, change, layout) => {
    expect(() => unpackKeyframes({ ...packKeyframes(chunk, tables, 'ctrl'), ...change }, layout)).toThrow(
      expect.objectContaining({ code: 'message.malformed' }),
    );
  });
});
