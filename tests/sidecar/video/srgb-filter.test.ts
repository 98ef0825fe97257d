import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { findFfmpeg } from '../../../sidecar/src/video/find-ffmpeg.ts';
import { srgbFilter } from '../../../sidecar/src/video/srgb-filter.ts';

/** What ffmpeg makes of one grey pixel of each value. */
async function filtered(filter: string, values: readonly number[]): Promise<number[]> {
  const { ffmpeg } = await findFfmpeg();
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24'];
  const size = `${values.length}x1`;
  const args = ['-v', 'error', ...raw, '-s', size, '-i', '-', '-vf', filter, ...raw, '-'];
  const out = execFileSync(ffmpeg, args, {
    input: Buffer.from(values.flatMap((value) => [value, value, value])),
  });
  return values.map((_, i) => out[i * 3]!);
}

describe('srgbFilter', () => {
  it('leaves clips alone that state nothing, sRGB or something rare', () => {
    for (const transfer of ['unknown', 'iec61966-2-1', 'smpte2084', 'toString'])
      expect(srgbFilter(transfer)).toBeNull();
  });

  it('turns BT.709 greys into sRGB ones', async () => {
    const values = [0, 1, 5, 32, 64, 128, 200, 255];
    const expected = values.map((value) => {
      const linear = (value / 255) ** 1.961;
      return Math.floor(
        255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055) + 0.5,
      );
    });
    expect(expected[5]).toBe(139);
    expect(await filtered(srgbFilter('bt709')!, values)).toEqual(expected);
  });
});
