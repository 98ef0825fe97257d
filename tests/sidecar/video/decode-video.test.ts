import { appendFile, chmod, copyFile, open, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VideoInfo } from '../../../sidecar/src/protocol/frame.ts';
import { type DecodeOptions, decodeVideo } from '../../../sidecar/src/video/decode-video.ts';
import { createFrameMemory } from '../../../sidecar/src/video/frame-memory.ts';
import { probeVideo } from '../../../sidecar/src/video/probe-video.ts';
import {
  canEncode,
  clipFolder,
  ffmpeg,
  greyNumber,
  greys,
  passthrough,
  quarterLuma,
  quarters,
  rotated,
  withMatrix,
} from './clips.ts';
import { FFMPEG_KINDS } from './ffmpeg-kinds.ts';

const folder = await clipFolder();
const clip = (name: string) => join(folder, name);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

const X264 = ['-c:v', 'libx264', '-crf', '4', '-g', '10', '-bf', '2'];
const MPEG4 = ['-c:v', 'mpeg4', '-q:v', '1'];
/** Each container and codec with the encoder that it needs. */
const CLIPS: readonly [name: string, encoder: string, args: readonly string[]][] = [
  ['h264.mp4', 'libx264', X264],
  ['h264.mov', 'libx264', X264],
  ['h264.mkv', 'libx264', X264],
  ['h264.ts', 'libx264', X264],
  ['h264.flv', 'libx264', X264],
  ['yuv444p.mp4', 'libx264', ['-pix_fmt', 'yuv444p', ...X264]],
  ['hevc.mp4', 'libx265', ['-c:v', 'libx265', '-x265-params', 'log-level=none:crf=4:keyint=10']],
  [
    'vp9.webm',
    'libvpx-vp9',
    ['-c:v', 'libvpx-vp9', '-crf', '4', '-b:v', '0', '-cpu-used', '8', '-deadline', 'realtime'],
  ],
  ['vp8.webm', 'libvpx', ['-c:v', 'libvpx', '-crf', '4', '-b:v', '4M', '-deadline', 'realtime']],
  ['mpeg4.avi', 'mpeg4', MPEG4],
  ['mpeg4.mp4', 'mpeg4', MPEG4],
  ['ffv1.mkv', 'ffv1', ['-c:v', 'ffv1']],
  ['mjpeg.avi', 'mjpeg', ['-c:v', 'mjpeg', '-q:v', '1', '-pix_fmt', 'yuvj420p']],
];

/** All frames: which grey each shows, its time, and how it ended. */
async function decode(info: VideoInfo, options: DecodeOptions) {
  const stream = decodeVideo(info, options);
  const greysSeen: number[] = [];
  const times: number[] = [];
  for await (const frame of stream) {
    expect(frame.index).toBe(times.length);
    expect(frame.data.length).toBe(frame.width * frame.height * 3);
    greysSeen.push(greyNumber(frame));
    times.push(frame.time);
  }
  return { greys: greysSeen, times, outcome: stream.outcome! };
}

/** Presentation times in milliseconds of the clip at a variable rate: gaps from 21 to 97. */
const VFR_MS = range(0, 40).map((n) => n * n + 20 * n);

beforeAll(async () => {
  for (const [name, encoder, args] of CLIPS)
    if (canEncode(encoder)) await ffmpeg(...greys(50), ...args, clip(name));
  const pace = `settb=1/1000,setpts=N*N+20*N`;
  const exact = [...passthrough, '-enc_time_base', '1:1000', '-video_track_timescale', '1000'];
  // one more than is looked at: an old ffmpeg gives the last one no length, and players leave it out
  await ffmpeg(...greys(41), '-vf', pace, ...MPEG4, ...exact, clip('vfr.mp4'));
  await ffmpeg('-i', clip('vfr.mp4'), '-c', 'copy', clip('vfr.mkv'));
});

describe.each(FFMPEG_KINDS)('decodeVideo with $name', ({ name: kind, env }) => {
  const probe = (name: string) => probeVideo(clip(name), { env });

  for (const [name, encoder] of CLIPS) {
    it.skipIf(!canEncode(encoder))(`gives each frame of ${name} once, in order, at its time`, async () => {
      const info = await probe(name);
      const { greys: seen, times, outcome } = await decode(info, { env });
      expect(seen).toEqual(range(0, 50));
      // a container may round to its own clock: milliseconds in webm, mkv and flv
      const rounds = /webm|mkv|flv/.test(name);
      for (const [n, time] of times.entries()) {
        if (rounds) expect(Math.abs(time - n / 25)).toBeLessThanOrEqual(0.001);
        else expect(time).toBe(n / 25);
      }
      expect(outcome).toEqual({ framesDecoded: 50, truncated: false, warnings: [] });
    });
  }

  it.each(['vfr.mp4', 'vfr.mkv'])('gives the true times of %s, whose rate varies', async (name) => {
    const { greys: seen, times } = await decode(await probe(name), { env });
    expect(seen.slice(0, 40)).toEqual(range(0, 40));
    expect(times.slice(0, 40)).toEqual(VFR_MS.map((ms) => ms / 1000));
  });

  it('takes odd sizes as they are', async () => {
    await ffmpeg(...quarters(3, '321x241'), '-c:v', 'ffv1', clip('odd.mkv'));
    const info = await probe('odd.mkv');
    let frames = 0;
    for await (const frame of decodeVideo(info, { env })) {
      expect([frame.width, frame.height]).toEqual([321, 241]);
      expect(quarterLuma(frame)).toEqual([40, 90, 140, 190]);
      frames += 1;
    }
    expect(frames).toBe(3);
  });

  it.each([
    [90, [140, 40, 190, 90], [48, 64]],
    [180, [190, 140, 90, 40], [64, 48]],
    [270, [90, 190, 40, 140], [48, 64]],
  ] as const)('turns a clip marked as rotated by %d upright', async (degrees, lumas, size) => {
    await ffmpeg(...quarters(2, '64x48'), ...MPEG4, clip('lying.mp4'));
    await rotated(clip('lying.mp4'), clip('rotated.mp4'), degrees);
    const info = await probe('rotated.mp4');
    expect(info.rotation).toBe(degrees);
    for await (const frame of decodeVideo(info, { env })) {
      expect([frame.width, frame.height]).toEqual(size);
      expect(quarterLuma(frame)).toEqual(lumas);
    }
  });

  it.each([
    ['upside down', [1, 0, 0, -1], [140, 190, 40, 90]],
    ['left to right', [-1, 0, 0, 1], [90, 40, 190, 140]],
    ['along its diagonal', [0, 1, 1, 0], [40, 140, 90, 190]],
    ['along its other diagonal', [0, -1, -1, 0], [190, 90, 140, 40]],
  ] as const)('mirrors back a clip that is stored mirrored %s', async (_name, matrix, lumas) => {
    await ffmpeg(...quarters(2, '64x48'), ...MPEG4, clip('plain.mp4'));
    await withMatrix(clip('plain.mp4'), clip('mirrored.mp4'), matrix);
    const info = await probe('mirrored.mp4');
    expect(info.mirrored).toBe(true);
    for await (const frame of decodeVideo(info, { env })) expect(quarterLuma(frame)).toEqual(lumas);
  });

  it('leaves a clip as it is stored when only a tag speaks of rotation', async () => {
    await ffmpeg(...quarters(2, '64x48'), ...MPEG4, '-metadata:s:v:0', 'rotate=90', clip('tag.mkv'));
    const info = await probe('tag.mkv');
    for await (const frame of decodeVideo(info, { env }))
      expect(quarterLuma(frame)).toEqual([40, 90, 140, 190]);
  });

  it('scales larger clips down by averaging, and no smaller ones up', async () => {
    await ffmpeg(...quarters(1, '640x480'), ...MPEG4, clip('large.avi'));
    const info = await probe('large.avi');
    const small = decodeVideo(info, { maxSide: 64, env });
    expect([small.width, small.height]).toEqual([64, 48]);
    for await (const frame of small) {
      expect(quarterLuma(frame)).toEqual([40, 90, 140, 190]);
      // a border inside a pixel column would be a mean of both sides
      expect(frame.data[31 * 3]).toBeLessThan(frame.data[32 * 3]!);
    }
    expect(decodeVideo(info, { maxSide: 1000, env }).width).toBe(640);
  });

  it('cuts at frames: the first at or after from, the last at or before to', async () => {
    const info = await probe('mpeg4.mp4');
    const cut = async (from?: number, to?: number) => (await decode(info, { from, to, env })).greys;
    expect(await cut(0.4, 0.6)).toEqual(range(10, 16));
    expect(await cut(0.401, 0.599)).toEqual(range(11, 15));
    expect(await cut(undefined, 0)).toEqual([0]);
    expect(await cut(1.9)).toEqual([48, 49]);
    const { times } = await decode(info, { from: 1, to: 1.04, env });
    expect(times).toEqual([1, 1.04]);
  });

  it('gives those near some times alone, from the beginning and from the middle', async () => {
    const info = await probe('mpeg4.mp4');
    const near = { times: [0.4, 0.8], reach: 0.05 };
    expect(await decode(info, { to: 0.85, near, env })).toMatchObject({
      greys: [9, 10, 11, 19, 20, 21],
      times: [0.36, 0.4, 0.44, 0.76, 0.8, 0.84],
    });
    expect((await decode(info, { from: 0.39, near, env })).greys).toEqual([10, 11, 19, 20, 21]);
  });

  it('gives JPEG where it is asked for, each in memory of its own', async () => {
    const info = await probe('mpeg4.mp4');
    const near = { times: [0, 0.4, 1.96], reach: 0.001 };
    const pictures: { time: number; jpeg: Buffer }[] = [];
    for await (const { time, width, data } of decodeVideo(info, {
      near,
      maxSide: 16,
      picture: 'jpeg',
      env,
    })) {
      expect(width).toBeLessThanOrEqual(16);
      pictures.push({ time, jpeg: Buffer.from(data.buffer, data.byteOffset, data.length) });
    }
    expect(pictures.map(({ time }) => time)).toEqual([0, 0.4, 1.96]);
    for (const { jpeg } of pictures) {
      expect(jpeg.subarray(0, 3).toString('hex')).toBe('ffd8ff');
      expect(jpeg.subarray(-2).toString('hex')).toBe('ffd9');
    }
    expect(new Set(pictures.map(({ jpeg }) => jpeg.toString('hex'))).size).toBe(3);
  });

  it('enters a long clip in the middle and gives the same frames at the same times', async () => {
    const bright = 'geq=lum=20+4*mod(N\\,50):cb=128:cr=128';
    const source = [
      '-f',
      'lavfi',
      '-i',
      `nullsrc=s=32x32:r=30000/1001,format=yuv420p,${bright},trim=end_frame=900`,
    ];
    const encoder = canEncode('libx264') ? X264 : MPEG4;
    await ffmpeg(...source, ...encoder, '-g', '120', clip('long.mp4'));
    const copies = canEncode('libx264') ? ['long.mkv', 'long.ts'] : ['long.mkv'];
    for (const name of copies) await ffmpeg('-i', clip('long.mp4'), '-c', 'copy', clip(name));
    // sound that begins before the pictures: the file's clock is not the pictures'
    const sound = [
      '-f',
      'lavfi',
      '-i',
      'sine=d=31',
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-c:v',
      'copy',
      '-c:a',
      'aac',
    ];
    await ffmpeg('-itsoffset', '0.7', '-i', clip('long.mp4'), ...sound, clip('late.mp4'));
    for (const name of ['long.mp4', ...copies, 'late.mp4']) {
      const info = await probe(name);
      const whole = await decode(info, { env });
      expect(whole.greys).toEqual(range(0, 900).map((n) => n % 50));
      for (const from of [9.5, 15.015, 15.016, 29.9]) {
        const first = whole.times.findIndex((time) => time >= from);
        const part = await decode(info, { from, to: from + 0.5, env });
        const count = whole.times.filter((time) => time >= from && time <= from + 0.5).length;
        expect(part.times).toEqual(whole.times.slice(first, first + count));
        expect(part.greys).toEqual(whole.greys.slice(first, first + count));
        const near = { times: [whole.times[first]!], reach: 0.001 };
        const one = await decode(info, { from, to: from + 0.5, near, env });
        expect(one.greys).toEqual([whole.greys[first]]);
      }
    }
  });

  it('keeps as many frames valid as it is told to, in shared memory that it uses again', async () => {
    const info = await probe('mpeg4.mp4');
    const held: { data: Uint8Array; index: number }[] = [];
    const buffers = new Set<ArrayBufferLike>();
    for await (const frame of decodeVideo(info, { hold: 4, env })) {
      expect(frame.data.buffer).toBeInstanceOf(SharedArrayBuffer);
      buffers.add(frame.data.buffer);
      held.push(frame);
      for (const { data, index } of held.slice(-4)) expect(greyNumber({ data })).toBe(index);
    }
    expect(buffers.size).toBeLessThanOrEqual(6);
  });

  it('hands its buffers on to a later decoding of the same size, read to the end or left', async () => {
    const info = await probe('ffv1.mkv');
    const memory = createFrameMemory();
    const taken: Uint8Array[][] = [];
    const take = (count: number, bytes: number) => {
      taken.push(memory.take(count, bytes));
      return taken.at(-1)!;
    };
    const decodeUntil = async (last: number, options: DecodeOptions = {}) => {
      for await (const { index } of decodeVideo(info, {
        hold: 2,
        env,
        memory: { ...memory, take },
        ...options,
      }))
        if (index === last) break;
    };
    await decodeUntil(20);
    await decodeUntil(50);
    await decodeUntil(50);
    await decodeUntil(50, { maxSide: 32 });
    const [first, second, third, small] = taken.map((buffers) => new Set(buffers));
    expect(first!.size).toBe(4);
    for (const buffer of [...second!, ...third!]) expect(first!.has(buffer)).toBe(true);
    for (const buffer of small!) expect(first!.has(buffer)).toBe(false);
  });

  it('does not look at sound: none, or broken', async () => {
    const sound = [
      '-f',
      'lavfi',
      '-i',
      'sine=d=2',
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-c:v',
      'mpeg4',
      '-q:v',
      '1',
    ];
    await ffmpeg(...greys(50), ...sound, '-c:a', 'aac', clip('sound.mkv'));
    await ffmpeg('-i', clip('sound.mkv'), '-c', 'copy', '-bsf:a', 'noise=1', clip('noise.mkv'));
    for (const name of ['sound.mkv', 'noise.mkv']) {
      const info = await probe(name);
      expect(info.hasAudio).toBe(true);
      const { greys: seen, outcome } = await decode(info, { env });
      expect(seen).toEqual(range(0, 50));
      expect(outcome).toEqual({ framesDecoded: 50, truncated: false, warnings: [] });
    }
  });

  it('takes the clip and not its cover picture', async () => {
    await ffmpeg('-f', 'lavfi', '-i', 'color=red:s=40x40', '-frames:v', '1', clip('cover.png'));
    const cover = ['-map', '0', '-map', '1', '-c', 'copy', '-disposition:v:0', 'attached_pic'];
    await ffmpeg('-i', clip('cover.png'), '-i', clip('mpeg4.mp4'), ...cover, clip('covered.mp4'));
    const info = await probe('covered.mp4');
    expect([info.width, info.height]).toEqual([64, 48]);
    expect((await decode(info, { env })).greys).toEqual(range(0, 50));
  });

  it('gives small pictures that begin with bytes which the raw stream abbreviates', async () => {
    const raw = ['-c:v', 'rawvideo', '-pix_fmt', 'rgb24'];
    await ffmpeg('-f', 'lavfi', '-i', 'color=c=0x000001:s=16x16:d=0.2,format=rgb24', ...raw, clip('raw.nut'));
    let frames = 0;
    for await (const { data } of decodeVideo(await probe('raw.nut'), { env })) {
      expect([...data.subarray(0, 6)]).toEqual([0, 0, 1, 0, 0, 1]);
      frames += 1;
    }
    expect(frames).toBe(5);
  });

  it.skipIf(!canEncode('libx264'))('keeps the size when pictures change theirs in the middle', async () => {
    await ffmpeg(...greys(5), ...X264, clip('grows.ts'));
    await ffmpeg(...greys(5, { size: '96x64' }), ...X264, clip('wide.ts'));
    await appendFile(clip('grows.ts'), await readFile(clip('wide.ts')));
    const sizes: string[] = [];
    for await (const frame of decodeVideo(await probe('grows.ts'), { env }))
      sizes.push(`${frame.width}x${frame.height} ${greyNumber(frame)}`);
    expect(sizes).toEqual([...range(0, 5), ...range(0, 5)].map((n) => `64x48 ${n}`));
  });

  it.each([
    ['mp4', ['-movflags', '+faststart']],
    ['mkv', []],
    ['avi', []],
  ] as const)('gives what decodes of an %s that breaks off, and says so', async (kindOfFile, options) => {
    const broken = clip(`broken.${kindOfFile}`);
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=2', ...MPEG4, ...options, broken);
    const { size } = await stat(broken);
    await truncate(broken, Math.floor(size * 0.6));
    const info = await probe(`broken.${kindOfFile}`);
    const { times, outcome } = await decode(info, { env });
    expect(times.length).toBeGreaterThan(25);
    expect(times.length).toBeLessThan(35);
    expect(times).toEqual(range(0, times.length).map((n) => n / 25));
    expect(outcome.framesDecoded).toBe(times.length);
    expect(outcome.truncated).toBe(true);
  });

  it('tells of damage in the middle and goes on', async () => {
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=320x240:d=2', ...MPEG4, clip('damaged.avi'));
    const file = await open(clip('damaged.avi'), 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(400, 0xa5), 0, 400, Math.floor(size / 2));
    await file.close();
    const { greys: seen, outcome } = await decode(await probe('damaged.avi'), { env });
    expect(seen.length).toBeGreaterThan(40);
    expect(outcome.warnings.length).toBeGreaterThan(0);
    expect(outcome.warnings.join()).not.toMatch(/0x[0-9a-f]{6}|\[error\]/);
  });

  it('is an error when the range holds no frame', async () => {
    const info = await probe('mpeg4.mp4');
    await expect(decode(info, { from: 5, env })).rejects.toMatchObject({ code: 'input.no-frames' });
  });

  it.each([{ from: -1 }, { from: 2, to: 1 }, { from: Number.NaN }, { hold: 0 }, { maxSide: 0 }])(
    'refuses %j',
    async (options) => {
      const info = await probe('mpeg4.mp4');
      expect(() => decodeVideo(info, options)).toThrowError(
        expect.objectContaining({ code: 'usage.invalid' }),
      );
    },
  );

  it.each([
    '-dash.mp4',
    '-i',
    'a b\tc.mp4',
    `it's a "clip".mp4`,
    'line\nbreak.mp4',
    '100%d %03d.mp4',
    'пример 手話 é 🎬.mp4',
    'http:x.mp4',
    'concat:a.mp4|b.mp4',
    '[v];$(touch x)&.mp4',
    'back\\slash.mp4',
  ])('reads a file called %j', async (name) => {
    if (process.platform === 'win32') return;
    await copyFile(clip('mpeg4.mp4'), clip(name));
    const { greys: seen } = await decode(await probe(name), { env });
    expect(seen).toEqual(range(0, 50));
  });

  it('delivers what came before ffmpeg died, and says so', async () => {
    if (process.platform === 'win32') return;
    const script = clip(`dying ${kind}`);
    // the first of ffmpeg's output comes through, then the pipe breaks and the status is an error
    const body = `case "$*" in *nut*) "${env.FFMPEG_PATH}" "$@" | head -c 200000; exit 1;; esac`;
    await writeFile(script, `#!/bin/sh\n${body}\nexec "${env.FFMPEG_PATH}" "$@"\n`);
    await chmod(script, 0o755);
    const info = await probe('mpeg4.mp4');
    const { greys: seen, outcome } = await decode(info, { env: { ...env, FFMPEG_PATH: script } });
    expect(seen).toEqual(range(0, Math.floor(200_000 / (64 * 48 * 3))));
    expect(outcome.truncated).toBe(true);
  });
});
