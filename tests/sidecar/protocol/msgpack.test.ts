import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMsgpack } from '../../../sidecar/src/protocol/check-msgpack.ts';
import { decodeMsgpack, encodeMsgpack } from '../../../sidecar/src/protocol/msgpack.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
/** Everything that JSON has and bytes; keys that no message has are left out. */
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(
      fc.string(),
      fc.integer(),
      // the library writes -0 as the whole number 0
      fc.double({ noNaN: true }).map((value) => (value === 0 ? 0 : value)),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array(),
    ),
    fc.array(tie('value'), { maxLength: 20 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 20, noNullPrototype: true },
    ),
  ),
})).value;

test('what is written is read', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(decodeMsgpack(encodeMsgpack(value))).toEqual(value);
    }),
  );
});

test('absent fields are left out', () => {
  expect(decodeMsgpack(encodeMsgpack({ a: undefined, b: null }))).toEqual({ b: null });
});

test('messages that are written one after the other do not share memory', () => {
  const first = encodeMsgpack({ a: 1 });
  const copy = new Uint8Array(first);
  encodeMsgpack({ b: 2 });
  expect(first).toEqual(copy);
});

describe('the check before reading', () => {
  test('takes what the library writes, whole, and nothing shorter or longer', () => {
    fc.assert(
      fc.property(values, (value) => {
        const whole = encode(value);
        expect(checkMsgpack(whole)).toBeNull();
        expect(checkMsgpack(whole.subarray(0, whole.length - 1))).toBe('it breaks off');
        expect(checkMsgpack(Buffer.concat([whole, Buffer.of(0)]))).toBe('more follows after its end');
      }),
    );
  });

  test.each([
    ['c1', 'it holds a type that no message has'],
    ['d40100', 'it holds a type that no message has'],
    ['c70001', 'it holds a type that no message has'],
    ['dd7fffffff', 'it breaks off'],
    ['dfffffffff', 'it breaks off'],
    ['dc000200', 'it breaks off'],
    // two arrays that would hold the same bytes
    ['92920000', 'it breaks off'],
    ['', 'it breaks off'],
    ['d9', 'it breaks off'],
    [`${'91'.repeat(15)}c0`, null],
    [`${'91'.repeat(16)}c0`, 'it nests deeper than 16 levels'],
  ])('%s: %s', (hex, problem) => expect(checkMsgpack(bytes(hex))).toBe(problem));

  test('keeps a message of a kilobyte from asking for gigabytes', () => {
    const bomb = bytes('dd000003e8'.repeat(200));
    const before = process.memoryUsage().heapUsed;
    expect(() => decodeMsgpack(bomb)).toThrow(expect.objectContaining({ code: 'message.malformed' }));
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(10e6);
  });
});

test.each([
  ['81a9', 'a key that breaks off'],
  ['8101c0', 'a key that is a number'],
  ['81c0c0', 'a key that is nil'],
  ['81a95f5f70726f746f5f5fc0', 'a key that changes what an object is'],
])('%s is refused: %s', (hex) => {
  let value: unknown;
  try {
    value = decodeMsgpack(bytes(hex));
  } catch (error) {
    expect(error).toMatchObject({ code: 'message.malformed' });
    return;
  }
  // a key of another type becomes text, which no message knows
  expect(Object.keys(value as object).every((key) => typeof key === 'string')).toBe(true);
});
