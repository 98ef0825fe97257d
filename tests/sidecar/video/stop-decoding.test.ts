import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeVideo } from '../../../sidecar/src/video/decode-video.ts';
import { probeVideo } from '../../../sidecar/src/video/probe-video.ts';
import { clipFolder, ffmpeg, runningChildren } from './clips.ts';
import { FFMPEG_KINDS } from './ffmpeg-kinds.ts';

const folder = await clipFolder();
const file = join(folder, 'long.mp4');
/** A stop must be done in this time, milliseconds. */
const SOON = 1000;

beforeAll(async () => {
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=640x480:d=20', '-c:v', 'mpeg4', file);
});

describe.each(FFMPEG_KINDS)('stopping a decoding with $name', ({ name, env }) => {
  it('ends ffmpeg when the loop is left', async () => {
    const stream = decodeVideo(await probeVideo(file, { env }), { env });
    for await (const frame of stream) if (frame.index === 3) break;
    expect(await runningChildren()).toEqual([]);
    expect(stream.outcome).toEqual({ framesDecoded: 4, truncated: false, warnings: [] });
  });

  it('ends ffmpeg when the loop throws', async () => {
    const info = await probeVideo(file, { env });
    const loop = async () => {
      for await (const frame of decodeVideo(info, { env })) if (frame.index === 3) throw new Error('mine');
    };
    await expect(loop()).rejects.toThrow('mine');
    expect(await runningChildren()).toEqual([]);
  });

  it('starts nothing before the first frame is asked for, and is read once', async () => {
    const stream = decodeVideo(await probeVideo(file, { env }), { env });
    expect(await runningChildren()).toEqual([]);
    expect(stream.outcome).toBeNull();
    for await (const _ of stream) break;
    expect(() => stream[Symbol.asyncIterator]()).toThrow('can be read once');
  });

  it('stops within a second while ffmpeg waits for the consumer', async () => {
    const controller = new AbortController();
    const stream = decodeVideo(await probeVideo(file, { env }), { env, signal: controller.signal });
    const frames = stream[Symbol.asyncIterator]();
    await frames.next();
    // nothing is taken any more: the buffers and the pipe fill up, and ffmpeg waits to write
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await runningChildren()).toHaveLength(process.platform === 'linux' ? 1 : 0);
    const start = performance.now();
    controller.abort();
    await expect(frames.next()).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(performance.now() - start).toBeLessThan(SOON);
    expect(await runningChildren()).toEqual([]);
  });

  it('stops within a second while the consumer waits for ffmpeg, even one that does not listen', async () => {
    const script = join(folder, `deaf ${name}`);
    const real = JSON.stringify(env.FFMPEG_PATH);
    // it answers questions, and to decode it does nothing and refuses to end
    await writeFile(
      script,
      `#!${process.execPath}
const args = process.argv.slice(2);
if (args.includes('nut')) { process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000); }
else process.stdout.write(require('node:child_process').execFileSync(${real}, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
`,
    );
    await chmod(script, 0o755);
    const info = await probeVideo(file, { env });
    const controller = new AbortController();
    const stream = decodeVideo(info, { env: { ...env, FFMPEG_PATH: script }, signal: controller.signal });
    const frame = stream[Symbol.asyncIterator]().next();
    setTimeout(() => controller.abort(), 800);
    const start = performance.now();
    await expect(frame).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(performance.now() - start).toBeLessThan(800 + SOON);
    expect(await runningChildren()).toEqual([]);
  });
});
