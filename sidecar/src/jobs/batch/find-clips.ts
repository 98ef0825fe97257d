import { readFile, stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { type BatchList, BatchListSchema } from '../../protocol/batch-manifest.ts';
import { AppError } from '../../protocol/errors.ts';

/** A clip that a batch shall track, and what is said of it where that differs from the batch. */
export type WantedClip = BatchList['clips'][number];

/** Containers that count as clips in a folder; a list or a pattern may name others. */
const VIDEOS = 'mp4,m4v,mov,mkv,webm,avi,mpg,mpeg,mts,m2ts,ts,wmv,3gp';

/**
 * The clips that the arguments of a batch name, in the order of their paths inside each argument, each once: a
 * folder stands for the videos in it and below, a `.json` file is a manifest, a `.txt` file lists a path a line
 * (relative to itself; `#` starts a remark), anything else is a video file or a pattern.
 * @throws AppError `input.not-found` for an argument that names nothing, `input.invalid` for a damaged list
 */
export async function findClips(args: readonly string[], cwd = process.cwd()): Promise<WantedClip[]> {
  const found = new Map<string, WantedClip>();
  for (const arg of args) {
    const clips = await expand(arg, cwd);
    if (clips.length === 0) throw new AppError('input.not-found', `${arg} names no video.`);
    for (const clip of clips) if (!found.has(clip.input)) found.set(clip.input, clip);
  }
  return [...found.values()];
}

async function expand(arg: string, cwd: string): Promise<WantedClip[]> {
  const path = resolve(cwd, arg);
  const entry = await stat(path).catch(() => null);
  if (entry?.isDirectory()) return await match(`**/*.{${VIDEOS}}`, path);
  if (!entry?.isFile()) return await match(arg.replaceAll('\\', '/'), cwd);
  const extension = extname(path).toLowerCase();
  if (extension === '.json') return await readManifest(path);
  if (extension === '.txt') return await readLines(path);
  return [{ input: path }];
}

async function match(pattern: string, cwd: string): Promise<WantedClip[]> {
  const files = await glob(pattern, { cwd, absolute: true, onlyFiles: true, caseSensitiveMatch: false });
  return files.map((file) => ({ input: resolve(file) })).sort((a, b) => (a.input < b.input ? -1 : 1));
}

async function readManifest(path: string): Promise<WantedClip[]> {
  const text = await readFile(path, 'utf8');
  const list = BatchListSchema.safeParse(parseJson(text));
  if (!list.success) {
    const { path: where, message } = list.error.issues[0]!;
    throw new AppError('input.invalid', `${path} is no list of clips: ${[...where, message].join(': ')}.`);
  }
  return list.data.clips.map((clip) => ({ ...clip, input: resolve(dirname(path), clip.input) }));
}

async function readLines(path: string): Promise<WantedClip[]> {
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/).map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ input: resolve(dirname(path), line) }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
