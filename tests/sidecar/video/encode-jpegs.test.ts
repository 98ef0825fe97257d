import { describe, expect, it } from 'vitest';
import { encodeJpegs } from '../../../sidecar/src/video/encode-jpegs.ts';

/** Width and height in the frame header of a JPEG. */
function sizeOf(jpeg: Buffer): [number, number] {
  const at = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)];
}

describe('encodeJpegs', () => {
  const picture = (value: number): Uint8Array => new Uint8Array(48 * 30 * 3).fill(value);

  it('makes one JPEG of each picture, in order', async () => {
    const jpegs = await encodeJpegs({
      width: 48,
      height: 30,
      data: [picture(0), picture(255), picture(128)],
    });
    expect(jpegs).toHaveLength(3);
    for (const jpeg of jpegs) {
      expect(sizeOf(jpeg)).toEqual([48, 30]);
      expect(jpeg.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
      expect(jpeg.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
    }
    expect(jpegs[0]!.equals(jpegs[1]!)).toBe(false);
  });

  it('starts nothing for no pictures', async () => {
    expect(
      await encodeJpegs({ width: 4, height: 4, data: [] }, { env: { FFMPEG_PATH: '/nonexistent' } }),
    ).toEqual([]);
  });

  it('names the tool that is missing, and stops at a signal', async () => {
    const pictures = { width: 48, height: 30, data: [picture(0)] };
    await expect(encodeJpegs(pictures, { env: { FFMPEG_PATH: '/nonexistent' } })).rejects.toMatchObject({
      code: 'ffmpeg.missing',
    });
    await expect(encodeJpegs(pictures, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'job.cancelled',
    });
  });
});
