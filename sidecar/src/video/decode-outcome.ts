import { AppError } from '../protocol/errors.ts';
import type { VideoInfo } from '../protocol/frame.ts';
import { missing, type Tool } from './ffmpeg.ts';

/**
 * A clip of a constant rate whose last frame ends this much before the stated end has broken off: a share, and
 * seconds. At a variable rate the last frame may stand for any time.
 */
const SHORTFALL = { share: 0.02, seconds: 0.25 } as const;
/** What demuxers say when the file ends before the data does. */
const BROKEN_OFF = /partial file|ended prematurely|read error|truncat/i;

/** Complaints of sound decoders: ffmpeg looks into every track before it leaves those out that were not asked for. */
const SOUND = /^\[(?:\w+ )?(?:aac|ac3|adpcm|alac|amr|dca|eac3|flac|mp[123]|opus|pcm|truehd|vorbis|wma)\w*\]/;
/** What ffmpeg says when the command or the machine is at fault, and not the clip. */
const NOT_THE_CLIP = /option|argument list|no such filter|unknown encoder|allocate memory/i;

/** How a decoding ended. */
export interface DecodeOutcome {
  /** Frames that were given out. */
  readonly framesDecoded: number;
  /** The clip ends before its header says: it breaks off, or ffmpeg gave up on it. */
  readonly truncated: boolean;
  /** What ffmpeg complained of, each sentence once, at most 24. */
  readonly warnings: readonly string[];
}

/** `end`: time of the last frame of a clip that was read to its end, null when the reading was left early. */
export function summarise(
  info: VideoInfo,
  tool: Tool,
  framesDecoded: number,
  end: number | null,
): DecodeOutcome {
  if (end === null) return { framesDecoded, truncated: false, warnings: [] };
  const warnings = tool.log
    .lines()
    .map((line) => line.replace(/\[(?:error|fatal|panic)\] ?/, ''))
    .filter((line) => !SOUND.test(line));
  const allowed = info.durationSeconds * SHORTFALL.share + SHORTFALL.seconds;
  const short = !info.variableFrameRate && end + 1 / info.fps < info.durationSeconds - allowed;
  const failed = tool.child.exitCode !== 0;
  return {
    framesDecoded,
    truncated: short || failed || warnings.some((line) => BROKEN_OFF.test(line)),
    warnings,
  };
}

/** A decoding that gave nothing at all is an error; one that gave something is told by its outcome. */
export async function checkEnd(info: VideoInfo, tool: Tool, count: number): Promise<void> {
  const { code, error } = await tool.exit;
  if (error) throw missing(tool.child.spawnfile, error);
  if (count > 0) return;
  const cause = tool.log.last();
  const detail = cause && ` (${cause})`;
  if (code === null)
    throw new AppError(
      'ffmpeg.failed',
      `ffmpeg was killed while decoding ${info.file} (${tool.child.signalCode}).`,
    );
  if (code !== 0 && NOT_THE_CLIP.test(cause))
    throw new AppError('ffmpeg.failed', `ffmpeg did not decode ${info.file}${detail}.`);
  throw new AppError('input.no-frames', `${info.file} gives no frame in this range${detail}.`);
}
