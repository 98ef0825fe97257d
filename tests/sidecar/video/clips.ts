import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';
import type { Frame } from '../../../sidecar/src/protocol/frame.ts';
import { listEncoders } from '../../../sidecar/src/video/find-ffmpeg.ts';
import { FFMPEG_KINDS } from './ffmpeg-kinds.ts';

const run = promisify(execFile);
/** Clips are made by the newest ffmpeg at hand; what it cannot make is skipped by name. */
const { tools } = FFMPEG_KINDS[0]!;

/** Luma of frame 0, and of each frame more than the one before: 50 frames are told apart. */
const FIRST_LUMA = 20;
const LUMA_STEP = 4;

const encoders = await listEncoders(tools.ffmpeg);
export const canEncode = (encoder: string): boolean => encoders.has(encoder);
export const { passthrough } = tools.features;

/** A folder of its own, gone after the tests of the file. */
export async function clipFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'video-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function ffmpeg(...args: readonly string[]): Promise<string> {
  const { stdout } = await run(tools.ffmpeg, ['-nostdin', '-v', 'error', '-y', ...args], {
    maxBuffer: 1 << 28,
    encoding: 'latin1',
  });
  return stdout;
}

/** Input options of a clip whose frames are plain grey, each a step brighter than the one before. */
export function greys(frames: number, { rate = '25', size = '64x48' } = {}): string[] {
  const luma = `geq=lum=${FIRST_LUMA}+${LUMA_STEP}*N:cb=128:cr=128`;
  return ['-f', 'lavfi', '-i', `nullsrc=s=${size}:r=${rate},format=yuv420p,${luma},trim=end_frame=${frames}`];
}

/** Which frame of {@link greys} a picture is. */
export function greyNumber(frame: Pick<Frame, 'data'>): number {
  let sum = 0;
  for (const value of frame.data) sum += value;
  // limited range: luma 16 is black, 235 is white
  const luma = 16 + (sum / frame.data.length) * (219 / 255);
  return Math.round((luma - FIRST_LUMA) / LUMA_STEP) + 0;
}

/** Input options of a clip whose quarters are grey: 40, 90, 140, 190 in reading order. */
export function quarters(frames: number, size: string): string[] {
  const luma = 'geq=lum=40+50*gte(X\\,W/2)+100*gte(Y\\,H/2):cb=128:cr=128';
  return ['-f', 'lavfi', '-i', `nullsrc=s=${size}:r=25,format=yuv420p,${luma},trim=end_frame=${frames}`];
}

/** Luma of the middles of the four quarters, in reading order, to the nearest ten. */
export function quarterLuma({ data, width, height }: Frame): number[] {
  const at = (x: number, y: number) => data[(Math.floor(y * height) * width + Math.floor(x * width)) * 3]!;
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)].map(
    (value) => Math.round((16 + (value * 219) / 255) / 10) * 10,
  );
}

/** A copy of a clip with rotation metadata: shown upright it is turned clockwise by `degrees`. */
export async function rotated(source: string, target: string, degrees: number): Promise<void> {
  const { stdout } = await run(tools.ffmpeg, ['-hide_banner', '-h', 'long'], { maxBuffer: 1 << 26 });
  const [before, after] = /^-display_rotation\b/m.test(stdout)
    ? [['-display_rotation', String(-degrees)], []]
    : [[], ['-metadata:s:v:0', `rotate=${360 - degrees}`]];
  await ffmpeg(...before, '-i', source, '-c', 'copy', ...after, target);
}

/** A copy of an mp4 with another display matrix: a, b, c, d. */
export async function withMatrix(source: string, target: string, matrix: readonly number[]): Promise<void> {
  const bytes = await readFile(source);
  // the matrix of a version 0 track header lies behind times, number, duration, layer and volume
  const at = bytes.indexOf('tkhd') + 44;
  for (const [i, offset] of [0, 4, 12, 16].entries()) bytes.writeInt32BE(matrix[i]! * 65536, at + offset);
  await writeFile(target, bytes);
}

/** Processes that this one has started and that still run. Linux only; elsewhere empty. */
export async function runningChildren(): Promise<string[]> {
  const tasks = await readdir('/proc/self/task').catch(() => []);
  const lists = await Promise.all(tasks.map((id) => readFile(`/proc/self/task/${id}/children`, 'utf8')));
  const ids = lists.join(' ').split(/\s+/).filter(Boolean);
  const names = ids.map((id) => readFile(`/proc/${id}/cmdline`, 'latin1').catch(() => ''));
  return (await Promise.all(names)).filter((name) => name.includes('ffmpeg') || name.includes('ffprobe'));
}
