import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJsonBytes } from '../../../sidecar/src/protocol/json-bytes.ts';

function print(value: number): string {
  const out = createJsonBytes();
  out.number(value);
  return out.take().toString();
}

describe('createJsonBytes', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [-1.5, '-1.5'],
    [0.1, '0.1'],
    [0.000001, '0.000001'],
    [-0.0000004, '0'],
    [0.9999999, '1'],
    [-9.9999996, '-10'],
    [1234567.891, '1234567.891'],
    [100, '100'],
    [1e20, '100000000000000000000'],
  ])('prints %d as %s', (value, text) => {
    expect(print(value)).toBe(text);
  });

  test('is the number rounded to six decimals, as JSON reads it', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        expect(JSON.parse(print(value))).toBeCloseTo(value, 6);
        expect(print(value)).toMatch(/^-?(0|[1-9]\d*)(\.\d{0,5}[1-9])?$/);
      }),
    );
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %d', (value) => {
    expect(() => print(value)).toThrow(RangeError);
  });

  test('grows past its first size and starts empty after each take', () => {
    const out = createJsonBytes(8);
    for (let i = 0; i < 100; i++) out.text('0123456789');
    expect(out.take().toString()).toBe('0123456789'.repeat(100));
    expect(out.take().length).toBe(0);
  });
});
