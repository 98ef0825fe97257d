import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  checkSegment,
  createSegmentWriter,
  readSegment,
} from '../../../../sidecar/src/pipeline/segments/segment-file.ts';
import { RECORD_BYTES } from '../../../../sidecar/src/pipeline/segments/segment-record.ts';
import { fullFrame } from './landmark-fixture.ts';

const rest = {
  outcome: { framesDecoded: 80, truncated: false, warnings: ['odd'] },
  models: [{ file: 'pose.tflite', sha256: 'ab', provider: 'cpu' }],
};

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segment-'));
  path = join(folder, '0000.segment');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function write(frames: number): Promise<void> {
  const writer = await createSegmentWriter(path);
  for (let k = 0; k < frames; k++) await writer.write({ landmarks: fullFrame(k), blendshapes: null });
  await writer.commit(rest);
  await writer.discard();
}

describe('a checkpoint', () => {
  test.each([0, 1, 40])('of %d frames is read back in order', async (frames) => {
    await write(frames);
    const end = await checkSegment(path);
    expect(end).toMatchObject({ ...rest, frames });
    const read = [];
    for await (const { landmarks } of readSegment(path, end!)) read.push(landmarks);
    expect(read).toEqual(Array.from({ length: frames }, (_, k) => fullFrame(k)));
    expect(readdirSync(folder)).toEqual(['0000.segment']);
  });

  test('that is not committed leaves nothing', async () => {
    const writer = await createSegmentWriter(path);
    await writer.write({ landmarks: fullFrame(0), blendshapes: null });
    expect(await checkSegment(path)).toBeNull();
    await writer.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('has the same bytes every time', async () => {
    await write(3);
    const first = readFileSync(path);
    await write(3);
    expect(readFileSync(path).equals(first)).toBe(true);
  });

  test.each([
    ['cut off in the records', () => truncateSync(path, RECORD_BYTES)],
    ['cut off at its end', () => truncateSync(path, readFileSync(path).length - 1)],
    ['with one bit changed', () => flipBit(RECORD_BYTES + 100)],
    ['that is empty', () => writeFileSync(path, '')],
    ['of three bytes', () => writeFileSync(path, 'abc')],
    ['with a length that leads out of the file', () => writeFileSync(path, Buffer.alloc(64, 255))],
  ])('%s counts as none', async (_, damage) => {
    await write(2);
    damage();
    expect(await checkSegment(path)).toBeNull();
  });

  function flipBit(at: number): void {
    const bytes = readFileSync(path);
    bytes[at]! ^= 1;
    writeFileSync(path, bytes);
  }
});
