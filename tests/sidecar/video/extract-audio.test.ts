import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractAudio } from '../../../sidecar/src/video/extract-audio.ts';
import { clipFolder, ffmpeg, greys } from './clips.ts';

const HEADER = 44;
const folder = await clipFolder();

/** One second of picture with a click of 10 ms; the sound track starts `late` seconds after the picture. */
async function clip(name: string, { click = 0.5, late = 0 } = {}): Promise<string> {
  const path = join(folder, name);
  const sound = `aevalsrc='if(between(t,${click},${click + 0.01}),0.8,0)':s=48000:d=${1 - late}`;
  const inputs = [...greys(25), ...(late > 0 ? ['-itsoffset', `${late}`] : []), '-f', 'lavfi', '-i', sound];
  await ffmpeg(...inputs, '-map', '0:v', '-map', '1:a', '-c:v', 'mpeg4', '-c:a', 'pcm_s16le', path);
  return path;
}

/** Samples of the left channel. */
function samplesOf(path: string): Int16Array {
  const bytes = readFileSync(path);
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('RIFF');
  const both = new Int16Array(bytes.buffer.slice(bytes.byteOffset + HEADER, bytes.byteOffset + bytes.length));
  return both.filter((_, index) => index % 2 === 0);
}

const firstLoud = (samples: Int16Array) => samples.findIndex((sample) => Math.abs(sample) > 10_000);

describe('extractAudio', () => {
  it('writes the sound from the frame that is asked for, to the sample', async () => {
    const file = await clip('click.mov');
    const path = join(folder, 'click.wav');
    const sound = await extractAudio({ file, path, from: 0.25, duration: 0.5 });
    const samples = samplesOf(path);
    expect(samples).toHaveLength(24_000);
    expect(firstLoud(samples)).toBe(12_000);
    expect(sound).toMatchObject({ bytes: readFileSync(path).length, seconds: 0.5 });
  });

  it('puts silence before sound that starts late', async () => {
    const file = await clip('late.mov', { click: 0, late: 0.4 });
    const path = join(folder, 'late.wav');
    const sound = await extractAudio({ file, path, from: 0, duration: 1 });
    expect(firstLoud(samplesOf(path))).toBe(19_200);
    expect(sound?.seconds).toBeCloseTo(1, 2);
  });

  it('gives null without sound, and leaves no file', async () => {
    const file = join(folder, 'silent.mkv');
    await ffmpeg(...greys(25), '-c:v', 'ffv1', file);
    const path = join(folder, 'silent.wav');
    expect(await extractAudio({ file, path, from: 0, duration: 1 })).toBeNull();
    expect(existsSync(path)).toBe(false);
  });

  it('stops at once when told, and leaves nothing behind', async () => {
    const file = await clip('stopped.mov');
    const path = join(folder, 'stopped.wav');
    const signal = AbortSignal.abort();
    await expect(extractAudio({ file, path, from: 0, duration: 1, signal })).rejects.toMatchObject({
      code: 'job.cancelled',
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped.wav'))).toEqual([]);
  });
});
