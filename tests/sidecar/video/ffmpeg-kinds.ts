import { type FfmpegTools, findFfmpeg } from '../../../sidecar/src/video/find-ffmpeg.ts';

/** One of the ffmpegs that the program must work with. */
export interface FfmpegKind {
  readonly name: string;
  /** Makes the program use this one. */
  readonly env: NodeJS.ProcessEnv;
  readonly tools: FfmpegTools;
}

async function kind(name: string, env: NodeJS.ProcessEnv): Promise<FfmpegKind | null> {
  const tools = await findFfmpeg(env).catch(() => null);
  if (!tools) return null;
  return { name, env: { FFMPEG_PATH: tools.ffmpeg, FFPROBE_PATH: tools.ffprobe }, tools };
}

const npm = await kind('the npm ffmpeg', { PATH: '' });
const found = await kind('the ffmpeg on PATH', { PATH: process.env.PATH });
const system = found?.tools.ffmpeg === npm?.tools.ffmpeg ? null : found;

/** Both kinds, for `describe.each`; one that this machine lacks is named by {@link MISSING_KINDS}. */
export const FFMPEG_KINDS: readonly FfmpegKind[] = [system, npm].filter((each) => each !== null);
export const MISSING_KINDS: readonly string[] = [
  ...(system ? [] : ['no ffmpeg on PATH']),
  ...(npm ? [] : ['no npm ffmpeg for this platform']),
];
if (FFMPEG_KINDS.length === 0) throw new Error('These tests need an ffmpeg.');
