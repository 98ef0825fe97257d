import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { unpackTask } from '../../../../sidecar/src/models/store/unpack-task.ts';

const names = (archive: Uint8Array) => unpackTask(archive).map(({ name }) => name);
const invalid = expect.objectContaining({ code: 'model.invalid' });

/** Changes a field of every central directory entry: [offset in the entry, bytes, value]. */
function patchEntries(archive: Uint8Array, offset: number, width: 2 | 4, value: number): Uint8Array {
  const copy = Buffer.from(archive);
  for (
    let at = copy.indexOf('PK\x01\x02', 0, 'latin1');
    at !== -1;
    at = copy.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    if (width === 2) copy.writeUInt16LE(value, at + offset);
    else copy.writeUInt32LE(value, at + offset);
  }
  return copy;
}

const METHOD = 10;
const PACKED_SIZE = 20;
const SIZE = 24;

test('gives the models, packed or stored, and leaves the rest', () => {
  const archive = zipSync({
    'a.tflite': strToU8('one'),
    'b.tflite': [strToU8('two two two two two'), { level: 9 }],
    'notes.txt': strToU8('no model'),
  });
  const members = unpackTask(archive).map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]);
  expect(members).toEqual([
    ['a.tflite', 'one'],
    ['b.tflite', 'two two two two two'],
  ]);
});

test('a name never carries a folder', () => {
  expect(names(zipSync({ '../../etc/evil.tflite': strToU8('x'), '/abs.tflite': strToU8('y') }))).toEqual([
    'evil.tflite',
    'abs.tflite',
  ]);
});

describe('an archive is refused that', () => {
  const one = zipSync({ 'a.tflite': [new Uint8Array(5000), { level: 9 }] });
  test.each([
    ['is none', strToU8('not an archive, but long enough to look for its end')],
    ['is empty', new Uint8Array()],
    ['states 4 GB for a member', patchEntries(one, SIZE, 4, 0xfffffff0)],
    ['states more than the member has', patchEntries(one, SIZE, 4, 6000)],
    ['states more packed bytes than the file has', patchEntries(one, PACKED_SIZE, 4, 1_000_000)],
    ['is packed in an unknown way', patchEntries(one, METHOD, 2, 99)],
    [
      'has hundreds of members',
      zipSync(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}.tflite`, strToU8('x')]))),
    ],
    [
      'has two members of one name',
      patchNames(zipSync({ 'a.tflite': strToU8('x'), 'b.tflite': strToU8('y') })),
    ],
  ])('%s', (_, archive) => {
    expect(() => unpackTask(archive)).toThrowError(invalid);
  });

  test('has members of 300 MB together, packed into few bytes', () => {
    const big = zipSync({
      'a.tflite': [new Uint8Array(2 ** 20), { level: 9 }],
      'b.tflite': [new Uint8Array(2 ** 20), { level: 9 }],
    });
    expect(() => unpackTask(patchEntries(big, SIZE, 4, 150 * 2 ** 20))).toThrowError(invalid);
  });

  test('is damaged anywhere: a named error, or members that the digest will not know', () => {
    const archive = zipSync({
      'a.tflite': [strToU8('abc '.repeat(200)), { level: 9 }],
      'b.tflite': strToU8('stored'),
    });
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.nat(255), fc.boolean(), (place, value, cut) => {
        const damaged = Uint8Array.from(archive);
        damaged[place] = value;
        try {
          unpackTask(cut ? archive.subarray(0, place) : damaged);
        } catch (error) {
          expect(error).toEqual(invalid);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function patchNames(archive: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(archive).toString('latin1').replaceAll('b.tflite', 'a.tflite'), 'latin1');
}
