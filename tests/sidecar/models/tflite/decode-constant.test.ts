import { expect, test } from 'vitest';
import { halvesToFloats } from '../../../../sidecar/src/models/tflite/decode-constant.ts';

test('every half-precision number', () => {
  const bits = Uint16Array.from({ length: 65536 }, (_, index) => index);
  const values = halvesToFloats(bits);
  const wrong = Array.from(bits).filter((half) => {
    const exponent = (half >> 10) & 31;
    const fraction = (half & 1023) / 1024;
    const size = exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15);
    const special = fraction === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
    const expected = (half >= 0x8000 ? -1 : 1) * (exponent === 31 ? special : size);
    return !Object.is(values[half], expected) && !(Number.isNaN(expected) && Number.isNaN(values[half]));
  });
  expect(wrong).toEqual([]);
});
