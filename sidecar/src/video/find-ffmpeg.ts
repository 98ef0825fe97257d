import { access, chmod, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { AppError } from '../protocol/errors.ts';
import { runTool } from './ffmpeg.ts';

/** What differs between the ffmpeg versions in use (2018 to today), found by asking the binary. */
export interface FfmpegFeatures {
  /** As the binary calls itself, e.g. `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** Delivers each decoded frame once, neither repeated nor dropped. */
  readonly passthrough: readonly string[];
  /** Keeps the time base of the source, so that presentation times stay exact. */
  readonly sourceTimeBase: readonly string[];
}

export interface FfmpegTools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly features: FfmpegFeatures;
}

type ToolName = 'ffmpeg' | 'ffprobe';
const OVERRIDES = { ffmpeg: 'FFMPEG_PATH', ffprobe: 'FFPROBE_PATH' } as const;

/** Answers of binaries that were asked already; a binary does not change while the process runs. */
const features = new Map<string, Promise<FfmpegFeatures | null>>();
const versions = new Map<string, Promise<string | null>>();
const encoders = new Map<string, Promise<ReadonlySet<string>>>();

/**
 * The ffmpeg and ffprobe to use: `FFMPEG_PATH` and `FFPROBE_PATH`, else the ones on PATH, else the ones that
 * come as npm packages. Each is chosen on its own; one that does not run is passed over.
 * @throws AppError `ffmpeg.missing`
 * @example const { ffmpeg, features } = await findFfmpeg();
 */
export async function findFfmpeg(env: NodeJS.ProcessEnv = process.env): Promise<FfmpegTools> {
  const [ffmpeg, ffprobe] = await Promise.all([
    findTool('ffmpeg', env, (path) => remember(features, path, askFeatures)),
    findTool('ffprobe', env, (path) => remember(versions, path, askVersion)),
  ]);
  return { ffmpeg: ffmpeg.path, ffprobe: ffprobe.path, features: ffmpeg.answer };
}

/** Names of the encoders that an ffmpeg was built with. */
export function listEncoders(ffmpeg: string): Promise<ReadonlySet<string>> {
  return remember(encoders, ffmpeg, askEncoders);
}

/** The first binary that answers a question, with its answer. */
async function findTool<T>(
  name: ToolName,
  env: NodeJS.ProcessEnv,
  question: (path: string) => Promise<T | null>,
): Promise<{ path: string; answer: T }> {
  const override = env[OVERRIDES[name]];
  if (override) {
    const answer = await question(override);
    if (answer !== null) return { path: override, answer };
    throw new AppError('ffmpeg.missing', `${OVERRIDES[name]} is ${override}, which does not run as ${name}.`);
  }
  for (const path of [...onPath(name, env), await packaged(name)]) {
    const answer = path && (await isFile(path)) ? await question(path) : null;
    if (path && answer !== null) return { path, answer };
  }
  throw new AppError('ffmpeg.missing', `No ${name} that runs was found on PATH or in the npm packages.`);
}

function onPath(name: ToolName, env: NodeJS.ProcessEnv): string[] {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, file));
}

/** The binary of the npm package; null on a platform that it was not built for. */
async function packaged(name: ToolName): Promise<string | null> {
  try {
    const { default: installer } =
      name === 'ffmpeg'
        ? await import('@ffmpeg-installer/ffmpeg')
        : await import('@ffprobe-installer/ffprobe');
    // the packages set the permission in an install script, which may have been turned off
    await access(installer.path, constants.X_OK).catch(() => chmod(installer.path, 0o755));
    return installer.path;
  } catch {
    return null;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function remember<T>(cache: Map<string, Promise<T>>, path: string, ask: (path: string) => Promise<T>) {
  let answer = cache.get(path);
  if (!answer) {
    answer = ask(path);
    cache.set(path, answer);
  }
  return answer;
}

/** Version of a binary that runs, null of one that does not. */
async function askVersion(path: string): Promise<string | null> {
  const answer = await ask(path, ['-version']).catch(() => null);
  return answer && versionIn(answer.output);
}

/** Null of a binary that does not run. The banner above the help tells the version: one start answers it all. */
async function askFeatures(path: string): Promise<FfmpegFeatures | null> {
  const answer = await ask(path, ['-h', 'long']).catch(() => null);
  const version = answer && versionIn(answer.banner);
  if (!answer || version === null) return null;
  const help = answer.output;
  return {
    version,
    passthrough: /^-fps_mode\b/m.test(help) ? ['-fps_mode', 'passthrough'] : ['-vsync', '0'],
    sourceTimeBase: ['-enc_time_base', /enc_time_base.*\bdemux\b/.test(help) ? 'demux' : '-1'],
  };
}

async function askEncoders(path: string): Promise<ReadonlySet<string>> {
  const { output } = await ask(path, ['-hide_banner', '-encoders']);
  return new Set([...output.matchAll(/^ [VAS][F.][S.][X.][B.][D.] ([^\s=]+)/gm)].map((match) => match[1]!));
}

function versionIn(text: string): string | null {
  return /^ff(?:mpeg|probe) version (\S+)/.exec(text)?.[1] ?? null;
}

/** What a tool writes to stdout, and the first line of its stderr. */
async function ask(path: string, args: readonly string[]): Promise<{ output: string; banner: string }> {
  const chunks: Buffer[] = [];
  const { log } = await runTool(path, args, (chunk) => chunks.push(chunk));
  return { output: Buffer.concat(chunks).toString('utf8'), banner: log.lines()[0] ?? '' };
}
