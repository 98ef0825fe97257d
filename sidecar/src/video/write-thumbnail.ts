import { randomBytes } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import { AppError } from '../protocol/errors.ts';
import { fileAddress, INPUT_GUARD } from './check-input.ts';
import { ffmpegArguments, runTool } from './ffmpeg.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { encoderError } from './finish-clip.ts';
import { readContainer } from './read-container.ts';

/** Where the picture is taken: past a fade-in, and in the middle of a clip that is shorter. */
const AT_SECONDS = 1;

export interface WriteThumbnailOptions {
  /** The clip. */
  readonly file: string;
  /** The jpg to write; it appears when it is complete. */
  readonly path: string;
  /** The picture fits into this box, pixels, in its own proportions. */
  readonly width: number;
  readonly height: number;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Writes one upright picture of a clip as a small jpg.
 * @throws AppError `ffmpeg.missing`, `input.no-frames`, `output.disk-full`, `job.cancelled`
 */
export async function writeThumbnail(options: WriteThumbnailOptions): Promise<void> {
  const { file, path, width, height, signal } = options;
  const tools = await findFfmpeg(options.env);
  const { format } = await readContainer(tools.ffprobe, file, signal);
  const at = Math.min(AT_SECONDS, (format.duration ?? 0) / 2);
  const partial = `${path}.${randomBytes(4).toString('hex')}.partial`;
  const input = [
    '-hide_banner',
    '-nostdin',
    '-loglevel',
    'error',
    '-y',
    ...INPUT_GUARD,
    '-ss',
    at.toFixed(3),
  ];
  const box = `scale=${width}:${height}:force_original_aspect_ratio=decrease:force_divisible_by=2`;
  const output = ['-an', '-frames:v', '1', '-vf', box, '-c:v', 'mjpeg', '-q:v', '4', '-pix_fmt', 'yuvj420p'];
  const args = ffmpegArguments(
    [{ options: input, address: fileAddress(file) }],
    [{ options: [...output, '-f', 'mjpeg'], address: fileAddress(partial) }],
  );
  try {
    const { code, log } = await runTool(tools.ffmpeg, args, () => undefined, signal);
    const written = await stat(partial).catch(() => null);
    if (code !== 0 && encoderError(log.last()).code === 'output.disk-full') throw encoderError(log.last());
    if (written === null || written.size === 0)
      throw new AppError('input.no-frames', `${file} gives no picture.`);
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
}
