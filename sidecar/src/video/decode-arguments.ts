import { availableParallelism } from 'node:os';
import type { VideoInfo } from '../protocol/frame.ts';
import { fileAddress, INPUT_GUARD } from './check-input.ts';
import { ffmpegArguments } from './ffmpeg.ts';
import type { FfmpegFeatures } from './find-ffmpeg.ts';
import type { Entry } from './plan-entry.ts';
import { srgbFilter } from './srgb-filter.ts';

/** Pictures above this size are decoded by more than one thread, pixels; a few for people at any size, who wait for them. */
const ONE_THREAD_PIXELS = 1280 * 720;
const MAX_THREADS = 4;

/**
 * Filters that make the stored picture upright, by the clockwise turn that it needs: of a plain picture, and of a
 * mirrored one. ffmpeg does the same by itself, but not in all versions from the same part of a file.
 */
const UPRIGHT = {
  0: [[], ['vflip']],
  90: [['transpose=clock'], ['transpose=cclock_flip']],
  180: [['hflip', 'vflip'], ['hflip']],
  270: [['transpose=cclock'], ['transpose=clock_flip']],
} as const satisfies Record<VideoInfo['rotation'], readonly [readonly string[], readonly string[]]>;

/** What a decoded picture is: RGB, 8 bits a channel, or a JPEG file. */
export type PictureKind = 'rgb' | 'jpeg';

/** Quality of ffmpeg's JPEG encoder, 2 (best) to 31. */
const JPEG_QUALITY = '5';
const ENCODERS = {
  rgb: { filters: [], output: ['-c:v', 'rawvideo'] },
  jpeg: { filters: ['format=yuvj420p'], output: ['-c:v', 'mjpeg', '-q:v', JPEG_QUALITY] },
} as const satisfies Record<PictureKind, object>;

/**
 * The command that writes a clip's pictures to stdout: upright sRGB of `width` by `height`, each decoded picture
 * once, with its presentation time in ticks of the source's own clock.
 */
export function decodeArguments(
  features: FfmpegFeatures,
  info: VideoInfo,
  { width, height, picture }: { width: number; height: number; picture: PictureKind },
  entry: Entry,
): string[] {
  const large = info.width * info.height > ONE_THREAD_PIXELS;
  const threads = large || picture === 'jpeg' ? Math.min(availableParallelism(), MAX_THREADS) : 1;
  const input = ['-hide_banner', '-nostdin', '-loglevel', 'level+error'];
  input.push(
    '-threads',
    String(threads),
    '-filter_threads',
    '1',
    '-noautorotate',
    ...INPUT_GUARD,
    ...entry.input,
  );
  // at true size this only converts; were a later picture of another size, it would still fit
  const shrinks = width < info.width || height < info.height;
  const scale = `scale=${width}:${height}${shrinks ? ':flags=area' : ''}`;
  const upright = UPRIGHT[info.rotation][info.mirrored ? 1 : 0];
  const colours = srgbFilter(info.transfer);
  const encoder = ENCODERS[picture];
  const filters = [...entry.filters, ...upright, scale, 'format=rgb24', ...(colours ? [colours] : [])];
  filters.push(...encoder.filters);
  const output = ['-map', '0:V:0', '-an', '-sn', '-dn', '-map_metadata', '-1'];
  output.push('-filter:v', filters.join(','), ...encoder.output);
  output.push(...features.passthrough, ...features.sourceTimeBase, '-f', 'nut');
  return ffmpegArguments(
    [{ options: input, address: fileAddress(info.file) }],
    [{ options: output, address: 'pipe:1' }],
  );
}
