import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../../sidecar/src/cli/run-cli.ts';
import { writeThumbnail } from '../../../sidecar/src/video/write-thumbnail.ts';
import { clipFolder, ffmpeg, greys } from './clips.ts';

const folder = await clipFolder();

/** Width and height by the start-of-frame marker of a jpg. */
function sizeOf(path: string): [number, number] {
  const bytes = readFileSync(path);
  expect(bytes.readUInt16BE(0)).toBe(0xffd8);
  let at = 2;
  while (bytes[at + 1] !== 0xc0) at += 2 + bytes.readUInt16BE(at + 2);
  return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
}

describe('writeThumbnail', () => {
  it('writes one picture in the proportions of the clip', async () => {
    const file = join(folder, 'wide.mp4');
    await ffmpeg(...greys(10), '-vf', 'scale=320:180', '-c:v', 'mpeg4', file);
    const path = join(folder, 'wide.jpg');
    await writeThumbnail({ file, path, width: 96, height: 96 });
    expect(sizeOf(path)).toEqual([96, 54]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('refuses what gives no picture and leaves nothing behind', async () => {
    const file = join(folder, 'sound.wav');
    await ffmpeg('-f', 'lavfi', '-i', 'sine=d=0.2', file);
    const path = join(folder, 'none.jpg');
    await expect(writeThumbnail({ file, path, width: 96, height: 54 })).rejects.toMatchObject({
      code: 'input.no-frames',
    });
    expect(existsSync(path)).toBe(false);
  });

  it('is a command, which makes the folder', async () => {
    const file = join(folder, 'wide.mp4');
    const path = join(folder, 'new/folder/a.jpg');
    expect(await runCli(['thumbnail', file, '--out', path], { worker: null })).toBe(0);
    expect(sizeOf(path)).toEqual([192, 108]);
    writeFileSync(join(folder, 'text.mp4'), 'no video');
    expect(await runCli(['thumbnail', join(folder, 'text.mp4'), '--out', path], { worker: null })).not.toBe(
      0,
    );
  });
});
