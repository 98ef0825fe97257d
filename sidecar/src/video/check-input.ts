import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../protocol/errors.ts';

/** Containers that may be opened: each holds its own data. Playlists, scripts and picture series are not here. */
const FORMATS = [
  'mov,mp4,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,live_flv,ogg,asf,mxf,nut,ivf,obu,av1,gif,apng',
  'h263,h264,hevc,vvc,m4v,mjpeg,dv,rm,swf,wtv,nsv,nuv,gxf,vc1,yuv4mpegpipe',
  // sound alone is opened too, so that the error says that the picture is what is missing
  'wav,mp3,aac,flac,aiff,caf,ac3,amr,w64',
].join(',');

/**
 * Options that must precede an input file: the file is data, whatever it holds and whatever it is called.
 * Both ffmpeg and ffprobe take them.
 */
export const INPUT_GUARD: readonly string[] = [
  '-protocol_whitelist',
  'file,pipe',
  '-format_whitelist',
  FORMATS,
];

/** How ffmpeg is told of a file: no name is read as an option, a URL or a pattern. */
export function fileAddress(path: string): string {
  return `file:${resolve(path)}`;
}

const STAT_ERRORS: Readonly<Record<string, 'input.not-found' | 'input.unreadable'>> = {
  ENOENT: 'input.not-found',
  ENOTDIR: 'input.not-found',
  ENAMETOOLONG: 'input.not-found',
  ELOOP: 'input.not-found',
  ERR_INVALID_ARG_VALUE: 'input.not-found',
};

/**
 * Refuses what is not a readable file with something in it, before any tool is started.
 * @throws AppError `input.not-found`, `input.unreadable`, `input.empty`
 */
export async function checkInput(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const code = STAT_ERRORS[error.code ?? ''] ?? 'input.unreadable';
    throw new AppError(code, `Cannot open ${path}: ${reason(error)}.`, { cause: error });
  });
  if (found.isDirectory()) throw new AppError('input.unreadable', `${path} is a folder, not a video file.`);
  // reading a pipe or a device could wait for ever, and could be read once only
  if (!found.isFile()) throw new AppError('input.unreadable', `${path} is not a regular file.`);
  if (found.size === 0) throw new AppError('input.empty', `${path} is empty.`);
  await access(path, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw new AppError('input.unreadable', `Cannot read ${path}: ${reason(error)}.`, { cause: error });
  });
}

function reason(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'there is no such file';
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'permission denied';
  return error.message;
}
