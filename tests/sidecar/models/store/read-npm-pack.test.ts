import { describe, expect, test } from 'vitest';
import { openNpmPack, parseLoader } from '../../../../sidecar/src/models/store/read-npm-pack.ts';

const script = (table: unknown) => `var x = function() {\n    loadPackage(${JSON.stringify(table)});\n  };`;
const file = (start: number, end: number) => ({ filename: '/third_party/a.tflite', start, end });

describe('parseLoader', () => {
  test('reads the table out of the script', () => {
    expect(parseLoader(script({ files: [file(0, 5)], remote_package_size: 9 }))).toEqual([file(0, 5)]);
  });

  test.each([
    ['no table', 'loadPackage(other);'],
    ['a table that is cut off', 'loadPackage({"files": [{);'],
    ['a file beyond the package', script({ files: [file(0, 10)], remote_package_size: 9 })],
    ['a file that ends before it starts', script({ files: [file(5, 4)], remote_package_size: 9 })],
    ['a negative place', script({ files: [file(-5, 4)], remote_package_size: 9 })],
    ['a place that is no number', script({ files: [{ ...file(0, 1), start: '0' }], remote_package_size: 9 })],
  ])('%s is model.invalid', (_, text) => {
    expect(() => parseLoader(text)).toThrowError(expect.objectContaining({ code: 'model.invalid' }));
  });
});

describe('openNpmPack', () => {
  test('a package that is not installed is model.missing', async () => {
    await expect(openNpmPack('@mediapipe/not-there')).rejects.toMatchObject({ code: 'model.missing' });
  });

  test('a file that the package does not have is model.missing', async () => {
    const pack = await openNpmPack('@mediapipe/holistic');
    await expect(pack.read('modules/none.tflite')).rejects.toMatchObject({ code: 'model.missing' });
  });

  test('packed files and files beside them are read', async () => {
    const pack = await openNpmPack('@mediapipe/holistic');
    const packed = await pack.read('modules/holistic_landmark/hand_recrop.tflite');
    const beside = await pack.read('modules/pose_landmark/pose_landmark_lite.tflite');
    expect([packed.length, beside.length]).toEqual([123_792, 2_819_824]);
  });
});
