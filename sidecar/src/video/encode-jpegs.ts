import { AppError } from '../protocol/errors.ts';
import { ffmpegArguments, missing, startTool, throwIfAborted } from './ffmpeg.ts';
import { findFfmpeg } from './find-ffmpeg.ts';

/** Quality of ffmpeg's JPEG encoder, 2 (best) to 31. */
const QUALITY = '5';
const START = Buffer.from([0xff, 0xd8, 0xff]);

/** Pictures of one size: RGB, 8 bits a channel, rows top to bottom, no padding. */
export interface Pictures {
  readonly width: number;
  readonly height: number;
  readonly data: readonly Uint8Array[];
}

/**
 * Encodes a few pictures as JPEG, all by one run of ffmpeg; they are held in memory.
 * @throws AppError `ffmpeg.*`, `job.cancelled`
 */
export async function encodeJpegs(
  { width, height, data }: Pictures,
  { signal, env }: { readonly signal?: AbortSignal; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Buffer[]> {
  if (data.length === 0) return [];
  throwIfAborted(signal);
  const { ffmpeg } = await findFfmpeg(env);
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-framerate', '1'];
  const jpeg = ['-f', 'image2pipe', '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', QUALITY];
  const args = ffmpegArguments([{ address: 'pipe:0', options: raw }], [{ address: 'pipe:1', options: jpeg }]);
  const tool = startTool(ffmpeg, args, { stdin: 'pipe', signal });
  try {
    const chunks: Buffer[] = [];
    tool.child.stdout!.on('data', (chunk: Buffer) => chunks.push(chunk));
    // a tool that ends early is told by its exit, not by the pipe
    tool.child.stdin!.on('error', () => {});
    for (const picture of data) tool.child.stdin!.write(picture);
    tool.child.stdin!.end();
    const { code, error } = await tool.finish();
    throwIfAborted(signal);
    if (error) throw missing(ffmpeg, error);
    const pictures = split(Buffer.concat(chunks));
    if (code === 0 && pictures.length === data.length) return pictures;
    throw new AppError('ffmpeg.failed', `ffmpeg could not write JPEG: ${tool.log.last()}`);
  } finally {
    await tool.stop();
  }
}

/** Parts pictures that follow each other: their data holds no start of another. */
function split(bytes: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(START); at >= 0; at = bytes.indexOf(START, at + START.length)) starts.push(at);
  return starts.map((from, k) => bytes.subarray(from, starts[k + 1] ?? bytes.length));
}
