import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAssetName, uniqueAssetNames } from '../../../sidecar/src/bake/asset-name.ts';

/** Any code point, common ones more often; quicker to set up than fast-check's own. */
const letter = fc
  .oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.integer({ min: 0, max: 0x24f }))
  .map((point) => String.fromCodePoint(point));
const LEGAL = /^[A-Za-z0-9_]+$/;

describe('toAssetName', () => {
  it.each([
    ['hello.mp4', 'hello'],
    ['/clips/My Sign 01.final.mov', 'My_Sign_01_final'],
    ['C:\\clips\\a-b.mp4', 'a_b'],
    ['Grüße, 手.mp4', 'Grusse_u624B'],
    ['が.mp4', 'u304C'],
    ['😀.mp4', 'Clip'],
    ['.hidden', 'hidden'],
    ['a\nb/c.mp4', 'c'],
    ['"quoted" & (odd)', 'quoted_odd'],
    ['__x__', 'x'],
    ['', 'Clip'],
  ])('%s becomes %s', (file, name) => {
    expect(toAssetName(file)).toBe(name);
  });

  it('shortens a long name to 60 characters that still tell two apart', () => {
    const [a, b] = [toAssetName(`${'x'.repeat(200)}a.mp4`), toAssetName(`${'x'.repeat(200)}b.mp4`)];
    expect(a).toHaveLength(60);
    expect(a).not.toBe(b);
  });

  it('is legal, short and the same each time for any file name', () => {
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 100 }), (file) => {
        const name = toAssetName(file);
        expect(name).toMatch(LEGAL);
        expect(name.length).toBeLessThanOrEqual(60);
        expect(toAssetName(file)).toBe(name);
      }),
    );
  });
});

describe('uniqueAssetNames', () => {
  it('numbers namesakes and never takes the name of another file', () => {
    expect(uniqueAssetNames(['a/x.mp4', 'b/X.mp4', 'x_2.mp4', 'c/x.mov'])).toEqual([
      'x',
      'X_3',
      'x_2',
      'x_4',
    ]);
  });

  it('gives legal names, one a file, no two equal without case', () => {
    const file = fc.oneof(
      fc.constantFrom('x', 'X', 'x_2', 'é', 'e', '-', ''),
      fc.string({ unit: letter, maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(file, { maxLength: 40 }), (files) => {
        const names = uniqueAssetNames(files);
        expect(names).toHaveLength(files.length);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(files.length);
        for (const name of names) expect(name).toMatch(LEGAL);
      }),
    );
  });
});
