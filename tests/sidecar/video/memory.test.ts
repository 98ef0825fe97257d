import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeVideo } from '../../../sidecar/src/video/decode-video.ts';
import { probeVideo } from '../../../sidecar/src/video/probe-video.ts';
import { clipFolder, ffmpeg } from './clips.ts';
import { FFMPEG_KINDS } from './ffmpeg-kinds.ts';

const folder = await clipFolder();
const LENGTHS = [10, 600] as const;

/** Resident memory of this process and of the ffmpeg that it runs, MB. Linux only. */
async function resident(): Promise<number> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8').catch(() => '');
  const ids = ['self', ...children.split(' ').filter(Boolean)];
  const status = ids.map((id) => readFile(`/proc/${id}/status`, 'utf8').catch(() => ''));
  const kilobytes = (await Promise.all(status)).map((text) => Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0));
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

beforeAll(async () => {
  for (const seconds of LENGTHS) {
    const source = `nullsrc=s=96x72:r=25:d=${seconds},format=yuv420p`;
    await ffmpeg('-f', 'lavfi', '-i', source, '-c:v', 'mpeg4', '-g', '250', join(folder, `${seconds}.mp4`));
  }
});

describe.skipIf(process.platform !== 'linux').each(FFMPEG_KINDS)('memory with $name', ({ env }) => {
  it('is the same for a clip of ten minutes as for one of ten seconds', { timeout: 120_000 }, async () => {
    const peak = async (seconds: number) => {
      const info = await probeVideo(join(folder, `${seconds}.mp4`), { env });
      let highest = 0;
      let frames = 0;
      for await (const frame of decodeVideo(info, { env })) {
        frames += 1;
        if (frame.index % (seconds * 2) === 0) highest = Math.max(highest, await resident());
      }
      expect(frames).toBe(seconds * 25);
      return highest;
    };
    // the first run warms the process up: code, buffers, the heap's usual size
    await peak(LENGTHS[0]);
    const short = await peak(LENGTHS[0]);
    await delay(50);
    const long = await peak(LENGTHS[1]);
    // 15,000 frames are 311 MB: were a tenth of them kept, this would show. The rest is this process's own heap
    expect(long).toBeLessThan(short * 1.1 + 16);
  });
});
