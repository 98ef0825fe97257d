import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nutHeaders, nutPictureHeader } from '../../../sidecar/src/video/nut-writer.ts';
import { probeVideo } from '../../../sidecar/src/video/probe-video.ts';
import { canEncode, clipFolder, ffmpeg, greys, passthrough, rotated } from './clips.ts';
import { FFMPEG_KINDS } from './ffmpeg-kinds.ts';

const folder = await clipFolder();
const clip = (name: string) => join(folder, name);
const MPEG4 = ['-c:v', 'mpeg4', '-q:v', '2'];
const unix = process.platform !== 'win32';

beforeAll(async () => {
  const sound = ['-f', 'lavfi', '-i', 'sine=d=3', '-map', '0:v', '-map', '1:a'];
  await ffmpeg(...greys(50), ...sound, ...MPEG4, '-c:a', 'aac', clip('sound.mp4'));
  await ffmpeg(...greys(50, { rate: '30000/1001' }), ...MPEG4, clip('ntsc.mkv'));
  await ffmpeg('-f', 'lavfi', '-i', 'sine=d=1', clip('tone.wav'));
  await ffmpeg('-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac', clip('tone.m4a'));
  await ffmpeg('-f', 'lavfi', '-i', 'color=red:s=40x40', '-frames:v', '1', clip('picture.png'));
  const cover = ['-map', '0', '-map', '1', '-c', 'copy', '-disposition:v:0', 'attached_pic'];
  await ffmpeg('-i', clip('tone.m4a'), '-i', clip('picture.png'), ...cover, clip('song.m4a'));
});

describe.each(FFMPEG_KINDS)('probeVideo with $name', ({ env }) => {
  const probe = (name: string) => probeVideo(clip(name), { env });
  const failure = (name: string) => expect(probe(name)).rejects;

  it('describes a clip', async () => {
    const file = clip('sound.mp4');
    expect(await probeVideo(file, { env })).toEqual({
      file,
      sha256: createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
      width: 64,
      height: 48,
      fps: 25,
      frameCount: 50,
      durationSeconds: 2,
      codec: 'mpeg4',
      transfer: 'unknown',
      rotation: 0,
      mirrored: false,
      variableFrameRate: false,
      indexed: true,
      hasAudio: true,
    });
  });

  it('keeps the exact rate of a container that counts in milliseconds', async () => {
    const info = await probe('ntsc.mkv');
    expect(info.fps).toBe(30000 / 1001);
    expect(info.variableFrameRate).toBe(false);
    expect(info.hasAudio).toBe(false);
    expect(info.durationSeconds).toBeCloseTo((50 * 1001) / 30000, 2);
  });

  it('measures the rate where none is stated, and tells that it varies', async () => {
    const bytes = 16 * 16 * 3;
    // every third picture is missing: 20 pictures in 29 thirtieths
    const numbers = Array.from({ length: 30 }, (_, i) => i).filter((i) => i % 3 !== 1);
    const pictures = numbers.flatMap((i) => [nutPictureHeader(i * 2000, bytes), new Uint8Array(bytes)]);
    await writeFile(
      clip('bare.nut'),
      Buffer.concat([nutHeaders({ width: 16, height: 16, ticksPerSecond: 60_000, fps: 30 }), ...pictures]),
    );
    await ffmpeg(
      '-i',
      clip('bare.nut'),
      '-c:v',
      'ffv1',
      ...passthrough,
      '-enc_time_base',
      '1:1000',
      clip('bare.mkv'),
    );
    const info = await probe('bare.mkv');
    expect(info.frameCount).toBe(20);
    expect(info.variableFrameRate).toBe(true);
    expect(info.fps).toBeCloseTo(19 / (29 / 30), 1);
  });

  it('takes bare streams, which carry neither times nor a length', async () => {
    await ffmpeg(
      '-i',
      clip('sound.mp4'),
      '-an',
      '-c',
      'copy',
      '-bsf:v',
      'dump_extra',
      '-f',
      'm4v',
      clip('bare.m4v'),
    );
    const info = await probe('bare.m4v');
    expect([info.fps, info.frameCount, info.durationSeconds]).toEqual([25, 50, 2]);
  });

  it.each([90, 180, 270])('gives the upright size of a clip rotated by %d', async (degrees) => {
    await rotated(clip('sound.mp4'), clip('rotated.mov'), degrees);
    const info = await probe('rotated.mov');
    expect(info.rotation).toBe(degrees);
    expect([info.width, info.height]).toEqual(degrees === 180 ? [64, 48] : [48, 64]);
  });

  it('counts the frames that are there in a clip that breaks off, and keeps its stated length', async () => {
    const source = ['-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=2'];
    await ffmpeg(...source, ...MPEG4, '-movflags', '+faststart', clip('broken.mp4'));
    await truncate(clip('broken.mp4'), (await readFile(clip('broken.mp4'))).length >> 1);
    const info = await probe('broken.mp4');
    expect(info.durationSeconds).toBe(2);
    expect(info.frameCount).toBeGreaterThan(15);
    expect(info.frameCount).toBeLessThan(35);
    expect([info.fps, info.variableFrameRate]).toEqual([25, false]);
  });

  it('names a missing file, an empty one, a folder', async () => {
    await writeFile(clip('empty.mp4'), '');
    await mkdir(clip('folder.mp4'), { recursive: true });
    await failure('missing.mp4').toMatchObject({ code: 'input.not-found', exitCode: 66 });
    await failure('sound.mp4/x').toMatchObject({ code: 'input.not-found' });
    await failure('nul\0.mp4').toMatchObject({ code: 'input.not-found' });
    await failure('empty.mp4').toMatchObject({ code: 'input.empty', exitCode: 65 });
    await failure('folder.mp4').toMatchObject({ code: 'input.unreadable', exitCode: 66 });
  });

  it.skipIf(!unix)('names a pipe, which it does not wait for', async () => {
    execFileSync('mkfifo', ['-m', '600', clip(`pipe-${env.FFMPEG_PATH?.replaceAll('/', '_')}`)]);
    await failure(`pipe-${env.FFMPEG_PATH?.replaceAll('/', '_')}`).toMatchObject({
      code: 'input.unreadable',
    });
  });

  it.skipIf(!unix || process.getuid?.() === 0)('names a file without permission', async () => {
    await copyFile(clip('sound.mp4'), clip('locked.mp4'));
    await chmod(clip('locked.mp4'), 0);
    await failure('locked.mp4').toMatchObject({ code: 'input.unreadable' });
  });

  it('names what is no video', async () => {
    const whole = await readFile(clip('sound.mp4'));
    await writeFile(clip('cut.mp4'), whole.subarray(0, 400));
    await writeFile(clip('text.mp4'), 'Not a video at all.\n'.repeat(100));
    await writeFile(clip('zeros.mp4'), Buffer.alloc(5000));
    for (const name of ['cut.mp4', 'text.mp4', 'zeros.mp4', 'picture.png'])
      await failure(name).toMatchObject({ code: 'input.not-video', exitCode: 65 });
  });

  it('names a file without pictures: sound alone, a song with a cover', async () => {
    for (const name of ['tone.wav', 'tone.m4a', 'song.m4a'])
      await failure(name).toMatchObject({ code: 'input.no-video-stream', exitCode: 65 });
  });

  it('names absurd dimensions', async () => {
    const wide = ['-f', 'lavfi', '-i', 'color=s=8200x16:d=0.1', '-c:v', 'rawvideo', '-pix_fmt', 'rgb24'];
    await ffmpeg(...wide, clip('wide.nut'));
    await failure('wide.nut').toMatchObject({ code: 'input.dimensions', exitCode: 65 });
    if (!canEncode('ffv1')) return;
    await ffmpeg('-f', 'lavfi', '-i', 'color=s=8192x16:d=0.1', '-c:v', 'ffv1', clip('limit.mkv'));
    expect((await probe('limit.mkv')).width).toBe(8192);
  });

  it('follows no playlist, script or address, whatever its name', async () => {
    const address = `file:${clip('sound.mp4')}`;
    const scripts = {
      'list.m3u8': `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${address}\n#EXT-X-ENDLIST\n`,
      'script.ffconcat': `ffconcat version 1.0\nfile '${clip('sound.mp4')}'\n`,
      'session.sdp': 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n',
    };
    for (const [name, text] of Object.entries(scripts)) {
      for (const file of [name, `${name}.mp4`]) {
        await writeFile(clip(file), text);
        await failure(file).toMatchObject({ code: 'input.not-video' });
      }
    }
    const addresses = [
      'http://127.0.0.1:1/a.mp4',
      `concat:${clip('sound.mp4')}`,
      `subfile,,start,0,end,0,,:${clip('sound.mp4')}`,
      'data:video/mp4;base64,AAAA',
      address,
    ];
    for (const path of addresses)
      await expect(probeVideo(path, { env })).rejects.toMatchObject({ code: 'input.not-found' });
  });

  it('stops when it is told to', async () => {
    const stopped = probeVideo(clip('sound.mp4'), { env, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'job.cancelled', exitCode: 130 });
    const controller = new AbortController();
    const running = probeVideo(clip('sound.mp4'), { env, signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(running).rejects.toMatchObject({ code: 'job.cancelled' });
  });
});
