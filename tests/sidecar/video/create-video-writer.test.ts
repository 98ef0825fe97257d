import { execFileSync } from 'node:child_process';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVideoWriter } from '../../../sidecar/src/video/create-video-writer.ts';
import { decodeVideo } from '../../../sidecar/src/video/decode-video.ts';
import { probeVideo } from '../../../sidecar/src/video/probe-video.ts';
import { canEncode, clipFolder, ffmpeg, greys, runningChildren } from './clips.ts';
import { FFMPEG_KINDS } from './ffmpeg-kinds.ts';

const unix = process.platform !== 'win32';
const TIMES = [0, 0.04, 0.1, 0.5, 0.533, 0.6];

/** A plain picture, brighter with each number. */
const picture = (number: number, bytes: number) => new Uint8Array(bytes).fill(20 + number * 30);

async function readBack(file: string, env: NodeJS.ProcessEnv) {
  const info = await probeVideo(file, { env });
  const seen: { time: number; grey: number }[] = [];
  for await (const { time, data } of decodeVideo({ ...info, transfer: 'unknown' }, { env }))
    seen.push({ time, grey: data[0]! });
  return { info, seen };
}

describe.each(FFMPEG_KINDS)('createVideoWriter with $name', ({ name, env }) => {
  const make = async (options: { width?: number; height?: number; fps?: number; path?: string } = {}) => {
    const folder = await clipFolder();
    const path = options.path ?? join(folder, `it's -é 100%.mp4`);
    const writer = await createVideoWriter({ path, width: 64, height: 48, fps: 25, ...options, env });
    return { folder, path, writer };
  };

  it('writes each frame at its own time', async () => {
    const { folder, path, writer } = await make();
    for (const [i, time] of TIMES.entries()) await writer.write(picture(i, 64 * 48 * 3), 3 + time);
    expect(await writer.close()).toEqual({ audio: 'none' });
    const { info, seen } = await readBack(path, env);
    expect(info).toMatchObject({ width: 64, height: 48, frameCount: 6, variableFrameRate: true });
    expect(info.codec).toBe(canEncode('libx264') ? 'h264' : 'mpeg4');
    for (const [i, { time, grey }] of seen.entries()) {
      expect(Math.abs(time - TIMES[i]!)).toBeLessThan(1 / 60_000);
      expect(Math.abs(grey - (20 + i * 30))).toBeLessThanOrEqual(3);
    }
    expect(await readdir(folder)).toEqual([path.slice(folder.length + 1)]);
  });

  it('states the rate of a constant clip, and puts the index in front', async () => {
    const { path, writer } = await make({ fps: 30000 / 1001 });
    for (let i = 0; i < 30; i++) await writer.write(picture(i % 8, 64 * 48 * 3), (i * 1001) / 30000);
    await writer.close();
    const { info } = await readBack(path, env);
    expect(info.fps).toBeCloseTo(30000 / 1001, 6);
    expect(info.variableFrameRate).toBe(false);
    const bytes = await readFile(path);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('makes odd sides even', async () => {
    const { path, writer } = await make({ width: 33, height: 21 });
    await writer.write(picture(3, 33 * 21 * 3), 0);
    await writer.close();
    const { info } = await readBack(path, env);
    expect([info.width, info.height]).toEqual([34, 22]);
  });

  it('keeps frames of equal or backward time, one tick later', async () => {
    const { path, writer } = await make();
    for (const time of [0, 0.04, 0.04, 0.03, 0.08]) await writer.write(picture(1, 64 * 48 * 3), time);
    await writer.close();
    const { seen } = await readBack(path, env);
    expect(seen).toHaveLength(5);
    expect(seen[4]!.time).toBeCloseTo(0.08, 4);
  });

  it('leaves nothing after an abort, and the file that was there before', async () => {
    const { folder, path, writer } = await make();
    await writeFile(path, 'before');
    await writer.write(picture(1, 64 * 48 * 3), 0);
    await writer.abort();
    await writer.abort();
    expect(await runningChildren()).toEqual([]);
    expect(await readdir(folder)).toEqual([path.slice(folder.length + 1)]);
    expect(await readFile(path, 'utf8')).toBe('before');
  });

  it('stops by its signal', async () => {
    const folder = await clipFolder();
    const controller = new AbortController();
    const size = { width: 1280, height: 720, fps: 25 };
    const path = join(folder, 'out.mp4');
    const writer = await createVideoWriter({ path, ...size, signal: controller.signal, env });
    const write = async () => {
      for (let i = 0; ; i++) await writer.write(picture(i % 8, 1280 * 720 * 3), i / 25);
    };
    setTimeout(() => controller.abort(), 200);
    await expect(write()).rejects.toMatchObject({ code: 'job.cancelled' });
    await writer.abort();
    expect(await readdir(folder)).toEqual([]);
    expect(await runningChildren()).toEqual([]);
  });

  it('names a folder that cannot be written to', async () => {
    const path = join(await clipFolder(), 'missing', 'out.mp4');
    await expect(make({ path })).rejects.toMatchObject({ code: 'output.not-writable', exitCode: 73 });
  });

  it('copies sound that an mp4 can hold, from where the clip begins, and drops other', async () => {
    const folder = await clipFolder();
    const sound = ['-f', 'lavfi', '-i', 'sine=d=3', '-map', '0:v', '-map', '1:a', '-c:v', 'mpeg4'];
    await ffmpeg(...greys(50), ...sound, '-c:a', 'aac', join(folder, 'aac.mkv'));
    await ffmpeg(...greys(50), ...sound, '-c:a', 'pcm_s16le', join(folder, 'pcm.mkv'));
    await ffmpeg(...greys(50), '-c:v', 'mpeg4', join(folder, 'silent.mkv'));
    for (const [source, outcome] of [
      ['aac', 'copied'],
      ['pcm', 'dropped'],
      ['silent', 'none'],
    ] as const) {
      const path = join(folder, `${source}.mp4`);
      const audio = { file: join(folder, `${source}.mkv`), from: 0.5 };
      const writer = await createVideoWriter({ path, width: 64, height: 48, fps: 25, audio, env });
      for (let i = 0; i < 25; i++) await writer.write(picture(1, 64 * 48 * 3), i / 25);
      expect(await writer.close()).toEqual({ audio: outcome });
      const { info, seen } = await readBack(path, env);
      expect(info.hasAudio).toBe(outcome === 'copied');
      expect(seen.map(({ time }) => time)).toEqual(Array.from({ length: 25 }, (_, i) => i / 25));
      if (outcome !== 'copied') continue;
      const entries = ['-select_streams', 'a', '-show_entries', 'stream=duration', '-of', 'csv=p=0'];
      const length = execFileSync(env.FFPROBE_PATH!, ['-v', 'error', ...entries, path], { encoding: 'utf8' });
      expect(Math.abs(Number(length) - 1)).toBeLessThan(0.06);
    }
    expect((await readdir(folder)).filter((file) => /partial|sound/.test(file))).toEqual([]);
  });

  it.skipIf(!unix)('takes the MPEG-4 encoder where there is no libx264, and says so', async () => {
    const folder = await clipFolder();
    const script = join(folder, `plain ${name}`);
    const body = `case "$*" in *-encoders*) "${env.FFMPEG_PATH}" "$@" | grep -v 264; exit;; esac`;
    await writeFile(script, `#!/bin/sh\n${body}\nexec "${env.FFMPEG_PATH}" "$@"\n`);
    await chmod(script, 0o755);
    const path = join(folder, 'out.mp4');
    const plain = { ...env, FFMPEG_PATH: script };
    const writer = await createVideoWriter({ path, width: 64, height: 48, fps: 25, env: plain });
    expect(writer.encoder).toBe('mpeg4');
    for (const [i, time] of TIMES.entries()) await writer.write(picture(i, 64 * 48 * 3), time);
    await writer.close();
    const { info, seen } = await readBack(path, env);
    expect(info.codec).toBe('mpeg4');
    expect(seen.map(({ time }) => Number(time.toFixed(4)))).toEqual(TIMES);
  });

  it.skipIf(!unix)("gives the encoder's own words when it fails, and leaves nothing", async () => {
    const folder = await clipFolder();
    const script = join(folder, `failing ${name}`);
    const body = 'case "$*" in *pipe:0*) echo "out of luck" >&2; exit 1;; esac';
    await writeFile(script, `#!/bin/sh\n${body}\nexec "${env.FFMPEG_PATH}" "$@"\n`);
    await chmod(script, 0o755);
    const out = { path: join(folder, 'out.mp4'), width: 640, height: 480, fps: 25 };
    const writer = await createVideoWriter({ ...out, env: { ...env, FFMPEG_PATH: script } });
    const write = async () => {
      for (let i = 0; i < 9; i++) await writer.write(picture(1, 640 * 480 * 3), i / 25);
      await writer.close();
    };
    await expect(write()).rejects.toMatchObject({ code: 'ffmpeg.failed', message: /out of luck/ });
    await writer.abort();
    expect(await readdir(folder)).toEqual([`failing ${name}`]);
  });
});
